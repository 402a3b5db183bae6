import * as path from 'node:path';
import { downloadAndUnzipVSCode } from '@vscode/test-electron';
import { cacheFolder } from './cache';
import { desktopAt, findDesktop, hasDisplay, type Desktop } from './desktop';
import { serverPins, type HostAge } from './pins';
import { codeServer, type CodeServer } from './server';

export type Host = ({ readonly kind: 'desktop' } & Desktop) | ({ readonly kind: 'web' } & CodeServer);

/**
 * The VS Code to run tests in. `newest`: a desktop VS Code of this machine, else its download; `oldest`: the
 * download of the version that `engines.vscode` claims; where there is no screen or no download, the same
 * version from npm, in a browser. HCP_VSCODE names a desktop VS Code, or is `web` to want the latter.
 */
export async function resolveHost(age: HostAge): Promise<Host> {
  if (process.env.HCP_VSCODE !== 'web' && hasDisplay()) {
    const desktop = (age === 'newest' ? findDesktop() : undefined) ?? (await downloadDesktop(age));
    if (desktop) return { kind: 'desktop', ...desktop };
  }
  return { kind: 'web', ...(await codeServer(age)) };
}

async function downloadDesktop(age: HostAge): Promise<Desktop | undefined> {
  if (!(await downloadReachable())) return undefined;
  const version = age === 'newest' ? 'stable' : serverPins[age].vscode;
  const cachePath = path.join(cacheFolder(), 'desktop');
  return desktopAt(await downloadAndUnzipVSCode({ version, cachePath }));
}

async function downloadReachable(): Promise<boolean> {
  try {
    const address = 'https://update.code.visualstudio.com/api/releases/stable';
    return (await fetch(address, { signal: AbortSignal.timeout(3000) })).ok;
  } catch {
    return false;
  }
}
