import * as vscode from 'vscode';
import { toHcpError } from '../../core/errors';
import { describeError } from './describeError';

/**
 * Shows an error by its code, with the buttons that mend it, and writes its chain of causes to the log.
 * Resolves when the message is gone and the chosen button has done its work.
 */
export function createReporter(log: vscode.LogOutputChannel) {
  return async (error: unknown, what?: string): Promise<void> => {
    const hcpError = toHcpError(error);
    if (hcpError.code === 'cancelled') return;
    log.error([what, ...causes(hcpError)].filter(Boolean).join(' ← '), hcpError.facts);
    const { message, actions } = describeError(hcpError);
    const shown = what ? `${what}: ${message}` : message;
    const chosen = await vscode.window.showErrorMessage(shown, ...actions.map((action) => action.title));
    const action = actions.find((one) => one.title === chosen);
    if (action) await vscode.commands.executeCommand(action.command, ...(action.arguments ?? []));
  };
}

/** What led to an error, outermost first, in words for the log. */
export function causes(error: unknown, depth = 0): readonly string[] {
  if (!(error instanceof Error) || depth > 5) return [];
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return [`${error.name} ${code || error.message}`.trim(), ...causes(error.cause, depth + 1)];
}
