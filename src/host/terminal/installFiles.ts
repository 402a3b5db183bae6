import { copyFile, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** The folders of a person on this machine. */
export interface Places {
  readonly home: string;
  readonly platform: NodeJS.Platform;
  readonly env: NodeJS.ProcessEnv;
}

export const places = (): Places => ({ home: homedir(), platform: process.platform, env: process.env });

/** Folders for commands of one person, the usual ones first. */
export function commandFolders({ home, platform, env }: Places): readonly string[] {
  if (platform === 'win32')
    return [join(env.LOCALAPPDATA ?? join(home, 'AppData', 'Local'), 'hcp-explorer', 'bin')];
  return [join(home, '.local', 'bin'), join(home, 'bin')];
}

export function isOnPath(folder: string, { env, platform }: Pick<Places, 'env' | 'platform'>): boolean {
  const windows = platform === 'win32';
  const path = env.PATH ?? env.Path ?? '';
  const same = (name: string) => {
    const plain = name.replace(/[/\\]+$/, '');
    return windows ? plain.toLowerCase() : plain;
  };
  return path.split(windows ? ';' : ':').some((one) => one !== '' && same(one) === same(folder));
}

/** Where the program is kept for the installed command: not where the extension is, which goes with its version. */
export function programFolder({ home, platform, env }: Places): string {
  if (platform === 'win32') return join(env.LOCALAPPDATA ?? join(home, 'AppData', 'Local'), 'hcp-explorer');
  const data = env.XDG_DATA_HOME;
  return join(data?.startsWith('/') ? data : join(home, '.local', 'share'), 'hcp-explorer');
}

/** What the command is made of; all else belongs to the editor. */
const program: ReadonlySet<string> = new Set(['cli.js', 'hash.js', 'sdk.js']);

/**
 * Copies the bundles that the command needs into a folder named after the version, and removes those of other
 * versions. A command that runs meanwhile has its own bundles open already, or finds the same ones.
 * @param bundles the folder of the built extension
 * @returns the file to run. @throws the error of Node's file system
 */
export async function copyProgram(bundles: string, folder: string, version: string): Promise<string> {
  const place = join(folder, version);
  await mkdir(place, { recursive: true });
  const names = (await readdir(bundles)).filter((name) => program.has(name));
  for (const name of names) {
    const fresh = join(place, `${name}.${String(process.pid)}.new`);
    await copyFile(join(bundles, name), fresh);
    await rename(fresh, join(place, name));
  }
  for (const other of await readdir(folder, { withFileTypes: true })) {
    const isVersion = other.isDirectory() && /^\d+\.\d+\.\d+/.test(other.name);
    if (isVersion && other.name !== version) await rm(join(folder, other.name), { recursive: true });
  }
  return join(place, 'cli.js');
}
