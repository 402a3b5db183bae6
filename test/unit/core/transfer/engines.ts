import { createDigestSource } from '../../../../src/core/catalog/manifests';
import { createEngine, type EngineOptions } from '../../../../src/core/transfer/engine';
import type { Hasher } from '../../../../src/core/transfer/hasher';
import type { JobSnapshot, JobState, JobSummary, TransferEngine } from '../../../../src/core/transfer/jobs';
import { nodeDisk } from '../../../../src/core/transfer/nodeDisk';
import { filesBelow, removeFolders, type MemoryStore } from './support';
import { newHasher } from './threads';

let shared: Hasher | undefined;
const open = new Set<TransferEngine>();

/** A hasher that outlives the engines of a file of tests: a thread takes a second to start from the sources. */
function sharedHasher(): Hasher {
  shared ??= newHasher();
  return { ...shared, dispose: () => Promise.resolve() };
}

type Bucket = Pick<EngineOptions, 'store' | 'fetcher' | 'digests'>;

/** An engine on a bucket. Ended by `closeEngines`. */
export function openEngine(options: Bucket & Partial<EngineOptions>): TransferEngine {
  const engine = createEngine({
    disk: nodeDisk,
    hasher: sharedHasher(),
    limits: { connections: 8, bytesPerSecond: undefined },
    origin: () => 's3://test',
    ...options,
  });
  open.add(engine);
  return engine;
}

/** An engine on a bucket in memory, but for what `changes` says. */
export function newEngine(store: MemoryStore, changes: Partial<EngineOptions> = {}): TransferEngine {
  return openEngine({ store, fetcher: store, digests: createDigestSource(store), ...changes });
}

/** As the end of a window: nothing is told to anyone, and all stays as it is on disk. */
export async function closeEngine(engine: TransferEngine): Promise<void> {
  open.delete(engine);
  await engine.dispose();
}

export async function closeEngines(): Promise<void> {
  for (const engine of open) await closeEngine(engine);
  await removeFolders();
}

export async function closeHasher(): Promise<void> {
  await shared?.dispose();
  shared = undefined;
}

/** Resolves with the first snapshot of a job that is as wanted. */
export function until(
  engine: TransferEngine,
  id: string,
  wanted: (job: JobSnapshot) => boolean,
): Promise<JobSnapshot> {
  return new Promise((resolve) => {
    const look = () => {
      const job = engine.jobs.find(({ spec }) => spec.id === id);
      if (!job || !wanted(job)) return;
      listening.dispose();
      resolve(job);
    };
    const listening = engine.onChange(look);
    look();
  });
}

export const inState =
  (...states: readonly JobState[]) =>
  ({ state }: JobSnapshot) =>
    states.includes(state);

export const ended = inState('done', 'failed', 'cancelled');

export type EndedJob = JobSnapshot & { readonly summary: JobSummary };

export async function toEnd(engine: TransferEngine, id: string): Promise<EndedJob> {
  return withSummary(await until(engine, id, ended));
}

/** Runs one job to its end. */
export async function run(
  engine: TransferEngine,
  sources: readonly string[],
  target: string,
): Promise<EndedJob> {
  const { spec } = await engine.start({ sources, target, totals: undefined });
  return toEnd(engine, spec.id);
}

function withSummary(job: JobSnapshot): EndedJob {
  if (!job.summary) throw new Error('A job that has ended has no summary.');
  return { ...job, summary: job.summary };
}

/** What a person finds in the folder: everything but the bookkeeping and the table. */
export async function delivered(target: string): Promise<readonly string[]> {
  const files = await filesBelow(target);
  return files.filter((file) => !file.startsWith('.hcp/') && file !== 'hcp-manifest.tsv');
}
