import * as vscode from 'vscode';
import { HcpError } from '../../core/errors';
import { describeError, type MessageAction } from '../messages/describeError';
import type { Services } from '../services';

/** Why nothing more can be read of the bucket, in words, and what the person can do. */
export interface MissingAccess {
  readonly message: string;
  readonly actions: readonly MessageAction[];
}

/** Tells when there is no key pair any longer, and, with undefined, when there is one again. */
export function watchAccess(
  account: Pick<Services['account'], 'state' | 'onDidChange'>,
  tell: (missing: MissingAccess | undefined) => void,
): vscode.Disposable {
  let had = account.state === 'ready';
  return account.onDidChange(() => {
    const has = account.state === 'ready';
    if (has === had) return;
    had = has;
    tell(missingAccess(account));
  });
}

/** Undefined while there is a pair. */
export function missingAccess(account: Pick<Services['account'], 'state'>): MissingAccess | undefined {
  if (account.state === 'ready') return undefined;
  const { actions } = describeError(new HcpError('keys.missing'));
  const signIn: MessageAction = { title: vscode.l10n.t('Sign In'), command: 'hcp.signIn' };
  return {
    message: vscode.l10n.t(
      'There is no AWS key pair any longer. What is drawn stays; nothing more of the file is read.',
    ),
    actions: account.state === 'signedOut' ? [signIn, ...actions.slice(1)] : actions,
  };
}
