import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';

export interface SmallDisk {
  /** Its absolute path, for every process of this person. */
  readonly folder: string;
  close(): Promise<void>;
}

/**
 * A disk of so many megabytes, in memory. It is mounted in a name space of its own, which needs no rights, and
 * is reached through the process that holds it.
 */
export async function smallDisk(megabytes: number): Promise<SmallDisk> {
  const place = await mkdtemp(path.join(os.tmpdir(), 'hcp-small-disk-'));
  const mount = `mount -t tmpfs -o size=${String(megabytes)}m tmpfs '${place}' && echo ready && exec sleep infinity`;
  const holder = spawn('unshare', ['--user', '--map-root-user', '--mount', 'sh', '-c', mount], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ready = await Promise.race([
    once(holder.stdout, 'data').then(() => true),
    once(holder, 'exit').then(() => false),
  ]);
  if (!ready || holder.pid === undefined) throw new Error('No small disk could be mounted.');
  return {
    folder: `/proc/${String(holder.pid)}/root${place}`,
    close: async () => {
      const ended = once(holder, 'exit');
      holder.kill('SIGKILL');
      await ended;
      await rm(place, { recursive: true, force: true });
    },
  };
}
