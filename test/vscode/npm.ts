import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import * as tar from 'tar';
import type { Pin } from './pins';
import { run } from './run';

interface Packed {
  readonly filename: string;
  readonly integrity: string;
}

/** Fetches a package with `npm pack`, checks its digest and unpacks what `wanted` takes into `folder`. */
export async function unpackPackage(
  pin: Pin,
  folder: string,
  wanted: (file: string) => boolean = () => true,
): Promise<void> {
  const temporary = await mkdtemp(path.join(os.tmpdir(), 'hcp-pack-'));
  try {
    const spec = `${pin.name}@${pin.version}`;
    const output = await npm(['pack', spec, '--json', '--pack-destination', temporary], temporary);
    const packed = parsePacked(output);
    if (packed?.integrity !== pin.integrity) {
      throw new Error(`The registry's ${spec} is not the one that this project names. Nothing was unpacked.`);
    }
    await mkdir(folder, { recursive: true });
    await tar.extract({
      file: path.join(temporary, path.basename(packed.filename)),
      cwd: folder,
      strip: 1,
      filter: (file) => wanted(file.split('/').slice(1).join('/')),
    });
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

/** `npm pack --json` prints an array, or since npm 12 an object by package name. */
function parsePacked(output: string): Packed | undefined {
  const parsed = JSON.parse(output) as Packed[] | Readonly<Record<string, Packed>>;
  return Object.values(parsed)[0];
}

/** Runs npm in `cwd`. */
export async function npm(args: readonly string[], cwd: string): Promise<string> {
  return run(process.execPath, [npmScript(), ...args], { cwd, env: npmEnvironment() });
}

/** npm's own script: of the npm that started us, else the one beside this Node. */
export function npmScript(): string {
  const beside = path.dirname(process.execPath);
  const candidates = [
    process.env.npm_execpath ?? '',
    path.join(beside, '../lib/node_modules/npm/bin/npm-cli.js'),
    path.join(beside, 'node_modules/npm/bin/npm-cli.js'),
    ...(process.env.PATH ?? '')
      .split(path.delimiter)
      .flatMap((folder) => [
        path.join(folder, '../lib/node_modules/npm/bin/npm-cli.js'),
        path.join(folder, 'node_modules/npm/bin/npm-cli.js'),
        path.join(folder, '../share/nodejs/npm/bin/npm-cli.js'),
      ]),
  ];
  const found = candidates.find((file) => /npm-cli\.c?js$/.test(file) && existsSync(file));
  if (!found) throw new Error('npm was not found. Start this with "npm run" or put npm on the PATH.');
  return found;
}

/** Settings of the run that started us (`npm_config_*` of a script) must not steer the inner npm. */
function npmEnvironment(): NodeJS.ProcessEnv {
  const steering = ['npm_config_omit', 'npm_config_production', 'npm_config_global', 'npm_config_dry_run'];
  const kept = Object.entries(process.env).filter(([name]) => !steering.includes(name.toLowerCase()));
  return Object.fromEntries([...kept, ['npm_config_update_notifier', 'false']]);
}
