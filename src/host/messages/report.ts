import * as vscode from 'vscode';
import { toHcpError } from '../../core/errors';
import { causes } from './causes';
import { describeError } from './describeError';
import type { RecentErrors } from './recentErrors';

/**
 * Shows an error by its code, with the buttons that mend it, writes its chain of causes to the log, and
 * remembers it for a report.
 * Resolves when the message is gone and the chosen button has done its work.
 */
export function createReporter(log: vscode.LogOutputChannel, recent: RecentErrors) {
  return async (error: unknown, what?: string): Promise<void> => {
    const hcpError = toHcpError(error);
    if (hcpError.code === 'cancelled') return;
    log.error([what, ...causes(hcpError)].filter(Boolean).join(' ← '), hcpError.facts);
    recent.add(hcpError);
    const { message, actions } = describeError(hcpError);
    const shown = what ? `${what}: ${message}` : message;
    const chosen = await vscode.window.showErrorMessage(shown, ...actions.map((action) => action.title));
    const action = actions.find((one) => one.title === chosen);
    if (action) await vscode.commands.executeCommand(action.command, ...(action.arguments ?? []));
  };
}
