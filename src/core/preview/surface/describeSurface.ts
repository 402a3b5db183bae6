import { Undrawable, type Fact, type Opened } from '../model';
import { readExactly } from './bytes';
import { GiftiParser } from './gifti/giftiParser';
import { giftiFacts } from './giftiFacts';
import { CARD_BYTES } from './limits';

/** What the first 128 kB of a GIFTI, CIFTI or FreeSurfer surface file tell. */
export async function describeSurface({ source, signal }: Opened): Promise<readonly Fact[]> {
  const bytes = await readExactly(source, 0, Math.min(Math.max(1, source.size), CARD_BYTES), signal);
  return describeGifti(bytes);
}

function describeGifti(bytes: Uint8Array): readonly Fact[] {
  const parser = new GiftiParser();
  parser.write(Buffer.from(bytes).toString('latin1'));
  if (!parser.isGifti) throw new Undrawable('notTheFormat', 'no GIFTI element');
  return giftiFacts(parser.head, parser.head.metadata.get('AnatomicalStructurePrimary'));
}
