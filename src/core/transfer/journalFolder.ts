import { lstatSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { toDiskError } from './nodeDisk';
import { unsafeName } from './paths';

/** The folder of journals, locks and logs in each target. No key is ever written to it. */
export const bookkeeping = '.hcp';

export function journalFolder(target: string): string {
  return join(target, bookkeeping);
}

/**
 * Makes the target and the folder of its bookkeeping.
 * @throws HcpError `disk.*`; `disk.unsafeName` when a link or a file has its name
 */
export function makeJournalFolder(target: string): string {
  const folder = journalFolder(target);
  try {
    mkdirSync(target, { recursive: true });
    if (lstatSync(folder, { throwIfNoEntry: false }) === undefined) mkdirSync(folder, { recursive: true });
    if (lstatSync(folder).isDirectory()) return folder;
  } catch (error) {
    throw toDiskError(error);
  }
  throw unsafeName(bookkeeping, 'link');
}
