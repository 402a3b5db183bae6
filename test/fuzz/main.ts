import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { projectFolder } from '../vscode/cache';
import { writeSeeds } from './seeds';

// `npm run fuzz -- --minutes 5`: the readers of previews against inputs that are changed over and over; those
// that reach new code are changed further. What ends with anything but a reason, hangs or needs much memory is
// kept in test/fuzz/found, where a unit test tries it ever after.

const folder = path.join(projectFolder, 'out/fuzz');
const kept = path.join(projectFolder, 'test/fuzz/found');
/** Milliseconds after which an input hangs. */
const hang = 20_000;

/** Runs the loop for some seconds. Resolves with the input that it hung or died on. */
async function loop(seed: number, seconds: number): Promise<Uint8Array | undefined> {
  const script = path.join(folder, 'loop.js');
  const args = ['--max-old-space-size=1500', script, folder, String(seed), String(seconds)];
  const child = spawn(process.execPath, args, { stdio: 'inherit' });
  const current = path.join(folder, 'current');
  const watch = setInterval(() => {
    if (existsSync(current) && Date.now() - statSync(current).mtimeMs > hang) child.kill('SIGKILL');
  }, 1000);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  clearInterval(watch);
  return code === 0 ? undefined : readFileSync(current);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      minutes: { type: 'string', default: '5' },
      seed: { type: 'string', default: String(Date.now()) },
    },
  });
  const end = Date.now() + Number(values.minutes) * 60_000;
  if (!(end > Date.now())) throw new Error('--minutes is a number above 0.');
  await mkdir(path.join(folder, 'corpus'), { recursive: true });
  for (const name of readdirSync(folder).filter((one) => one.startsWith('found-')))
    await rm(path.join(folder, name));
  await build({
    entryPoints: [path.join(projectFolder, 'test/fuzz/loop.ts')],
    outfile: path.join(folder, 'loop.js'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    mainFields: ['module', 'main'],
  });
  process.stdout.write(
    `${String(await writeSeeds(path.join(folder, 'seeds')))} seeds, --seed ${values.seed}\n`,
  );
  for (let seed = Number(values.seed); Date.now() < end; seed++) {
    const input = await loop(seed, (end - Date.now()) / 1000);
    if (input) await writeFile(path.join(folder, `found-ended-${String(seed)}`), input);
  }
  const found = readdirSync(folder).filter((name) => name.startsWith('found-') && !name.endsWith('.txt'));
  await mkdir(kept, { recursive: true });
  for (const name of found)
    await copyFile(path.join(folder, name), path.join(kept, name.replace('found-', '')));
  process.stdout.write(
    found.length > 0 ? `Found, and kept in test/fuzz/found: ${found.join(', ')}\n` : 'Nothing was found.\n',
  );
  process.exitCode = found.length > 0 ? 1 : 0;
}

void main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
