import * as vscode from 'vscode';
import type { CommandId } from '../ids';
import type { Services } from '../services';

/** Registers what tells of the extension itself. */
export function register(services: Services): vscode.Disposable {
  const command = (id: CommandId, run: () => Promise<void> | void) =>
    vscode.commands.registerCommand(id, run);
  return vscode.Disposable.from(
    command('hcp.showLog', () => services.log.show()),
    command('hcp.copyReport', async () => {
      const { copyReport } = await import('./copyReport');
      await copyReport(services);
    }),
  );
}
