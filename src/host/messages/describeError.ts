import * as vscode from 'vscode';
import type { ErrorFacts, HcpError } from '../../core/errors';
import type { CommandId } from '../ids';
import { openSettings, type OpenSettingsCommand } from './openSettings';
import { changedMessage, unreachableMessage } from './portalTrouble';

export type MessageCommand = CommandId | OpenSettingsCommand | 'workbench.action.reloadWindow';

/** A button below a message. */
export interface MessageAction {
  readonly title: string;
  readonly command: MessageCommand;
  readonly arguments?: readonly unknown[];
}

/** An error in words: what happened, why, and what to do now. */
export interface ErrorDescription {
  readonly message: string;
  readonly actions: readonly MessageAction[];
}

/** The one place that turns a code into words and buttons. */
export function describeError(error: HcpError): ErrorDescription {
  const facts = error.facts;
  switch (error.code) {
    case 'cancelled':
      return { message: vscode.l10n.t('Cancelled.'), actions: [] };
    case 'portal.unreachable':
      return {
        message: unreachableMessage(facts),
        actions: [
          facts.step === 'acceptTerms' ? termsByHand(facts.datasetId) : keysByHand(facts.datasetId),
          settings('hcp.portal.url'),
          copyReport(),
        ],
      };
    case 'portal.address':
      return {
        message: vscode.l10n.t(
          'The portal’s address must begin with https:// (http:// only on this machine). Correct the setting.',
        ),
        actions: [settings('hcp.portal.url')],
      };
    case 'portal.credentials':
      return {
        message: vscode.l10n.t('The portal refused this user name and password. Both are case-sensitive.'),
        actions: [{ title: vscode.l10n.t('Sign In'), command: 'hcp.signIn' }],
      };
    case 'portal.session':
      return {
        message: vscode.l10n.t('The portal’s session is over. Sign in again to go on.'),
        actions: [{ title: vscode.l10n.t('Sign In'), command: 'hcp.signIn' }],
      };
    case 'portal.server':
      return {
        message: vscode.l10n.t(
          'The portal has a problem of its own (error {0}). Try again later, or go on by hand in the browser.',
          facts.status ?? 500,
        ),
        actions: [...byHand(facts), copyReport()],
      };
    case 'portal.changed':
      return {
        message: changedMessage(facts),
        actions: [...byHand(facts), copyReport()],
      };
    case 'portal.termsRequired':
      return {
        message: vscode.l10n.t(
          'The data use terms of this dataset are not accepted yet. Review and accept them first.',
        ),
        actions: [reviewTerms(facts.datasetId)],
      };
    case 'portal.userDirectory':
      return {
        message: vscode.l10n.t(
          'The portal could not record the acceptance in its user directory. Try again in a few minutes, or accept in the browser.',
        ),
        actions: [reviewTerms(facts.datasetId), termsByHand(facts.datasetId)],
      };
    case 'keys.notRequested':
      return {
        message: vscode.l10n.t(
          'The key request did not reach the portal. Your present key pair, if you have one, still works.',
        ),
        actions: [requestKeys(vscode.l10n.t('Try Again…')), keysByHand(facts.datasetId), copyReport()],
      };
    case 'keys.answerLost':
      return {
        message: vscode.l10n.t(
          'The key request was sent, but no key pair came back. Your former pair may no longer work. If you have a copy of a pair, test it first; else request a new one.',
        ),
        actions: [keysByHand(facts.datasetId), requestKeys(vscode.l10n.t('Request Again…')), copyReport()],
      };
    case 'keys.missing':
      return {
        message: vscode.l10n.t(
          'There is no AWS key pair yet. Request one from the portal, or use one that you have.',
        ),
        actions: [requestKeys(), useKeys()],
      };
    case 'keys.malformed':
      return {
        message: vscode.l10n.t(
          'This is not an AWS key pair. An access key ID has 20 letters and digits, a secret access key has 40 characters.',
        ),
        actions: [useKeys()],
      };
    case 'keys.unknown':
      return {
        message: vscode.l10n.t(
          'This key pair does not work. The bucket does not know the access key ID {0}: it was probably disabled by a newer pair, requested elsewhere. Use the newest pair, or request a new one.',
          keyId(facts.accessKeyId),
        ),
        actions: [useKeys(), requestKeys()],
      };
    case 'keys.secret':
      return {
        message: vscode.l10n.t(
          'This key pair does not work. The secret access key does not belong to the access key ID {0}. Enter the pair again, or request a new one.',
          keyId(facts.accessKeyId),
        ),
        actions: [useKeys(), requestKeys()],
      };
    case 'keys.clock':
      return { message: clockWords(facts), actions: [refresh()] };
    case 'keys.notYetValid':
      return {
        message: vscode.l10n.t(
          'AWS has not accepted the new key pair yet. The pair is stored; it can take some minutes to become valid.',
        ),
        actions: [{ title: vscode.l10n.t('Try Again'), command: 'hcp.refresh' }],
      };
    case 'keys.replaced':
      return {
        message: vscode.l10n.t(
          'Another window has a newer key pair, {0}. Reload this window to use it: nothing is lost, and downloads go on.',
          keyId(facts.accessKeyId),
        ),
        actions: [{ title: vscode.l10n.t('Reload Window'), command: 'workbench.action.reloadWindow' }],
      };
    case 'keys.notStored':
      return facts.operation === 'delete' ? notDeleted() : notStored();
    case 'keys.requestRunning':
      return {
        message: vscode.l10n.t('Another window is requesting keys. Wait for its pair.'),
        actions: [],
      };
    case 'bucket.unreachable':
      return {
        message: vscode.l10n.t(
          'The bucket can’t be reached. Check the network, a proxy or VPN, and the endpoint’s address.',
        ),
        actions: [settings('hcp.bucket'), refresh()],
      };
    case 'bucket.denied':
      return {
        message: vscode.l10n.t(
          'The bucket refuses access here. Usually the data use terms of this release are not accepted, or were accepted only minutes ago. Your key pair is not the reason.',
        ),
        actions: [reviewTerms(facts.datasetId), refresh()],
      };
    case 'bucket.notFound':
      return {
        message: vscode.l10n.t(
          'The bucket has no such object. It may have been moved; refresh the explorer.',
        ),
        actions: [refresh()],
      };
    case 'bucket.changed':
      return {
        message: vscode.l10n.t('The object changed in the bucket while it was being read. Try again.'),
        actions: [refresh()],
      };
    case 'bucket.busy':
      return {
        message: vscode.l10n.t(
          'The bucket has a problem. It is busy, or something failed on its side; try again in a minute.',
        ),
        actions: [refresh()],
      };
    case 'bucket.protocol':
      return {
        message: vscode.l10n.t(
          'The bucket’s answer can’t be read. It is not what S3 answers: a proxy on the way may be changing it; check the endpoint’s address.',
        ),
        actions: [settings('hcp.bucket'), log(), copyReport()],
      };
    case 'bucket.address':
      return {
        message: addressWords(facts),
        actions: [settings('hcp.bucket')],
      };
    case 'transfer.stalled':
      return {
        message: vscode.l10n.t(
          'The bucket stopped sending in the middle of a file. Check the network, then try again.',
        ),
        actions: [],
      };
    case 'transfer.checksum':
      return {
        message: vscode.l10n.t(
          'The received file does not match its checksum, so it was not kept. Try again.',
        ),
        actions: [],
      };
    case 'transfer.size':
      return {
        message: vscode.l10n.t(
          'The received file does not have the announced size, so it was not kept. Try again.',
        ),
        actions: [],
      };
    case 'disk.unsafeName':
      return {
        message: vscode.l10n.t(
          'This name can’t be written safely below the target folder, so it was left out.',
        ),
        actions: [],
      };
    case 'disk.full':
      return {
        message: vscode.l10n.t(
          'The disk is full, or your quota is used up. Free some space, or choose another folder for the next download; what has arrived is kept.',
        ),
        actions: [settings('hcp.download.folder')],
      };
    case 'disk.readOnly':
      return {
        message: vscode.l10n.t(
          'The folder can’t be written: no permission, or a read-only disk. Choose another folder.',
        ),
        actions: [settings('hcp.download.folder')],
      };
    case 'disk.nameTooLong':
      return {
        message: vscode.l10n.t('The path is too long for this disk. Choose a folder with a shorter path.'),
        actions: [settings('hcp.download.folder')],
      };
    case 'disk.failed':
      return {
        message: vscode.l10n.t('The disk reported an error ({0}).', facts.reason ?? '?'),
        actions: [log()],
      };
    case 'unexpected':
      return {
        message: vscode.l10n.t('Something unexpected went wrong in HCP Explorer. The log has the details.'),
        actions: [log(), copyReport()],
      };
  }
}

