import { cardBytes, type Fact, type Opened } from '../model';
import { sniffs } from './sniff/sniffs';
import { readStart } from './textStart';

/** What the first bytes tell of a file that is not shown: its real format, and names in it. Never `Undrawable`
 * but for an empty file. */
export async function describeOther(opened: Opened): Promise<readonly Fact[]> {
  const { path, size } = opened.source;
  const bytes = Buffer.from(await readStart(opened, cardBytes));
  const name = path.slice(path.lastIndexOf('/') + 1);
  for (const sniff of sniffs) {
    const facts = sniff({ name, bytes, size });
    if (facts) return facts;
  }
  return [];
}
