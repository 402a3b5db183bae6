import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CommandEvent, SummaryEvent } from '../../src/cli/events';
import type { Sandbox } from '../sandbox/sandbox';

/** The command as it is built, or the copy of it that `HCP_CLI` names. */
export const cliFile = process.env.HCP_CLI ?? join(__dirname, '../../dist/cli.js');

export interface Ended {
  /** Undefined when a signal ended it. */
  readonly status: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** A run of the command. What it writes is looked through for the secret at its end. */
export class Run {
  stdout = '';
  stderr = '';
  private readonly watchers = new Set<() => void>();
  readonly ended: Promise<Ended>;

  constructor(
    readonly child: ChildProcess,
    secrets: readonly string[],
  ) {
    child.stdout?.on('data', (chunk: Buffer) => {
      this.stdout += chunk.toString();
      for (const look of this.watchers) look();
    });
    child.stderr?.on('data', (chunk: Buffer) => {
      this.stderr += chunk.toString();
      for (const look of this.watchers) look();
    });
    this.ended = once(child, 'close').then(([status]) => {
      for (const look of this.watchers) look();
      for (const secret of secrets) {
        assert.ok(!(this.stdout + this.stderr).includes(secret), 'The secret access key was written.');
      }
      return { status: (status as number | null) ?? undefined, stdout: this.stdout, stderr: this.stderr };
    });
  }

  /** Resolves when something is true of what it has written; fails when it ends before that. */
  async until(is: (run: Run) => boolean): Promise<void> {
    let look: () => void = () => undefined;
    const seen = new Promise<void>((resolve) => {
      look = () => {
        if (is(this)) resolve();
      };
      this.watchers.add(look);
      look();
    });
    const over = this.ended.then(({ stderr }) => {
      assert.ok(is(this), `It ended before that:\n${stderr}`);
    });
    await Promise.race([seen, over]);
    this.watchers.delete(look);
  }
}

export interface Surroundings {
  readonly sandbox: Sandbox;
  /** A home of its own, without any AWS files but those of the test. */
  readonly home: string;
}

export interface RunOptions {
  /** Instead of the keys of the account that may do everything. */
  readonly env?: NodeJS.ProcessEnv;
}

/** The environment of a run: nothing of the machine's but its programs. */
export function environment({ sandbox, home }: Surroundings): NodeJS.ProcessEnv {
  const { accessKeyId, secretAccessKey } = sandbox.readyKeys;
  return {
    ...bareEnvironment(home),
    HCP_ACCESS_KEY_ID: accessKeyId,
    HCP_SECRET_ACCESS_KEY: secretAccessKey,
  };
}

export function bareEnvironment(home: string): NodeJS.ProcessEnv {
  const { PATH, SystemRoot } = process.env;
  return { PATH, SystemRoot, HOME: home, USERPROFILE: home };
}

export function start(around: Surroundings, args: readonly string[], options: RunOptions = {}): Run {
  assert.ok(existsSync(cliFile), `Build first: ${cliFile} is missing.`);
  const { sandbox } = around;
  const command = [...args, '--endpoint-url', sandbox.s3Endpoint];
  const child = spawn(process.execPath, [cliFile, ...command], {
    env: options.env ?? environment(around),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return new Run(child, [sandbox.readyKeys.secretAccessKey]);
}

export const hcp = (around: Surroundings, args: readonly string[], options?: RunOptions): Promise<Ended> =>
  start(around, args, options).ended;

export function eventsOf({ stdout }: Pick<Ended, 'stdout'>): readonly CommandEvent[] {
  assert.ok(stdout.endsWith('\n'), stdout);
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as CommandEvent);
}

/** The summary, which has to be the last event and the only one of its kind. */
export function summaryOf(ended: Ended): SummaryEvent {
  const events = eventsOf(ended);
  const last = events.at(-1);
  assert.ok(last?.event === 'summary', JSON.stringify(last));
  assert.equal(events.filter(({ event }) => event === 'summary').length, 1);
  assert.equal(last.exit, ended.status);
  return last;
}

/** What other users of the machine see of a process; undefined where there is no such folder, or no process. */
export function seenByOthers(
  pid: number,
): { readonly commandLine: string; readonly peakBytes: number } | undefined {
  try {
    const status = readFileSync(`/proc/${String(pid)}/status`, 'utf8');
    return {
      commandLine: readFileSync(`/proc/${String(pid)}/cmdline`, 'utf8'),
      peakBytes: Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1024,
    };
  } catch {
    return undefined;
  }
}
