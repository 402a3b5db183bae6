import { spawn } from 'node:child_process';
import { once } from 'node:events';
import * as path from 'node:path';
import { createInterface } from 'node:readline';
import type { Sandbox } from '../sandbox/sandbox';
import { projectFolder } from '../vscode/cache';

export type RunningSandbox = Pick<
  Sandbox,
  'portalUrl' | 's3Endpoint' | 'bucket' | 'region' | 'accounts' | 'readyKeys'
> & {
  readonly pid: number;
  stop(): Promise<void>;
  /** Lets it run on after this process has ended. */
  release(): void;
};

/** Starts the sandbox as a process of its own, which can outlive this one. */
export async function startSandboxProcess(keyDelayMs: number): Promise<RunningSandbox> {
  const script = path.join(projectFolder, 'test/sandbox/main.ts');
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', script, '--json', '--key-delay', String(keyDelayMs)],
    { cwd: projectFolder, stdio: ['ignore', 'pipe', 'pipe'], detached: true },
  );
  const kill = (): void => {
    child.kill();
  };
  process.once('exit', kill);
  // Its own pipes, not ours: whoever reads our output would wait for the end of a sandbox that is kept.
  child.stderr.pipe(process.stderr, { end: false });
  const ended = once(child, 'exit');
  const lines = createInterface({ input: child.stdout });
  const first = await Promise.race([once(lines, 'line'), ended.then(() => undefined)]);
  if (first === undefined) throw new Error('The sandbox did not start; what it said is above.');
  const address = JSON.parse(String(first[0])) as Omit<RunningSandbox, 'pid' | 'stop' | 'release'>;
  return {
    ...address,
    pid: child.pid ?? 0,
    async stop() {
      process.off('exit', kill);
      child.kill();
      await ended;
    },
    release() {
      process.off('exit', kill);
      lines.close();
      child.stdout.destroy();
      child.stderr.destroy();
      child.unref();
    },
  };
}
