import { describeReadable } from '../readable/describeReadable';
import { cardBytes, type Fact, type Opened } from '../model';
import { readTextStart } from '../readable/textStart';
import { isDiffusionName, readDiffusion } from './diffusion';
import { diffusionTable } from './diffusionTable';
import { formOf } from './form';
import { FORM_BYTES } from './limits';
import { columnsOf } from './openTable';
import { parseTable } from './parseTable';
import { tableFacts } from './tableFacts';

/** What the first bytes tell of a table; of a text that is none, what they tell of a text. */
export async function describeTable(opened: Opened): Promise<readonly Fact[]> {
  const { path } = opened.source;
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (isDiffusionName(name)) return tableFacts(diffusionTable(await readDiffusion(opened)), true);
  const { text, complete, encoding } = await readTextStart(opened, cardBytes);
  const form = formOf(name, text.slice(0, FORM_BYTES), complete && text.length <= FORM_BYTES);
  if (!form) return describeReadable(opened);
  const rows = await parseTable(text, form, opened.signal);
  return tableFacts({ rows, columns: columnsOf(path, rows, form), form, encoding }, complete && !rows.cut);
}
