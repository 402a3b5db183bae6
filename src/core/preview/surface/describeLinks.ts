import type { Fact, Opened } from '../model';
import { readExactly } from './bytes';
import { facts } from './facts';
import { CARD_BYTES } from './limits';
import { linkFileOf, type LinkFile } from './links/linkFile';

/** What the first 128 kB of a Workbench spec or scene file tell. */
export async function describeLinks({ source, signal }: Opened): Promise<readonly Fact[]> {
  const end = Math.min(Math.max(1, source.size), CARD_BYTES);
  return linkFacts(linkFileOf(await readExactly(source, 0, end, signal), { isWhole: false }));
}

export function linkFacts(file: LinkFile): readonly Fact[] {
  return facts([
    ['format', file.format],
    ['structures', file.structures.join(', ')],
  ]);
}
