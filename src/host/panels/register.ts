import * as vscode from 'vscode';
import type { Services } from '../services';
import { Acceptances } from './acceptances';
import { TermsModel } from './model';
import { TermsPanel, termsViewType } from './panel';
import { datasetIdOf } from './target';

/**
 * The terms panel: `hcp.reviewTerms` opens it, or brings it to the front, for a dataset id, for a tree
 * node with a `datasetId`, or as it is; a reload of the window brings it back.
 */
export function register(services: Services): vscode.Disposable {
  const acceptances = new Acceptances(services.context.globalState);
  const model = new TermsModel(services.account, async (acceptance) => {
    services.log.info(`Terms ${acceptance.termsId} accepted, as the portal confirmed.`);
    try {
      await acceptances.add(acceptance);
    } catch (error) {
      services.log.error('The acceptance could not be noted in the editor; the portal has it.', error);
    }
  });
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
  );
}

function createPanel(): vscode.WebviewPanel {
  return vscode.window.createWebviewPanel(
    termsViewType,
    vscode.l10n.t('Data Use Terms'),
    vscode.ViewColumn.Active,
    { enableFindWidget: true },
  );
}
