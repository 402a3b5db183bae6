import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import * as path from 'node:path';

export const projectFolder = path.resolve(__dirname, '../..');
const marker = '.complete';

/** Where the editors and browsers for tests are kept: `.vscode-test/`, or the folder in HCP_VSCODE_CACHE. */
export function cacheFolder(): string {
  return process.env.HCP_VSCODE_CACHE ?? path.join(projectFolder, '.vscode-test');
}

/**
 * The cached folder `name`, made by `make` when it is not there yet. It appears whole or not at all: it is
 * filled under another name and renamed, so that several processes may ask at the same time.
 */
export async function cached(name: string, make: (folder: string) => Promise<void>): Promise<string> {
  const folder = path.join(cacheFolder(), name);
  if (existsSync(path.join(folder, marker))) return folder;
  const partial = path.join(cacheFolder(), `.partial-${name}-${randomUUID()}`);
  await mkdir(partial, { recursive: true });
  try {
    process.stderr.write(`Fetching ${name} (once, into ${cacheFolder()}) …\n`);
    await make(partial);
    await writeFile(path.join(partial, marker), `${new Date().toISOString()}\n`);
    await moveInto(partial, folder);
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
  return folder;
}

async function moveInto(partial: string, folder: string): Promise<void> {
  try {
    await rename(partial, folder);
  } catch (error) {
    // Another process was faster.
    if (existsSync(path.join(folder, marker))) return;
    if (!existsSync(folder)) throw error;
    await rm(folder, { recursive: true, force: true });
    await rename(partial, folder);
  }
}
