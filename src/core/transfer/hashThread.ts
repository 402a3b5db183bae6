import { createHash, type Hash } from 'node:crypto';
import { readSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';
import type { HashAnswer, HashRequest } from './hashMessages';

/** The entry of a hash thread: MD5 of files that are still arriving, read from the page cache right behind the writer. */

interface Run {
  readonly fd: number;
  readonly size: number;
  readonly hash: Hash;
  at: number;
  upTo: number;
}

const buffer = Buffer.allocUnsafeSlow(1024 * 1024);
const runs = new Map<number, Run>();
let scheduled = false;

function answer(message: HashAnswer): void {
  parentPort?.postMessage(message);
}

parentPort?.on('message', (request: HashRequest) => {
  const { id } = request;
  switch (request.kind) {
    case 'begin':
      runs.set(id, { fd: request.fd, size: request.size, hash: createHash('md5'), at: 0, upTo: 0 });
      break;
    case 'advance': {
      const run = runs.get(id);
      if (run) run.upTo = request.upTo;
      break;
    }
    case 'cancel':
      if (runs.delete(id)) answer({ kind: 'ended', id });
      return;
  }
  schedule();
});

function schedule(): void {
  if (scheduled) return;
  scheduled = true;
  // Between two slices messages come in: a cancelled file is let go of at once.
  setImmediate(() => {
    scheduled = false;
    let more = false;
    for (const [id, run] of runs) more = slice(id, run) || more;
    if (more) schedule();
  });
}

/** Hashes up to one buffer. @returns whether there is more to do right now */
function slice(id: number, run: Run): boolean {
  try {
    const wanted = Math.min(run.upTo - run.at, buffer.length);
    if (wanted > 0) {
      const got = readSync(run.fd, buffer, 0, wanted, run.at);
      if (got === 0) throw Object.assign(new Error('The file is shorter than it was.'), { code: 'EIO' });
      run.hash.update(got === buffer.length ? buffer : buffer.subarray(0, got));
      run.at += got;
    }
  } catch (error) {
    runs.delete(id);
    const code = (error as { readonly code?: unknown }).code;
    answer({ kind: 'failed', id, code: typeof code === 'string' ? code : 'unknown' });
    return false;
  }
  if (run.at >= run.size) {
    runs.delete(id);
    answer({ kind: 'digest', id, md5: run.hash.digest('hex') });
    return false;
  }
  return run.at < run.upTo;
}
