import { Undrawable, type Opened } from '../model';
import type { LinksViewer } from '../viewer';
import { readWhole } from './bytes';
import { linkFacts } from './describeLinks';
import { linkFileOf } from './links/linkFile';
import { groupsOf } from './links/linkGroups';

/**
 * The files that a Workbench spec or scene file names, each with its path and whether it is there. One that names none is
 * no list: it can be read as XML.
 */
export async function openLinks(opened: Opened): Promise<LinksViewer> {
  const file = linkFileOf(await readWhole(opened.source, opened.signal), { isWhole: true });
  if (file.files.length === 0) throw new Undrawable('noViewer', 'it names no files');
  return { kind: 'links', facts: linkFacts(file), groups: await groupsOf(file, opened) };
}
