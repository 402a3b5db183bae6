import { readdirSync } from 'node:fs';
import * as path from 'node:path';
import { projectFolder } from '../../vscode/cache';

/** One start of the editor, with the tests that run in it. What is kept between starts is kept here too. */
export interface TestWindow {
  readonly name: string;
  /** Test files, absolute. */
  readonly files: readonly string[];
  /** The bundle of them, which exports `run()`. */
  readonly entry: string;
  /** Whether the editor still has the secrets of the former window. */
  readonly secretsKept: boolean;
}

const hostFolder = path.join(projectFolder, 'test/host');
export const bundleFolder = path.join(projectFolder, 'out/host');

/** In the order in which they are opened, on the same data folder. */
export const testWindows: readonly TestWindow[] = [
  testWindow('first start', '.', true, ['last.ts']),
  testWindow('second start', 'secondStart', true),
  testWindow('start without secrets', 'forgotten', false),
  // The last, since VS Code may bring a tab back that was closed a moment ago, and the extension with it.
  testWindow('previews', 'previews', false),
];

function testWindow(
  name: string,
  folder: string,
  secretsKept: boolean,
  last: readonly string[] = [],
): TestWindow {
  const place = path.join(hostFolder, folder);
  const files = readdirSync(place)
    .filter((file) => file.endsWith('.test.ts'))
    .sort()
    .concat(last)
    .map((file) => path.join(place, file));
  const entry = path.join(bundleFolder, `${name.replaceAll(' ', '-')}.js`);
  return { name, files, entry, secretsKept };
}
