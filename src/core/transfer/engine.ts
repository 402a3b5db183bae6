import { randomBytes } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import type { ObjectFetcher, ObjectStore } from '../bucket/objectStore';
import type { DigestSource } from '../catalog/manifests';
import { toHcpError, type HcpError } from '../errors';
import { rest } from './backoff';
import { Connectivity } from './connectivity';
import type { Disk } from './disk';
import type { Hasher } from './hasher';
import { JobEntry } from './jobEntry';
import type { JobSnapshot, JobSpec, Limits, TransferEngine } from './jobs';
import { createJournal, findJournals, openJournal } from './journal';
import { isHeldElsewhere } from './lock';
import { Pace } from './pace';
import { planItems } from './plan';
import { Scheduler } from './scheduler';
import { normaliseSources } from './sources';
import { summarise } from './summarise';
import type { Surroundings } from './surroundings';
import { Throttle } from './throttle';
import { verifyFolder } from './verifyFolder';
import { watchSleep } from './watchSleep';
import type { Workshop } from './workshop';

export interface EngineOptions {
  readonly store: Pick<ObjectStore, 'list'>;
  readonly fetcher: ObjectFetcher;
  readonly digests: DigestSource;
  readonly disk: Disk;
  readonly hasher: Hasher;
  readonly limits: Limits;
  /** What files come from, for the journal (`JobSpec.origin`). */
  readonly origin: () => string;
  /** Without them a file counts as whole by its size alone. True unless said. */
  readonly checksums?: boolean;
  /** Milliseconds without a sign of the bucket after which a job gives up; for ever unless said. */
  readonly patience?: number;
  /** Milliseconds that the clock may be off before jobs are paused for it; a minute unless said. */
  readonly clockPatience?: number;
}

const tickEvery = 250;
/** Milliseconds in which the system may still be writing what the files of a job that has ended hold. */
const writtenAfter = 120_000;

/** Ends what waits for its share of the bandwidth: every body that does listens to it. */
function newWaits(): AbortController {
  const waits = new AbortController();
  setMaxListeners(0, waits.signal);
  return waits;
}

