import { copyFile, mkdir, readdir, readFile } from 'node:fs/promises';
import * as path from 'node:path';
import { launchBrowser } from '../vscode/browser';
import { projectFolder } from '../vscode/cache';
import { serverPins } from '../vscode/pins';

// Renews the pictures of the README from the newest end-to-end run, and draws icon and architecture:
// `npm test -- e2e && npm run pictures`.

const taken: Readonly<Record<string, string>> = {
  'user-name': 'sign-in',
  terms: 'terms',
  keys: 'keys',
  subjects: 'explorer',
  image: 'preview',
  downloaded: 'downloads',
};

const drawn = [
  { source: 'icon.svg', target: 'icon.png', width: 256, height: 256 },
  { source: 'architecture.svg', target: 'readme/architecture.png', width: 1040, height: 470 },
] as const;

const media = path.join(projectFolder, 'media');

async function copyTaken(): Promise<void> {
  const folder = path.join(projectFolder, 'test-screenshots', serverPins.newest.vscode, 'main-job');
  const files = await readdir(folder);
  for (const [name, target] of Object.entries(taken)) {
    const file = files.find((one) => one.replace(/^\d+-/, '') === `${name}.png`);
    if (file === undefined) throw new Error(`The end-to-end run left no picture "${name}".`);
    await copyFile(path.join(folder, file), path.join(media, 'readme', `${target}.png`));
  }
}

async function draw(): Promise<void> {
  const browser = await launchBrowser();
  for (const { source, target, width, height } of drawn) {
    const page = await browser.newPage({ viewport: { width, height }, deviceScaleFactor: 1 });
    await page.setContent(
      `<style>body{margin:0}svg{display:block}</style>${await readFile(path.join(media, 'source', source), 'utf8')}`,
    );
    await page.screenshot({ path: path.join(media, target), omitBackground: true });
  }
  await browser.close();
}

async function main(): Promise<void> {
  await mkdir(path.join(media, 'readme'), { recursive: true });
  await draw();
  await copyTaken();
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
