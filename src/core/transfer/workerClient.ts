import { Worker } from 'node:worker_threads';
import { HcpError, toHcpError } from '../errors';
import { pack, unpack } from './errorCodec';
import type { ThreadFile } from './hasher';
import type { FolderReport, JobSnapshot, TransferEngine } from './jobs';
import type { PlanTotals } from './summarise';
import type { CallName, Configuration, FromWorker, OrderName, ToWorker } from './workerMessages';

interface Pending {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: HcpError) => void;
  readonly onProgress: ((...values: readonly unknown[]) => void) | undefined;
}

/** Milliseconds. A lock that nobody keeps alive is taken over after a minute. */
const adoptionPause = 1_000;
const adoptionTries = 90;

/** A `TransferEngine` in a thread of its own, which is started by the first call. */
export interface EngineClient extends TransferEngine {
  /** Tells the thread what has changed about pair, address, network or limits. Counts for all requests from now on. */
  configure(configuration: Configuration): void;
}

/**
 * @param threadFile the bundle of `worker.ts`
 * @param configuration asked for when the thread is started
 */
export function createEngineClient(threadFile: ThreadFile, configuration: () => Configuration): EngineClient {
  const pending = new Map<number, Pending>();
  const listeners = new Set<(changed: JobSnapshot | undefined) => void>();
  let jobs: readonly JobSnapshot[] = [];
  let worker: Worker | undefined;
  let lastId = 0;
  /** Unfinished jobs of a thread that has ended: another one has to look for their journals first. */
  const orphans = new Set<string>();

  function tell(changed: JobSnapshot | undefined): void {
    for (const listener of listeners) listener(changed);
  }

  function start(): Worker {
    const { file, execArgv } = threadFile;
    const made = new Worker(file, {
      workerData: configuration(),
      ...(execArgv && { execArgv: [...execArgv] }),
    });
    made.on('message', (message: FromWorker) => {
      receive(message);
    });
    const onEnd = (error?: unknown) => {
      if (worker === made) worker = undefined;
      for (const one of pending.values()) one.reject(new HcpError('unexpected', {}, { cause: error }));
      pending.clear();
      for (const { spec, state } of jobs) if (state !== 'done' && state !== 'cancelled') orphans.add(spec.id);
      // What ran is in its journal: it can be resumed in the next thread.
      jobs = jobs.map((job) =>
        job.state === 'running' || job.state === 'waiting'
          ? { ...job, state: 'paused', reason: new HcpError('unexpected', {}, { cause: error }), active: [] }
          : job,
      );
      tell(undefined);
    };
    made.once('error', onEnd);
    made.once('exit', () => {
      if (worker === made) onEnd();
    });
    made.unref();
    worker = made;
    return made;
  }

  function send(message: ToWorker): void {
    (worker ?? start()).postMessage(message);
  }

  function receive(message: FromWorker): void {
    switch (message.kind) {
      case 'reply':
        pending.get(message.id)?.resolve(unpack(message.value));
        pending.delete(message.id);
        return;
      case 'failed':
        pending.get(message.id)?.reject(toHcpError(unpack(message.error)));
        pending.delete(message.id);
        return;
      case 'progress':
        pending.get(message.id)?.onProgress?.(...message.values.map(unpack));
        return;
      case 'changed': {
        const snapshot = unpack(message.snapshot) as JobSnapshot;
        jobs = jobs.map((job) => (job.spec.id === snapshot.spec.id ? snapshot : job));
        tell(snapshot);
        return;
      }
      case 'jobs':
        jobs = withOrphans(message.jobs.map((job) => unpack(job) as JobSnapshot));
        tell(undefined);
    }
  }

  function call(
    name: CallName,
    args: readonly unknown[],
    signal?: AbortSignal,
    onProgress?: Pending['onProgress'],
  ): Promise<unknown> {
    const id = ++lastId;
    const onAbort = () => {
      worker?.postMessage({ kind: 'cancel', id } satisfies ToWorker);
    };
    return new Promise((resolve, reject: (error: HcpError) => void) => {
      if (signal?.aborted) {
        reject(new HcpError('cancelled'));
        return;
      }
      signal?.addEventListener('abort', onAbort, { once: true });
      pending.set(id, { resolve, reject, onProgress });
      send({ kind: 'call', id, name, args: args.map(pack) });
    }).finally(() => signal?.removeEventListener('abort', onAbort));
  }

  const order =
    (name: OrderName) =>
    (...args: string[]) => {
      const [id = ''] = args;
      if (!orphans.has(id)) {
        send({ kind: 'order', name, args });
        return;
      }
      // A job that had failed is found as a paused one.
      const wanted = name === 'remove' ? 'cancel' : name;
      void adopt(id).then(() => {
        send({ kind: 'order', name: wanted, args });
      });
    };

  /** With those that the thread does not know, and that can be gone on with all the same. */
  function withOrphans(known: readonly JobSnapshot[]): readonly JobSnapshot[] {
    const ids = new Set(known.map(({ spec }) => spec.id));
    for (const id of ids) orphans.delete(id);
    return [...known, ...jobs.filter(({ spec }) => orphans.has(spec.id) && !ids.has(spec.id))];
  }

  /** Has the next thread find a job of the last one, whose lock is given up a while after its thread. Never rejects. */
  async function adopt(id: string): Promise<void> {
    const target = jobs.find(({ spec }) => spec.id === id)?.spec.target;
    for (let tries = 0; tries < adoptionTries && target !== undefined && orphans.has(id); tries++) {
      if (tries > 0) await new Promise((resolve) => setTimeout(resolve, adoptionPause).unref());
      await call('recover', [[target]]).catch(() => undefined);
    }
    orphans.delete(id);
  }

  return {
    plan: (sources, target, signal, onProgress) =>
      call('plan', [sources, target], signal, onProgress as Pending['onProgress']) as Promise<PlanTotals>,
    // The totals may hold an error, of which the job needs nothing.
    start: (job) =>
      call('start', [
        { ...job, totals: job.totals && { ...job.totals, firstRefusal: undefined } },
      ]) as Promise<JobSnapshot>,
    recover: (targets) => call('recover', [targets]) as Promise<readonly JobSnapshot[]>,
    verify: (target, signal, onProgress) =>
      call('verify', [target], signal, onProgress as Pending['onProgress']) as Promise<FolderReport>,
    pause: order('pause'),
    resume: order('resume'),
    cancel: order('cancel'),
    pauseFile: order('pauseFile'),
    resumeFile: order('resumeFile'),
    cancelFile: order('cancelFile'),
    remove: order('remove'),
    setLimits: (limits) => {
      if (worker) send({ kind: 'configure', configuration: { ...configuration(), limits } });
    },
    configure: (changed) => {
      if (worker) send({ kind: 'configure', configuration: changed });
    },
    get jobs() {
      return jobs;
    },
    onChange: (listener) => {
      listeners.add(listener);
      return { dispose: () => listeners.delete(listener) };
    },
    dispose: async () => {
      const current = worker;
      if (!current) return;
      await call('dispose', []).catch(() => undefined);
      worker = undefined;
      await current.terminate();
      for (const one of pending.values()) one.reject(new HcpError('cancelled'));
      pending.clear();
    },
  };
}
