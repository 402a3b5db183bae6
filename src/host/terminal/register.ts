import { delimiter, join } from 'node:path';
import * as vscode from 'vscode';
import type { CommandId } from '../ids';
import type { Services } from '../services';
import { shimTarget, writeShims } from './writeShim';

/** The command `hcp` in the terminals of the editor, and as a thing of its own. Terminals never get a secret. */
export function register(services: Services): vscode.Disposable {
  const { context, log, report } = services;
  const folder = join(context.globalStorageUri.fsPath, 'bin');
  const written = writeShims(folder, shimTarget(join(context.extensionPath, 'dist', 'cli.js')));
  written.then(
    () => {
      addToPath(context.environmentVariableCollection, folder);
    },
    (error: unknown) => {
      log.warn('The command hcp could not be put into the terminals.', error);
    },
  );
  const install: CommandId = 'hcp.installCommand';
  return vscode.commands.registerCommand(install, async () => {
    try {
      const { installCommand } = await import('./installCommand');
      await installCommand(services);
    } catch (error) {
      await report(error, vscode.l10n.t('Install hcp Command'));
    }
  });
}

function addToPath(collection: vscode.EnvironmentVariableCollection, folder: string): void {
  collection.description = vscode.l10n.t('The command “hcp”, to list and download HCP data.');
  // Start-up files of shells often set the PATH anew: then it is added once more after them.
  collection.prepend('PATH', `${folder}${delimiter}`, {
    applyAtProcessCreation: true,
    applyAtShellIntegration: true,
  });
}
