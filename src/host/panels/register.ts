import * as vscode from 'vscode';
import { releaseLabel } from '../files/releaseLabel';
import { createFormat } from '../format';
import type { CommandId } from '../ids';
import type { Services } from '../services';
import type * as ExportRoom from './exportLedger';
import { TermsLedger } from './ledger';
import { TermsModel, type AcceptanceRecord } from './model';
import { TermsPanel, termsViewType } from './panel';
import { datasetIdOf } from './target';

/**
 * The terms panel: `hcp.reviewTerms` opens it, or brings it to the front, for a dataset id, for a tree
 * node with a `datasetId`, or as it is; a reload of the window brings it back.
 */
export function register(services: Services): vscode.Disposable {
  const { context, report } = services;
  const ledger = new TermsLedger(
    context.globalState,
    vscode.Uri.joinPath(context.globalStorageUri, 'terms').fsPath,
  );
  const model = new TermsModel(services.account, recordIn(ledger, services), releaseLabel);
  let open: TermsPanel | undefined;

  const adopt = (panel: vscode.WebviewPanel): TermsPanel => {
    model.forget();
    const adopted = new TermsPanel(services, model, panel);
    panel.onDidDispose(() => {
      adopted.dispose();
      if (open === adopted) open = undefined;
    });
    open = adopted;
    return adopted;
  };

  return vscode.Disposable.from(
    // Before any panel's own listener, which tells its page what the model then says.
    services.account.onDidChange((change) => {
      model.accountChanged(change);
    }),
    vscode.commands.registerCommand('hcp.reviewTerms', (target?: unknown) => {
      const panel = open ?? adopt(createPanel());
      panel.reveal(datasetIdOf(target));
    }),
    vscode.window.registerWebviewPanelSerializer(termsViewType, {
      deserializeWebviewPanel: (panel) => {
        adopt(panel);
        return Promise.resolve();
      },
    }),
    { dispose: () => open?.dispose() },
    ...ledgerCommands(ledger, context, report),
    vscode.commands.registerCommand('hcp.copyAcknowledgement', async () => {
      const { copyAcknowledgement } = await import('./copyAcknowledgement');
      await copyAcknowledgement();
    }),
  );
}

function recordIn(ledger: TermsLedger, { log, settings }: Services): AcceptanceRecord {
  const format = createFormat(vscode.env.language);
  return {
    async record(acceptance, html) {
      log.info(`Terms ${acceptance.termsId} accepted, as the portal confirmed.`);
      try {
        await ledger.add({ ...acceptance, portal: new URL(settings.portalUrl).origin }, html);
      } catch (error) {
        log.error('The acceptance could not be noted in the editor; the portal has it.', error);
      }
    },
    changedSince(userName, termsId, digest) {
      const latest = ledger.acceptances.latest(userName, termsId);
      if (!latest || latest.digest === digest) return undefined;
      return format.date(new Date(latest.acceptedAt));
    },
  };
}

function ledgerCommands(
  ledger: TermsLedger,
  { extension }: vscode.ExtensionContext,
  report: Services['report'],
): readonly vscode.Disposable[] {
  const { version } = extension.packageJSON as { readonly version: string };
  const tool = `HCP Explorer ${version}`;
  const command = (id: CommandId, run: (room: typeof ExportRoom) => Promise<unknown>) =>
    vscode.commands.registerCommand(id, async () => {
      try {
        await run(await import('./exportLedger'));
      } catch (error) {
        await report(error);
      }
    });
  return [
    command('hcp.exportTerms', ({ exportLedger }) => exportLedger(ledger, tool)),
    command('hcp.clearTerms', ({ clearLedger }) => clearLedger(ledger, tool)),
  ];
}

function createPanel(): vscode.WebviewPanel {
  return vscode.window.createWebviewPanel(
    termsViewType,
    vscode.l10n.t('Data Use Terms'),
    vscode.ViewColumn.Active,
    { enableFindWidget: true },
  );
}