function clockWords({ minutes, direction }: ErrorFacts): string {
  if (minutes === undefined)
    return vscode.l10n.t(
      'This machine’s clock is wrong. It is off by more than 15 minutes, so the bucket refuses its requests. Set the clock, then try again.',
    );
  return direction === 'behind'
    ? vscode.l10n.t(
        'This machine’s clock is wrong. It is off by {0} minutes (behind), so the bucket refuses its requests. Set the clock, then try again.',
        minutes,
      )
    : vscode.l10n.t(
        'This machine’s clock is wrong. It is off by {0} minutes (ahead), so the bucket refuses its requests. Set the clock, then try again.',
        minutes,
      );
}

function addressWords({ reason, region }: ErrorFacts): string {
  if (reason === 'endpoint')
    return vscode.l10n.t(
      'The bucket’s endpoint must begin with https:// (http:// only on this machine). Correct the setting.',
    );
  return region === undefined
    ? vscode.l10n.t('There is no such bucket. Correct its name, the endpoint or the region in the settings.')
    : vscode.l10n.t('The bucket is in another region, {0}. Correct the region in the settings.', region);
}

const notStored = (): ErrorDescription => ({
  message: vscode.l10n.t(
    'The editor’s secret store could not keep the key pair. Save it to a file now, or it is lost when the window closes.',
  ),
  actions: [{ title: vscode.l10n.t('Save Key Pair…'), command: 'hcp.saveKeyPair' }],
});
const notDeleted = (): ErrorDescription => ({
  message: vscode.l10n.t(
    'The editor’s secret store refused to delete the key pair, so you are not signed out. Unlock the system’s keyring, then sign out again.',
  ),
  actions: [{ title: vscode.l10n.t('Sign Out'), command: 'hcp.signOut' }],
});
const keyId = (value: string | number | undefined) => String(value ?? vscode.l10n.t('in use'));
const settings = (query: string): MessageAction => ({
  title: vscode.l10n.t('Open Settings'),
  ...openSettings(query),
});
type DatasetId = string | number | undefined;
const keysByHand = (datasetId: DatasetId): MessageAction => ({
  title: vscode.l10n.t('Get Keys by Hand…'),
  command: 'hcp.keysByHand',
  ...about(datasetId),
});
const termsByHand = (datasetId: DatasetId): MessageAction => ({
  title: vscode.l10n.t('Accept Terms by Hand…'),
  command: 'hcp.termsByHand',
  ...about(datasetId),
});
/** The ways that need no portal here, for what the step that failed is good for. */
const byHand = ({ step, datasetId }: ErrorFacts): readonly MessageAction[] =>
  step === 'acceptTerms'
    ? [termsByHand(datasetId)]
    : step === 'requestKeyPair'
      ? [keysByHand(datasetId)]
      : [keysByHand(datasetId), termsByHand(datasetId)];
const about = (datasetId: DatasetId): Pick<MessageAction, 'arguments'> =>
  datasetId === undefined ? {} : { arguments: [datasetId] };
const useKeys = (): MessageAction => ({
  title: vscode.l10n.t('Use Existing Keys…'),
  command: 'hcp.useExistingKeys',
});
const requestKeys = (title = vscode.l10n.t('Request AWS Keys…')): MessageAction => ({
  title,
  command: 'hcp.requestKeys',
});
const refresh = (): MessageAction => ({ title: vscode.l10n.t('Refresh'), command: 'hcp.refresh' });
const copyReport = (): MessageAction => ({
  title: vscode.l10n.t('Copy Report'),
  command: 'hcp.copyReport',
});
const log = (): MessageAction => ({ title: vscode.l10n.t('Show Log'), command: 'hcp.showLog' });
const reviewTerms = (datasetId: DatasetId): MessageAction => ({
  title: vscode.l10n.t('Review Terms'),
  command: 'hcp.reviewTerms',
  ...about(datasetId),
});
