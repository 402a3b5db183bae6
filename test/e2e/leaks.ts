import { readFile, readdir } from 'node:fs/promises';
import * as path from 'node:path';

/** The files at and below `folder` that hold one of the texts, in any of the forms that a log may give it. */
export async function findInFiles(folder: string, texts: readonly string[]): Promise<readonly string[]> {
  const forms = texts.flatMap(writtenForms);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const found: string[] = [];
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    // A log may be put away while it is looked for.
    const content = await readFile(file).catch(() => Buffer.alloc(0));
    if (forms.some((form) => content.includes(form))) found.push(file);
  }
  return found;
}

/** The processes of this machine, but for this one, whose arguments or environment hold one of the texts. */
export async function findInProcesses(texts: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const pid of await readdir('/proc').catch(() => [])) {
    if (!/^\d+$/.test(pid) || Number(pid) === process.pid) continue;
    for (const name of ['cmdline', 'environ']) {
      const content = await readFile(`/proc/${pid}/${name}`, 'utf8').catch(() => '');
      if (texts.some((text) => content.includes(text))) found.push(`${pid}/${name}`);
    }
  }
  return found;
}

function writtenForms(text: string): readonly string[] {
  return [
    text,
    encodeURIComponent(text),
    JSON.stringify(text).slice(1, -1),
    Buffer.from(text).toString('base64'),
  ];
}
