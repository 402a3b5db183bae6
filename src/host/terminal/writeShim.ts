import { chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { shellShim, windowsShim, type ShimTarget } from './shims';

/** The command as this window's own program runs it. */
export function shimTarget(cli: string): ShimTarget {
  return { node: process.execPath, electron: process.versions.electron !== undefined, cli };
}

/**
 * Writes the command `hcp` into a folder, which is made when it is missing. What has the same text stays.
 * @returns the file to run. @throws the error of Node's file system
 */
export async function writeShims(folder: string, target: ShimTarget): Promise<string> {
  await mkdir(folder, { recursive: true });
  const shell = join(folder, 'hcp');
  // Shells of Windows that read scripts of POSIX, such as Git Bash, look for the one without an ending.
  await writeInPlace(shell, shellShim(target), 0o755);
  if (process.platform !== 'win32') return shell;
  const windows = join(folder, 'hcp.cmd');
  await writeInPlace(windows, windowsShim(target), 0o755);
  return windows;
}

/** In one step, so that a shell never reads half of it, and never through a link that has the name. */
async function writeInPlace(file: string, text: string, mode: number): Promise<void> {
  if ((await readFile(file, 'utf8').catch(() => undefined)) === text) return;
  const fresh = `${file}.${String(process.pid)}.new`;
  try {
    await writeFile(fresh, text, { mode });
    // The person's umask may have taken the right to run it away.
    await chmod(fresh, mode);
    await rename(fresh, file);
  } catch (error) {
    await rm(fresh, { force: true });
    throw error;
  }
}
