import { Undrawable, type Fact, type Opened } from '../model';
import { latin1, readExactly } from './bytes';
import { ciftiHeader } from './cifti/ciftiHeader';
import { CiftiXml } from './cifti/ciftiXml';
import { partialCiftiFacts } from './ciftiFacts';
import { formatOf } from './format';
import { freesurferFacts } from './freesurferFacts';
import { GiftiParser } from './gifti/giftiParser';
import { giftiFacts } from './giftiFacts';
import { CARD_BYTES } from './limits';

/** What the first 128 kB of a GIFTI, CIFTI or FreeSurfer surface file tell. */
export async function describeSurface(opened: Opened): Promise<readonly Fact[]> {
  const { source, signal } = opened;
  const start = await readExactly(source, 0, Math.min(Math.max(1, source.size), CARD_BYTES), signal);
  switch (await formatOf(opened)) {
    case 'cifti':
      return describeCifti(opened, start);
    case 'gifti':
      return describeGifti(start);
    case 'freesurfer':
      return freesurferFacts(source.path, start, source.size);
  }
}

function describeGifti(start: Uint8Array): readonly Fact[] {
  const parser = new GiftiParser();
  parser.write(latin1(start));
  if (!parser.isGifti) throw new Undrawable('notTheFormat', 'no GIFTI element');
  const structures = parser.metadata.map((known) => known.get('AnatomicalStructurePrimary'));
  return giftiFacts(
    parser.head,
    structures.find((name) => name !== undefined),
  );
}

async function describeCifti({ source, signal }: Opened, start: Uint8Array): Promise<readonly Fact[]> {
  const header = await ciftiHeader(source, start, signal);
  const xml = new CiftiXml();
  xml.write(latin1(start.subarray(header.xmlStart, header.xmlEnd)));
  const axes = xml.maps.map(({ axis }) => axis);
  // A part of the structures would be taken for all of them.
  const counts = xml.isWhole ? xml : { structures: [], voxels: 0 };
  return partialCiftiFacts(header, axes, { ...counts, structures: [...counts.structures] });
}
