import * as vscode from 'vscode';
import type { HcpError } from '../../core/errors';
import type { CommandId } from '../ids';
import { describeError } from '../messages/describeError';
import {
  baseName,
  type LockedReleaseNode,
  type MessageIcon,
  type MessageNode,
  type NodeAction,
} from './nodes';

/** Lines of the tree that say why there is nothing to show, and what to do. Ids are made of the place. */

/** What went wrong below `prefix` (the root: empty), one line for each thing to do, "Try Again" always among them. */
export function errorNodes(
  prefix: string,
  error: HcpError,
  datasetId: string | undefined,
): readonly MessageNode[] {
  const line = lines(prefix);
  if (error.code === 'bucket.denied') return deniedNodes(prefix, datasetId);
  const { message, actions } = describeError(error);
  return [
    line('error', message),
    line('action', vscode.l10n.t('Try Again'), refresh(prefix)),
    ...actions
      .filter(({ command }) => command !== 'hcp.refresh')
      .map((action) =>
        line('action', action.title, { command: action.command, arguments: action.arguments ?? [] }),
      ),
  ];
}

/** A refusal inside a release. It never says anything of the key pair. */
function deniedNodes(prefix: string, datasetId: string | undefined): readonly MessageNode[] {
  const line = lines(prefix);
  return [
    line(
      'lock',
      vscode.l10n.t(
        'Not open to you yet. The data use terms are not accepted, or were accepted only minutes ago. Your key pair is not the reason.',
      ),
    ),
    line('action', vscode.l10n.t('Review Data Use Terms'), reviewTerms(datasetId)),
    line('action', vscode.l10n.t('Try Again'), refresh(prefix)),
  ];
}

/** What is inside a locked release: how to open it. */
export function lockedNodes(release: LockedReleaseNode): readonly MessageNode[] {
  const { keyOrPrefix: prefix, datasetId, unlocking } = release;
  const line = lines(prefix);
  switch (unlocking) {
    case 'waiting':
      return [line('waiting', waitingText(prefix))];
    case 'late':
      return [
        line(
          'warning',
          vscode.l10n.t(
            'The bucket has not opened {0} yet, although the terms are accepted. The portal may change your rights only when you sign in again.',
            baseName(prefix),
          ),
        ),
        line('action', vscode.l10n.t('Try Again'), refresh(prefix)),
        line('action', vscode.l10n.t('Sign In Again'), command('hcp.signIn')),
        line('action', vscode.l10n.t('Request New AWS Keys…'), command('hcp.requestKeys', datasetId)),
        line('action', vscode.l10n.t('Open the Portal in the Browser'), command('hcp.openPortal')),
      ];
    case undefined:
      return [
        line('action', vscode.l10n.t('Review Data Use Terms'), reviewTerms(datasetId)),
        line('action', vscode.l10n.t('Try Again'), refresh(prefix)),
      ];
  }
}

export function waitingText(prefix: string): string {
  return vscode.l10n.t('Waiting for the bucket to open {0}…', baseName(prefix));
}

/** The whole tree while AWS does not know the new pair yet. */
export function waitingForKeysNodes(): readonly MessageNode[] {
  return [lines('')('waiting', vscode.l10n.t('Waiting for AWS to accept the new key pair…'))];
}

export function emptyNodes(prefix: string): readonly MessageNode[] {
  const line = lines(prefix);
  return prefix === ''
    ? [
        line('info', vscode.l10n.t('The bucket shows no release folder to this key pair.')),
        line('action', vscode.l10n.t('Try Again'), refresh(prefix)),
      ]
    : [line('info', vscode.l10n.t('Nothing in this folder.'))];
}

/** Below the pages that are there, when the next one did not come. */
export function problemNodes(prefix: string, problem: HcpError): readonly MessageNode[] {
  return [lines(prefix)('error', describeError(problem).message)];
}

/** Numbers the lines of one place. */
function lines(prefix: string) {
  let count = 0;
  return (icon: MessageIcon, text: string, action?: NodeAction): MessageNode => ({
    kind: 'message',
    id: `${prefix}#${String(count++)}`,
    icon,
    text,
    ...(action ? { action } : {}),
  });
}

const command = (id: CommandId, argument?: unknown): NodeAction => ({
  command: id,
  arguments: argument === undefined ? [] : [argument],
});
const reviewTerms = (datasetId: string | undefined) => command('hcp.reviewTerms', datasetId);
const refresh = (prefix: string) => command('hcp.refresh', prefix);
