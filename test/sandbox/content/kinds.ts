import { matlabBody } from './binary/matlab';
import { xlsxBody } from './binary/xlsx';
import { ciftiBody, ciftiKind } from './cifti/cifti';
import { pngBody } from './image/png';
import { ppmBody } from './image/ppm';
import { manifestBody } from './manifest';
import { ByteStream } from './random';
import { wholeBody, type Body } from './segment';
import type { ContentObject } from './shelf';
import type { Source } from './source';
import { freesurferBody } from './surface/freesurfer';
import { giftiBody } from './surface/gifti';
import { textKind } from './text/textKinds';
import { mgzBody } from './volume/mgh';
import { niftiGzBody } from './volume/nifti';

/** What a body may need to know of other objects (a manifest lists files with their sums). */
export interface Surroundings {
  readonly find: (key: string) => ContentObject | undefined;
  readonly md5: (object: ContentObject) => Promise<string>;
}

/** A body of exactly the source's size, valid for the kind of file that its name says. */
export async function makeBody(source: Source, surroundings: Surroundings): Promise<Body> {
  if (source.size === 0) return wholeBody(new Uint8Array());
  if (source.path.startsWith('.xdlm/')) return manifestBody(source, surroundings);
  return (await formatted(source)) ?? opaque(source);
}

/** Nothing for kinds that are served without a format, and where the size can't hold a valid file. */
function formatted(source: Source): Body | undefined | Promise<Body | undefined> {
  if (source.name.endsWith('.png')) return pngBody(source);
  if (source.name.endsWith('.ppm')) return ppmBody(source);
  if (source.name.endsWith('.nii.gz')) return niftiGzBody(source);
  if (source.name.endsWith('.mgz')) return mgzBody(source);
  if (source.name.endsWith('.gii')) return giftiBody(source);
  const cifti = ciftiKind(source.name);
  if (cifti !== undefined) return ciftiBody(source, cifti);
  return textKind(source) ?? freesurferBody(source) ?? binaryBody(source);
}

function binaryBody(source: Source): Body | undefined {
  if (source.name.endsWith('.mat')) return matlabBody(source);
  return source.name.endsWith('.xlsx') ? xlsxBody(source) : undefined;
}

/** Random bytes: MEG recordings (4D) and FreeSurfer's .m3z have no format here. */
function opaque(source: Source): Body {
  const stream = new ByteStream(source.seed, source.key);
  return {
    segments: [{ length: source.size, read: (offset, length) => stream.read(offset, length) }],
    held: 0,
  };
}