/** The transfer engine in this thread. */
export function createEngine(options: EngineOptions): TransferEngine {
  const now = () => performance.now();
  const { store, fetcher, digests, disk, hasher } = options;
  const pace = new Pace(options.limits.connections, now);
  const throttle = new Throttle(options.limits.bytesPerSecond, now);
  const connectivity = new Connectivity(now);
  const entries = new Map<string, JobEntry>();
  const listeners = new Set<(changed: JobSnapshot | undefined) => void>();
  let waits = newWaits();
  const scheduler = new Scheduler(pace, () => [...entries.values()].flatMap(({ run }) => run ?? []));

  const shop: Workshop = {
    fetcher,
    digests,
    disk,
    hasher,
    checksums: options.checksums ?? true,
    answered: (milliseconds) => {
      connectivity.ok();
      // A first answer tells how many connections are worth having.
      if (pace.answered(milliseconds)) scheduler.kick();
    },
    arrived: (bytes) => {
      pace.received(bytes);
      connectivity.ok();
      const wait = throttle.take(bytes);
      return wait > 0 ? rest(wait, waits.signal) : undefined;
    },
  };
  const around: Surroundings = {
    shop,
    store,
    pace,
    connectivity,
    patience: options.patience ?? Infinity,
    clockPatience: options.clockPatience ?? 60_000,
    now,
    kick: scheduler.kick,
    keysRefused: (error: HcpError) => {
      for (const { run } of entries.values()) run?.pause(error);
    },
  };

  function tell(entry: JobEntry | undefined): void {
    const snapshot = entry?.snapshot;
    for (const listener of listeners) listener(snapshot);
  }

  function add(spec: JobSpec): JobEntry {
    const entry = new JobEntry(spec, around, () => {
      tell(entry);
    });
    entries.set(spec.id, entry);
    return entry;
  }

  const ticker = setInterval(() => {
    for (const entry of entries.values()) {
      if (entry.run?.state !== 'running') continue;
      entry.run.sample();
      tell(entry);
    }
    pace.tick(scheduler.saturated);
    scheduler.kick();
  }, tickEvery);
  ticker.unref();
  const unwatch = watchSleep(() => {
    fetcher.dropConnections();
    pace.forget();
  });

  return {
    plan: (sources, target, signal, onProgress) =>
      summarise(planItems({ store, disk, sources, target }, signal), onProgress),
    start: async ({ sources, target, totals, recheck }) => {
      disk.makeTarget(target);
      clearSettled(target);
      const spec: JobSpec = {
        id: randomBytes(6).toString('hex'),
        sources: normaliseSources(sources),
        target,
        origin: options.origin(),
        created: Date.now(),
        all: totals && { files: totals.all.files + totals.refused, bytes: totals.all.bytes },
      };
      const entry = add(spec);
      try {
        const journal = createJournal(spec);
        if (recheck) journal.doubt(0);
        entry.start(journal);
      } catch (error) {
        entries.delete(spec.id);
        throw toHcpError(error);
      }
      tell(undefined);
      return Promise.resolve(entry.snapshot);
    },
    recover: (targets) => {
      const found: JobSnapshot[] = [];
      for (const target of targets) {
        const kept = clearSettled(target);
        for (const { spec } of findJournals(target)) {
          if (kept.has(spec.id) || entries.has(spec.id) || isHeldElsewhere(target, spec.id)) continue;
          found.push(add(spec).snapshot);
        }
      }
      if (found.length > 0) tell(undefined);
      return Promise.resolve(found);
    },
    pause: (id) => entries.get(id)?.pause(),
    resume: (id) => {
      const entry = entries.get(id);
      if (!entry) return;
      entry.resume();
      tell(undefined);
    },
    cancel: (id) => {
      void entries.get(id)?.cancel();
    },
    pauseFile: (id, key) => entries.get(id)?.run?.pauseFile(key),
    resumeFile: (id, key) => entries.get(id)?.run?.resumeFile(key),
    cancelFile: (id, key) => entries.get(id)?.run?.cancelFile(key),
    remove: (id) => {
      const entry = entries.get(id);
      if (!entry || !entry.removable) return;
      entry.forget();
      entries.delete(id);
      tell(undefined);
    },
    setLimits: (limits) => {
      pace.cap = limits.connections;
      throttle.setLimit(limits.bytesPerSecond);
      waits.abort();
      waits = newWaits();
      scheduler.kick();
    },
    verify: (target, signal, onProgress) =>
      verifyFolder({ target, store, digests, disk, md5: hasher.md5.bind(hasher) }, signal, onProgress),
    get jobs() {
      return [...entries.values()].map((entry) => entry.snapshot).reverse();
    },
    onChange: (listener) => {
      listeners.add(listener);
      return { dispose: () => listeners.delete(listener) };
    },
    dispose: async () => {
      clearInterval(ticker);
      unwatch();
      await Promise.all([...entries.values()].map((entry) => entry.suspend()));
      waits.abort();
      await hasher.dispose();
    },
  };

  /**
   * Removes the journals of jobs that had ended, and were not waited for until their last files were on the disk
   * itself, once the system has had its time for that. After a loss of power since then such a job is an
   * unfinished one: its last files are in doubt.
   * @returns those that stay: too young, someone else's, or on a read-only disk
   */
  function clearSettled(target: string): ReadonlySet<string> {
    const kept = new Set<string>();
    for (const { spec, state, written, doubtedSince } of findJournals(target)) {
      if (state !== 'settled' || entries.has(spec.id) || isHeldElsewhere(target, spec.id)) continue;
      if (doubtedSince === undefined && Math.abs(Date.now() - written) < writtenAfter) {
        kept.add(spec.id);
        continue;
      }
      try {
        const journal = openJournal(target, spec.id);
        if (journal?.doubtedSince === undefined) journal?.remove();
        else journal.close();
      } catch {
        kept.add(spec.id);
      }
    }
    return kept;
  }
}
