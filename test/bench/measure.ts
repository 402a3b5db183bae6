import { spawn } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import * as path from 'node:path';
import type { Run } from './clients';

export interface Figures {
  /** Seconds. */
  readonly wall: number;
  /** Seconds, user and system, of the client and its children. */
  readonly cpu: number;
  /** Bytes: the most that one process of it held. Every client here is one process. */
  readonly memory: number;
}

/** What a client prints is kept only to say why it failed. */
const keptOutput = 2_000;

/**
 * Runs a client under GNU time.
 * @param timeout milliseconds after which it is ended, and counts as failed
 * @throws Error with its last words when it fails
 */
export async function measure(run: Run, home: string, timeout: number): Promise<Figures> {
  const report = path.join(home, 'time.txt');
  const begin = performance.now();
  const child = spawn('/usr/bin/time', ['-q', '-o', report, '-f', '%U %S %M', run.command, ...run.args], {
    env: { PATH: process.env.PATH, LANG: 'C.UTF-8', ...run.env },
    cwd: home,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (output = (output + chunk.toString()).slice(-keptOutput)));
  }
  const timer = setTimeout(() => process.kill(-child.pid!, 'SIGKILL'), timeout);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const wall = (performance.now() - begin) / 1000;
  clearTimeout(timer);
  if (code !== 0)
    throw new Error(
      code === null ? `not done after ${wall.toFixed(0)} s` : `code ${String(code)}: ${output}`,
    );
  const [user, system, kilobytes] = (await readFile(report, 'utf8')).trim().split(' ').map(Number);
  await rm(report);
  return { wall, cpu: user! + system!, memory: kilobytes! * 1024 };
}

/** The first line that a command prints, on either output; undefined when it can't be run. */
export async function firstLine({ command, args }: Run): Promise<string | undefined> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => {
    child.once('error', () => {
      resolve(null);
    });
    child.once('close', resolve);
  });
  return code === 0 ? output.trim().split('\n')[0] : undefined;
}
