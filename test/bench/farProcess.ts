import { fork } from 'node:child_process';
import { once } from 'node:events';
import * as path from 'node:path';
import type { FarCounts } from './far';
import type { Link } from './link';

export interface FarProcess {
  /** On 127.0.0.1. */
  readonly port: number;
  counts(): Promise<FarCounts>;
  close(): void;
}

/** Bytes per second that no machine reaches: JSON has no infinity. */
export const unlimited = 1e15;

/**
 * Starts the proxy to a port of 127.0.0.1.
 * @param port to listen on; any free one unless said
 */
export async function startFar(target: number, link: Link, port = 0): Promise<FarProcess> {
  const child = fork(path.join(__dirname, 'far.ts'), [JSON.stringify({ port, target, link })], {
    execArgv: ['--import', 'tsx'],
  });
  const ended = once(child, 'exit').then(() => {
    throw new Error('The proxy ended.');
  });
  // It also ends when it is closed, and nobody waits for it then.
  ended.catch(() => undefined);
  const message = async (): Promise<unknown> => {
    return ((await Promise.race([once(child, 'message'), ended])) as readonly unknown[])[0];
  };
  const ready = (await message()) as { readonly port: number };
  return {
    port: ready.port,
    counts: async () => {
      const answer = message();
      child.send('counts');
      return (await answer) as FarCounts;
    },
    close: () => {
      child.disconnect();
    },
  };
}
