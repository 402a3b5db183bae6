import { readFile, readdir } from 'node:fs/promises';
import * as path from 'node:path';

/** Whether the data hold one of the texts, in any of the forms that a log, a file or a message may give it. */
export function holdsAny(data: Buffer | string, texts: readonly string[]): boolean {
  const content = typeof data === 'string' ? Buffer.from(data) : data;
  return texts.flatMap(writtenForms).some((form) => content.includes(form));
}

/** The files at and below `folder` that hold one of the texts in any form, but for those that may. */
export async function findInFiles(
  folder: string,
  texts: readonly string[],
  allowed: readonly string[] = [],
): Promise<readonly string[]> {
  const forms = texts.flatMap(writtenForms);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const found: string[] = [];
  for (const entry of entries) {
    const file = path.join(entry.parentPath, entry.name);
    if (forms.some((form) => file.includes(form.toString('latin1')))) found.push(file);
    if (!entry.isFile() || allowed.includes(file)) continue;
    // A log may be put away while it is looked for.
    const content = await readFile(file).catch(() => Buffer.alloc(0));
    if (forms.some((form) => content.includes(form))) found.push(file);
  }
  return found;
}

/**
 * The processes of this machine, but for this one and those that may, whose arguments or environment hold one of
 * the texts in any form: `<pid>/cmdline` or `<pid>/environ`.
 */
export async function findInProcesses(
  texts: readonly string[],
  allowed: ReadonlySet<number> = new Set(),
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const pid of await processes()) {
    if (pid === process.pid || allowed.has(pid)) continue;
    for (const name of ['cmdline', 'environ']) {
      const content = await readFile(`/proc/${String(pid)}/${name}`).catch(() => Buffer.alloc(0));
      if (holdsAny(content, texts)) found.push(`${String(pid)}/${name}`);
    }
  }
  return found;
}

/** A process and all that it has started, at any depth. */
export async function familyOf(pid: number): Promise<ReadonlySet<number>> {
  const parents = new Map<number, number>();
  for (const one of await processes()) {
    const stat = await readFile(`/proc/${String(one)}/stat`, 'utf8').catch(() => '');
    // The name of the program stands in brackets, and may hold anything.
    parents.set(one, Number(stat.slice(stat.lastIndexOf(')')).split(' ')[2]));
  }
  const family = new Set([pid]);
  for (let size = 0; size !== family.size;) {
    size = family.size;
    for (const [one, parent] of parents) if (family.has(parent)) family.add(one);
  }
  return family;
}

async function processes(): Promise<readonly number[]> {
  return (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name)).map(Number);
}

/** As it is, escaped, encoded, and as a browser's database keeps it. */
export function writtenForms(text: string): readonly Buffer[] {
  const bytes = Buffer.from(text);
  const json = JSON.stringify(text).slice(1, -1);
  const forms = [
    text,
    encodeURIComponent(text),
    encodeURIComponent(encodeURIComponent(text)),
    new URLSearchParams({ '': text }).toString().slice(1),
    json,
    JSON.stringify(json).slice(1, -1),
    json.replaceAll('/', '\\/'),
    text.replaceAll('&', '&amp;').replaceAll('+', '&#43;').replaceAll('/', '&#x2F;'),
    bytes.toString('hex'),
    bytes.toString('hex').toUpperCase(),
    ...base64Forms(bytes),
  ];
  return [...[...new Set(forms)].map((form) => Buffer.from(form)), Buffer.from(text, 'utf16le')];
}

/** What of a text stands in the base64 of any longer one that holds it, at each place where it may begin. */
function base64Forms(bytes: Buffer): readonly string[] {
  return [0, 1, 2].flatMap((before) => {
    const shifted = Buffer.concat([Buffer.alloc(before), bytes]);
    const [first, last] = [Math.ceil((before * 4) / 3), Math.floor((shifted.length * 4) / 3)];
    return (['base64', 'base64url'] as const).map((form) => shifted.toString(form).slice(first, last));
  });
}
