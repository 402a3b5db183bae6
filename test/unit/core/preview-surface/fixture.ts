import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { memoryFiles, type Files } from './files';

const folder = join(__dirname, 'fixtures');

/** The files that Workbench made, by name. */
export function workbenchBytes(): Record<string, Uint8Array> {
  return bytesIn(folder, /\.(gii|nii)$/);
}

/** Test data of nibabel, by name. */
export function nibabelBytes(): Record<string, Uint8Array> {
  return bytesIn(join(folder, 'nibabel'), /./);
}

/** All of them in one folder, as a person might have put them there. */
export function fixtureFiles(more: Readonly<Record<string, Uint8Array>> = {}): Files {
  return memoryFiles({ ...nibabelBytes(), ...workbenchBytes(), ...more });
}

function bytesIn(place: string, wanted: RegExp): Record<string, Uint8Array> {
  const names = readdirSync(place).filter((name) => wanted.test(name));
  return Object.fromEntries(names.map((name) => [name, new Uint8Array(readFileSync(join(place, name)))]));
}

/** What `wb_command -file-information` says of a fixture. */
export function workbenchSays(): ReadonlyMap<string, string> {
  const text = readFileSync(join(folder, 'file-information.txt'), 'utf8');
  return new Map(
    text
      .split(/^== /m)
      .filter((part) => part !== '')
      .map((part) => {
        const end = part.indexOf('\n');
        return [part.slice(0, end), part.slice(end + 1)] as const;
      }),
  );
}
