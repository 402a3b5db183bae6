import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import type { WebHost } from '../vscode/webHost';

/** Ends the extension host of a VS Code server as `kill -9` does. Linux only. @throws Error where there is none */
export function killExtensionHost({ dataDir }: WebHost): void {
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    const read = (name: string): string => {
      try {
        return readFileSync(path.join('/proc', entry, name), 'utf8');
      } catch {
        // It has ended, or is someone else's.
        return '';
      }
    };
    if (!read('cmdline').includes('--type=extensionHost')) continue;
    if (!read('environ').includes(`HOME=${path.join(dataDir, 'home')}\0`)) continue;
    process.kill(Number(entry), 'SIGKILL');
    return;
  }
  throw new Error('No extension host runs.');
}
