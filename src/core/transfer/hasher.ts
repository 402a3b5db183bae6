import { Worker } from 'node:worker_threads';
import { HcpError } from '../errors';
import type { Disk } from './disk';
import type { HashAnswer, HashRequest } from './hashMessages';

/** A file that a thread is run from. */
export interface ThreadFile {
  readonly file: string;
  /** Options of Node for the thread; its parent's without them. */
  readonly execArgv?: readonly string[];
}

/** The MD5 of one file that is arriving. */
export interface HashRun {
  /** Bytes before `upTo` have been written and will not change. */
  advance(upTo: number): void;
  /** Lower-case hex, once all bytes have been read. @throws HcpError `disk.failed`, `cancelled` */
  readonly digest: Promise<string>;
  /** Resolves when the file is not read any more, and may be closed. */
  cancel(): Promise<void>;
}

export interface Hasher {
  /** @param fd open for reading until `digest` settles or `cancel` has resolved */
  begin(fd: number, size: number): HashRun;
  /** The MD5 of a file on disk. @throws HcpError `disk.*`, `cancelled` */
  md5(path: string, size: number, signal: AbortSignal): Promise<string>;
  dispose(): Promise<void>;
}

interface Waiting {
  readonly resolve: (md5: string) => void;
  readonly reject: (error: HcpError) => void;
  readonly ended: () => void;
}

interface Thread {
  readonly worker: Worker;
  readonly waiting: Map<number, Waiting>;
}

/** More would take cores from the transfer itself on a small machine; two keep ahead of any network link. */
const mostThreads = 2;

/** Hashes in threads of their own, which are started when the first file comes. */
export function createHasher(threadFile: ThreadFile, disk: Pick<Disk, 'openToRead'>): Hasher {
  const threads: Thread[] = [];
  let lastId = 0;

  function start(): Thread {
    const { file, execArgv } = threadFile;
    const worker = new Worker(file, { ...(execArgv && { execArgv: [...execArgv] }) });
    const thread: Thread = { worker, waiting: new Map() };
    const failAll = () => {
      threads.splice(threads.indexOf(thread), 1);
      for (const one of thread.waiting.values()) {
        one.reject(new HcpError('disk.failed', { reason: 'hash thread' }));
        one.ended();
      }
      thread.waiting.clear();
    };
    worker.on('message', (answer: HashAnswer) => {
      settle(thread, answer);
    });
    worker.once('error', failAll);
    worker.once('exit', () => {
      if (threads.includes(thread)) failAll();
    });
    worker.unref();
    threads.push(thread);
    return thread;
  }

  function leastBusy(): Thread {
    const [first, ...others] = threads;
    const best = others.reduce((a, b) => (b.waiting.size < a.waiting.size ? b : a), first ?? start());
    return best.waiting.size > 0 && threads.length < mostThreads ? start() : best;
  }

  function begin(fd: number, size: number): HashRun {
    const thread = leastBusy();
    const id = ++lastId;
    const say = (request: HashRequest) => {
      thread.worker.postMessage(request);
    };
    let end: () => void = () => undefined;
    const ended = new Promise<void>((resolve) => (end = resolve));
    const digest = new Promise<string>((resolve, reject) => {
      thread.waiting.set(id, { resolve, reject, ended: end });
    });
    // Whoever cancels does not wait for the digest.
    digest.catch(() => undefined);
    thread.worker.ref();
    say({ kind: 'begin', id, fd, size });
    return {
      digest,
      advance: (upTo) => {
        say({ kind: 'advance', id, upTo });
      },
      cancel: () => {
        if (thread.waiting.has(id)) say({ kind: 'cancel', id });
        return ended;
      },
    };
  }

  return {
    begin,
    md5: async (path, size, signal) => {
      const { fd, close } = disk.openToRead(path);
      const run = begin(fd, size);
      const onAbort = () => void run.cancel();
      signal.addEventListener('abort', onAbort, { once: true });
      try {
        if (signal.aborted) onAbort();
        run.advance(size);
        return await run.digest;
      } finally {
        signal.removeEventListener('abort', onAbort);
        await run.cancel();
        close();
      }
    },
    dispose: async () => {
      await Promise.all(threads.map(({ worker }) => worker.terminate()));
    },
  };
}

function settle(thread: Thread, answer: HashAnswer): void {
  const waiting = thread.waiting.get(answer.id);
  if (!waiting) return;
  thread.waiting.delete(answer.id);
  if (thread.waiting.size === 0) thread.worker.unref();
  if (answer.kind === 'digest') waiting.resolve(answer.md5);
  else if (answer.kind === 'failed') waiting.reject(new HcpError('disk.failed', { reason: answer.code }));
  else waiting.reject(new HcpError('cancelled'));
  waiting.ended();
}
