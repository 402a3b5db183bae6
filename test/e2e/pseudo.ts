import { cp, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { projectFolder } from '../vscode/cache';

/** A language of nobody, in which each text of the extension stands in brackets. */
export const pseudoLanguage = 'qps-ploc';

type Texts = Readonly<Record<string, string | { readonly message: string }>>;

/** A folder with the extension as it is built, and its texts in the pseudo-language. The caller removes it. */
export async function pseudoExtension(): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'hcp-pseudo-'));
  // Copies: VS Code knows an extension's code by the folder that it really lies in.
  for (const part of ['dist', 'media', 'package.json', 'package.nls.json', 'l10n']) {
    await cp(path.join(projectFolder, part), path.join(folder, part), { recursive: true });
  }
  await translate(folder, 'package.nls.json', `package.nls.${pseudoLanguage}.json`);
  await translate(folder, 'l10n/bundle.l10n.json', `l10n/bundle.l10n.${pseudoLanguage}.json`);
  return folder;
}

async function translate(folder: string, from: string, to: string): Promise<void> {
  const texts = JSON.parse(await readFile(path.join(folder, from), 'utf8')) as Texts;
  const pseudo = Object.entries(texts).map(([key, text]) => [
    key,
    bracketed(typeof text === 'string' ? text : text.message),
  ]);
  await writeFile(path.join(folder, to), JSON.stringify(Object.fromEntries(pseudo)));
}

/** Line by line, and inside of a link that is a line of its own: VS Code draws that as a button. */
function bracketed(text: string): string {
  return text
    .split('\n')
    .map((line) => {
      const link = /^\[(.*)\](\(\S+\))$/.exec(line);
      if (link) return `[⟦${link[1] ?? ''}⟧]${link[2] ?? ''}`;
      return line === '' ? '' : `⟦${line}⟧`;
    })
    .join('\n');
}

/** What stands outside of all brackets. */
export function bare(text: string): string {
  let depth = 0;
  let outside = '';
  for (const character of text) {
    if (character === '⟦') depth++;
    if (depth === 0) outside += character;
    if (character === '⟧') depth = Math.max(0, depth - 1);
  }
  return outside.trim();
}
