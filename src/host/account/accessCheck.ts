import { testAccess, type ReleaseAccess } from '../../core/bucket/access';
import type { ObjectStore } from '../../core/bucket/objectStore';
import { knownReleases } from '../../core/catalog/releases';
import { toHcpError, type HcpError } from '../../core/errors';
import type { KeyPair } from '../../core/keyPair';
import type { AccountMemory, LastCheck } from './accountMemory';
import type { VaultRecord } from './vaultRecord';

/** What a pair was found to be good for. Holds no secret. */
export interface AccessCheck {
  readonly accessKeyId: string;
  readonly userName: string | undefined;
  /** Since when the editor has the pair. ISO 8601, UTC. */
  readonly obtainedAt: string;
  /** ISO 8601, UTC. */
  readonly checkedAt: string;
  readonly result: CheckResult;
}

/** `refused` is true of the whole bucket: the pair, the clock, the address or the network. */
export type CheckResult =
  | {
      readonly kind: 'releases';
      readonly releases: readonly ReleaseAccess[];
      /** How far this machine's clock is off, when that is worth a word. */
      readonly drift: Drift | undefined;
    }
  | { readonly kind: 'refused'; readonly error: HcpError };

export interface Drift {
  readonly minutes: number;
  readonly direction: 'ahead' | 'behind';
}

/** Minutes. Above 15 the bucket refuses; below 2 a slow answer may be the reason. */
const notableDrift = 2;

/** Asks the bucket for each known release. @throws HcpError `cancelled` */
export async function checkAccess(
  { accessKeyId, userName, obtainedAt }: VaultRecord,
  store: ObjectStore,
  { signal, now }: { readonly signal: AbortSignal; readonly now: Date },
): Promise<AccessCheck> {
  const result = await ask(store, signal);
  return { accessKeyId, userName, obtainedAt, checkedAt: now.toISOString(), result };
}

async function ask(store: ObjectStore, signal: AbortSignal): Promise<CheckResult> {
  let ahead: number | undefined;
  const list: ObjectStore['list'] = async (request, listSignal) => {
    const page = await store.list(request, listSignal);
    if (page.answeredAt) ahead = Date.now() - page.answeredAt.getTime();
    return page;
  };
  try {
    const releases = await testAccess({ list }, knownReleases, signal);
    return { kind: 'releases', releases, drift: driftOf(ahead) };
  } catch (error) {
    const refusal = toHcpError(error);
    if (refusal.code === 'cancelled') throw refusal;
    return { kind: 'refused', error: refusal };
  }
}

function driftOf(ahead: number | undefined): Drift | undefined {
  if (ahead === undefined) return undefined;
  const minutes = Math.round(Math.abs(ahead) / 60_000);
  return minutes < notableDrift ? undefined : { minutes, direction: ahead > 0 ? 'ahead' : 'behind' };
}

/** What is remembered of a check. */
export function lastCheckOf({ accessKeyId, checkedAt, result }: AccessCheck): LastCheck {
  return { accessKeyId, checkedAt, outcome: outcomeOf(result) };
}

/** Remembers that AWS knows the pair, as was seen just now. */
export async function noteThatItWorks(
  { memory }: { readonly memory: AccountMemory },
  { accessKeyId }: Pick<KeyPair, 'accessKeyId'>,
): Promise<void> {
  await memory.setLastCheck({ accessKeyId, checkedAt: new Date().toISOString(), outcome: 'works' });
}

/** `works` when AWS knows the pair, whether or not it opens a release; else a code. */
function outcomeOf(result: CheckResult): string {
  if (result.kind === 'refused') return result.error.code;
  const told = result.releases.some(({ access }) => access === 'open' || access === 'denied');
  return told ? 'works' : 'untested';
}
