import assert from 'node:assert/strict';
import { stat } from 'node:fs/promises';

/** That only its owner can read a file, on systems whose files say so: those of Windows have other rights. */
export async function assertPrivate(file: string): Promise<void> {
  const { mode } = await stat(file);
  if (process.platform !== 'win32') assert.equal(mode & 0o777, 0o600);
}
