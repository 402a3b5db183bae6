import { ByteStream } from './random';
import { wholeBody, type Body } from './segment';
import { ciftiBody, ciftiKind } from './cifti/cifti';
import { pngBody } from './image/png';
import { ppmBody } from './image/ppm';
import { manifestBody } from './manifest';
import type { ContentObject } from './shelf';
import type { Source } from './source';
import { mgzBody } from './volume/mgh';
import { niftiGzBody } from './volume/nifti';
import { freesurferBody } from './surface/freesurfer';
import { giftiBody } from './surface/gifti';
import { textKind } from './text/textKinds';

/** What a body may need to know of other objects (a manifest lists files with their sums). */
export interface Surroundings {
  readonly find: (key: string) => ContentObject | undefined;
  readonly md5: (object: ContentObject) => Promise<string>;
}

/** A body of exactly the source's size, valid for the kind of file that its name says. */
export async function makeBody(source: Source, surroundings: Surroundings): Promise<Body> {
  if (source.size === 0) return wholeBody(new Uint8Array());
  if (source.path.startsWith('.xdlm/')) return manifestBody(source, surroundings);
  if (source.name.endsWith('.png')) return pngBody(source);
  if (source.name.endsWith('.ppm')) return ppmBody(source);
  if (source.name.endsWith('.nii.gz')) return niftiGzBody(source);
  if (source.name.endsWith('.mgz')) return mgzBody(source);
  if (source.name.endsWith('.gii')) return (await giftiBody(source)) ?? opaque(source);
  const cifti = ciftiKind(source.name);
  if (cifti !== undefined) return ciftiBody(source, cifti) ?? opaque(source);
  return textKind(source) ?? freesurferBody(source) ?? opaque(source);
}

/** Bytes without a format. */
function opaque(source: Source): Body {
  const stream = new ByteStream(source.seed, source.key);
  return {
    segments: [{ length: source.size, read: (offset, length) => stream.read(offset, length) }],
    held: 0,
  };
}
