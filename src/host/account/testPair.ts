import * as vscode from 'vscode';
import { testAccess, waitUntilValid, type Access, type ReleaseAccess } from '../../core/bucket/access';
import { knownReleases } from '../../core/catalog/releases';
import { HcpError } from '../../core/errors';
import type { KeyPair } from '../../core/keyPair';
import { describeError } from '../messages/describeError';
import { noteThatItWorks } from './accessCheck';
import type { Flow } from './flow';
import { cancellable } from '../progress';

/** What is known of a pair: the release folders that it opens, or that the bucket could not be asked. */
export type TestedPair =
  | { readonly kind: 'tested'; readonly open: readonly string[]; readonly locked: readonly string[] }
  | { readonly kind: 'untested' };

/**
 * Tests a pair against the bucket, without storing it. A new one is given the time that AWS takes to know it.
 * Undefined when the person gave up.
 * @throws HcpError `keys.secret` and others that asking again can't mend
 */
export async function testPair(flow: Flow, pair: KeyPair, isNew = false): Promise<TestedPair | undefined> {
  for (;;) {
    try {
      if (isNew) await waitForNew(flow, pair);
      const tested = sorted(await askBucket(flow, pair));
      if (tested.kind === 'tested') await noteThatItWorks(flow, pair);
      return tested;
    } catch (error) {
      if (HcpError.is(error, 'cancelled') && !isNew) return undefined;
      const choice = await askAgain(error);
      if (choice === 'keep') return { kind: 'untested' };
      if (choice === 'leave') return undefined;
    }
  }
}

async function askBucket(flow: Flow, pair: KeyPair): Promise<readonly ReleaseAccess[]> {
  const store = flow.storeFor(pair);
  try {
    return await cancellable(
      vscode.l10n.t('Testing the key pair {0} against the bucket…', pair.accessKeyId),
      (signal) => testAccess(store, knownReleases, signal),
    );
  } finally {
    store.dispose();
  }
}

async function waitForNew(flow: Flow, pair: KeyPair): Promise<void> {
  const store = flow.storeFor(pair);
  try {
    await cancellable(
      vscode.l10n.t('Waiting until AWS accepts the key pair {0}…', pair.accessKeyId),
      (signal) => waitUntilValid(store, { signal }),
    );
  } finally {
    store.dispose();
  }
}

/** What the person mends elsewhere: the portal shows a pair once, so it is not thrown away for these. */
const notThePair = [
  'bucket.unreachable',
  'bucket.busy',
  'bucket.address',
  'bucket.protocol',
  'keys.clock',
  'unexpected',
] as const;

async function askAgain(error: unknown): Promise<'again' | 'keep' | 'leave'> {
  if (HcpError.is(error, 'keys.notYetValid')) return askAboutYoung();
  const again = vscode.l10n.t('Try Again');
  const keep = vscode.l10n.t('Keep Anyway');
  const chosen = await vscode.window.showWarningMessage(whyAsked(error), again, keep);
  if (chosen === again) return 'again';
  return chosen === keep ? 'keep' : 'leave';
}

/** @throws what keeping the pair can't mend */
function whyAsked(error: unknown): string {
  // Who is tired of waiting has not thrown the pair away.
  if (HcpError.is(error, 'cancelled'))
    return vscode.l10n.t('The key pair was not tested to the end. The portal shows it only once: keep it?');
  if (!HcpError.is(error, ...notThePair, 'keys.unknown')) throw error;
  const { message } = describeError(error);
  return error.code === 'keys.unknown' ? `${message} ${youngPair()}` : message;
}

async function askAboutYoung(): Promise<'again' | 'keep' | 'leave'> {
  const wait = vscode.l10n.t('Keep Waiting');
  const keep = vscode.l10n.t('Keep Anyway');
  const chosen = await vscode.window.showWarningMessage(
    vscode.l10n.t(
      'AWS does not know this key pair yet. A new one takes a minute or two; one that was replaced by a newer pair never works again.',
    ),
    wait,
    keep,
  );
  if (chosen === wait) return 'again';
  return chosen === keep ? 'keep' : 'leave';
}

const youngPair = () =>
  vscode.l10n.t('If the pair was made only a minute ago, AWS may not know it yet: try again.');

function sorted(releases: readonly ReleaseAccess[]): TestedPair {
  const names = (wanted: Access) =>
    releases.filter(({ access }) => access === wanted).map(({ release }) => release.prefix.slice(0, -1));
  const [open, locked] = [names('open'), names('denied')];
  return open.length + locked.length === 0 ? { kind: 'untested' } : { kind: 'tested', open, locked };
}
