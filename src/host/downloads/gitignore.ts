import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { exists, isMissing } from './onDisk';

const dataComment = '# Data under data use terms: never commit it.';
const ownComment = '# Written by HCP Explorer for this machine. Remove these lines to share the files.';

/**
 * The text of a `.gitignore` with the rules added; undefined when it has them all. What is there stays byte
 * for byte. A file that is new ignores itself and `companions` too: nobody asked for new files to commit.
 */
export function withRules(
  text: string | undefined,
  rules: readonly string[],
  companions: readonly string[],
): string | undefined {
  const lines = new Set(text?.split(/\r?\n/).map((line) => line.trim()));
  const missing = rules.filter((rule) => !lines.has(rule));
  if (missing.length === 0) return undefined;
  if (text === undefined) {
    return [dataComment, ...missing, '', ownComment, '/.gitignore', ...companions, ''].join('\n');
  }
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const gap = text === '' || text.endsWith('\n') ? '' : newline;
  return `${text}${gap}${[dataComment, ...missing, ''].join(newline)}`;
}

/** Adds the rules to the `.gitignore` of a folder. @throws the error of Node's file system */
export async function addRules(
  folder: string,
  rules: readonly string[],
  companions: readonly string[],
): Promise<void> {
  const path = join(folder, '.gitignore');
  const changed = withRules(await readIfThere(path), rules, companions);
  if (changed !== undefined) await writeFile(path, changed);
}

/** Whether a folder lies in the work tree of a git repository; `.git` is a file in linked work trees. */
export async function isInWorkTree(folder: string): Promise<boolean> {
  for (let at = folder; ; at = dirname(at)) {
    if (await exists(join(at, '.git'))) return true;
    if (dirname(at) === at) return false;
  }
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
