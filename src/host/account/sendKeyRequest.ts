import * as vscode from 'vscode';
import { HcpError, toHcpError, type HcpErrorCode } from '../../core/errors';
import type { KeyPair } from '../../core/keyPair';
import { termsRequired } from './chooseDataset';
import type { Flow } from './flow';
import { acquireWindowLock, isLive, newHolder, type Holder, type WindowLock } from './windowLock';
import type { VaultRecord } from './vaultRecord';

export interface ReceivedPair {
  readonly kind: 'received';
  readonly record: VaultRecord;
  /** False when the secret store failed: the pair then lives in this window only. */
  readonly stored: boolean;
}

/**
 * `formerChanged` and `sessionOver` mean that nothing was sent, or that the portal certainly carried nothing
 * out; `overtaken`, that no pair came back, while the person brought one by hand.
 */
export type SendOutcome = ReceivedPair | { readonly kind: 'formerChanged' | 'sessionOver' | 'overtaken' };

/**
 * Sends one key request, and takes the received pair over before anything else happens. To be called
 * once per confirmed click. Other windows are kept out by a lock file, those of other machines by the marker.
 * @throws HcpError `keys.replaced`, `keys.requestRunning`, `keys.notRequested`, `keys.answerLost`, `portal.*`
 */
export async function sendKeyRequest(
  flow: Flow,
  datasetId: string,
  formerAccessKeyId: string | undefined,
): Promise<SendOutcome> {
  const holder = newHolder();
  const lock = await lockRequests(flow, holder);
  try {
    const replaced = await flow.model.refresh();
    if (replaced) throw replaced;
    if (flow.model.kept?.accessKeyId !== formerAccessKeyId) return { kind: 'formerChanged' };
    return await sendMarked(flow, holder, datasetId, formerAccessKeyId);
  } finally {
    await quietly(flow, lock.release());
  }
}

async function lockRequests(flow: Flow, holder: Holder): Promise<WindowLock> {
  const marker = flow.memory.requestMarker;
  if (marker && !marker.lost && isLive(marker.holder)) throw new HcpError('keys.requestRunning');
  const lock = await before(acquireWindowLock(flow.context.globalStorageUri.fsPath, 'key-request', holder));
  if (!lock) throw new HcpError('keys.requestRunning');
  return lock;
}

async function sendMarked(
  flow: Flow,
  holder: Holder,
  datasetId: string,
  formerAccessKeyId: string | undefined,
): Promise<SendOutcome> {
  const earlier = flow.memory.requestMarker;
  const marker = { holder, datasetId, lost: false, ...(formerAccessKeyId ? { formerAccessKeyId } : {}) };
  await before(flow.memory.setRequestMarker(marker));
  let pair: KeyPair;
  try {
    pair = await requesting(flow.portal.requestKeyPair(datasetId));
  } catch (error) {
    const failure = toHcpError(error);
    const lost = !notCarriedOut.has(failure.code);
    if (lost && flow.model.kept?.accessKeyId !== formerAccessKeyId) {
      flow.log.warn('No key pair came back; another one was stored in the meantime.', failure.code);
      await quietly(flow, flow.memory.setRequestMarker(undefined));
      return { kind: 'overtaken' };
    }
    await quietly(flow, flow.memory.setRequestMarker(lost ? { ...marker, lost } : earlier));
    if (failure.code === 'portal.session') return { kind: 'sessionOver' };
    throw lost ? answerLost(failure) : withDataset(failure, datasetId);
  }
  return takeOver(flow, pair);
}

async function takeOver(flow: Flow, pair: KeyPair): Promise<ReceivedPair> {
  const { userName } = flow.portal;
  const record: VaultRecord = {
    accessKeyId: pair.accessKeyId,
    secretAccessKey: pair.secretAccessKey,
    obtainedAt: new Date().toISOString(),
    ...(userName === undefined ? {} : { userName }),
  };
  const failure = await flow.model.keep(record).then(() => undefined, toHcpError);
  if (failure) flow.log.error('The new key pair could not be stored.', failure.facts);
  await quietly(flow, flow.memory.setRequestMarker(undefined));
  return { kind: 'received', record, stored: failure === undefined };
}

/** After these the former pair certainly works as before. */
const notCarriedOut: ReadonlySet<HcpErrorCode> = new Set<HcpErrorCode>([
  'cancelled',
  'keys.notRequested',
  'keys.requestRunning',
  'portal.address',
  'portal.session',
  'portal.termsRequired',
]);

function answerLost(failure: HcpError): HcpError {
  return failure.code === 'keys.answerLost'
    ? failure
    : new HcpError('keys.answerLost', {}, { cause: failure });
}

function withDataset(failure: HcpError, datasetId: string): HcpError {
  return failure.code === 'portal.termsRequired' ? termsRequired(datasetId, failure) : failure;
}

/** What fails before sending means that nothing was requested. */
async function before<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw new HcpError('keys.notRequested', {}, { cause: error });
  }
}

/** For what must not stand between a received pair and the person. */
async function quietly(flow: Flow, work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    flow.log.warn('A note on the key request could not be kept.', toHcpError(error).code);
  }
}

/** Without a cancel button: a request that has left can't be taken back, only its answer lost. */
function requesting<T>(work: Promise<T>): Thenable<T> {
  return vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Requesting a new AWS key pair from the portal…'),
    },
    () => work,
  );
}
