import { join } from 'node:path';
import { toHcpError } from '../../core/errors';
import { nodeDisk } from '../../core/transfer/nodeDisk';
import { normaliseSources } from '../../core/transfer/sources';
import type { PlanTotals } from '../../core/transfer/summarise';
import type { Services } from '../services';
import type { EngineRoom } from './engineRoom';
import { knownTarget } from './targetFolder';

/** What a download would do. */
export interface Estimate {
  /** Undefined where the person will be asked for a folder: all files count as missing then. */
  readonly target: string | undefined;
  /** Bytes, in the target folder. */
  readonly free: number | undefined;
  readonly totals: PlanTotals;
  /** False when the patience ended first: there is at least what `totals` says. */
  readonly complete: boolean;
}

interface Parts {
  readonly services: Pick<Services, 'context' | 'settings'>;
  readonly room: Pick<EngineRoom, 'ready'>;
}

/**
 * Plans without changing or asking anything.
 * @param patience milliseconds, after which what is known by then is the answer
 * @throws HcpError as `TransferEngine.plan`
 */
export async function estimateDownload(
  { services, room }: Parts,
  sources: readonly string[],
  patience: number,
  signal: AbortSignal,
): Promise<Estimate> {
  const target = knownTarget(services);
  const free = target === undefined ? undefined : await nodeDisk.freeBytes(target);
  // Nothing is ever made there, so nothing of what is asked for is there either.
  const nowhere = join(services.context.globalStorageUri.fsPath, 'nowhere');
  const engine = await room.ready();
  const time = AbortSignal.timeout(patience);
  let known = nothing;
  try {
    const totals = await engine.plan(
      normaliseSources(sources),
      target ?? nowhere,
      AbortSignal.any([signal, time]),
      (soFar) => (known = soFar),
    );
    return { target, free, totals, complete: true };
  } catch (error) {
    if (signal.aborted || !time.aborted || toHcpError(error).code !== 'cancelled') throw error;
    return { target, free, totals: known, complete: false };
  }
}

const none = { files: 0, bytes: 0 };
const nothing: PlanTotals = {
  all: none,
  present: none,
  toCheck: none,
  toDownload: none,
  toReplace: 0,
  refused: 0,
  firstRefusal: undefined,
};
