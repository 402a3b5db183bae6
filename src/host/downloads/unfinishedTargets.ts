import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { journalFolder } from '../../core/transfer/journalFolder';

/** Milliseconds. A folder is remembered a moment before the journal of its job is written. */
const young = 60_000;

/**
 * The folders on this machine that may hold unfinished downloads, kept over the end of the window: one small
 * file for each, so that windows never write the same one. VS Code's own memory is no place for them, since
 * windows on other machines share it.
 */
export class UnfinishedTargets {
  /** @param folder absolute, made when it is needed */
  constructor(private readonly folder: string) {}

  /**
   * The folders with journals. One without is forgotten, since its jobs have ended; one that is not there, such
   * as an unplugged disk, stays remembered.
   */
  async list(): Promise<readonly string[]> {
    const targets: string[] = [];
    for (const name of await readdir(this.folder).catch(() => [])) {
      const note = join(this.folder, name);
      const target = await readFile(note, 'utf8').catch(() => '');
      if (target === '' || !(await exists(target))) continue;
      if (await hasJournal(target)) targets.push(target);
      else if (await isOlderThan(note, young)) await rm(note, { force: true });
    }
    return targets;
  }

  /** @throws the error of Node's file system */
  async add(target: string): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    const name = createHash('sha256').update(target).digest('hex').slice(0, 16);
    await writeFile(join(this.folder, name), target);
  }
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined;
}

async function hasJournal(target: string): Promise<boolean> {
  const names = await readdir(journalFolder(target)).catch(() => []);
  return names.some((name) => name.endsWith('.journal'));
}

async function isOlderThan(file: string, milliseconds: number): Promise<boolean> {
  const found = await stat(file).catch(() => undefined);
  return found !== undefined && Date.now() - found.mtimeMs > milliseconds;
}
