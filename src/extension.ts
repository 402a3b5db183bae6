import * as vscode from 'vscode';
import { createS3ObjectStore } from './core/bucket/s3ObjectStore';
import { createBalsaPortal } from './core/portal/balsa';
import { createAccount } from './host/account/account';
import { followingPair } from './host/account/followingPair';
import { register as registerAccount } from './host/account/register';
import { register as registerDownloads } from './host/downloads/register';
import { Listings } from './host/explorer/listings';
import { register as registerExplorer } from './host/explorer/register';
import { register as registerFiles } from './host/files/register';
import { RecentErrors } from './host/messages/recentErrors';
import { register as registerMessages } from './host/messages/register';
import { createReporter } from './host/messages/report';
import { register as registerPanels } from './host/panels/register';
import { createFormat } from './host/format';
import { KnownCards } from './host/preview/knownCards';
import { register as registerPreview } from './host/preview/register';
import type { Services } from './host/services';
import { Settings } from './host/settings';
import { register as registerTerminal } from './host/terminal/register';
import { commandTitles } from './host/tools/commandTitles';
import { register as registerTools } from './host/tools/register';

const finishing = new Set<Promise<unknown>>();

/** Builds the services and registers the features. Nothing here touches the network. */
export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('HCP Explorer', { log: true });
  const settings = new Settings();
  const portal = createBalsaPortal({ address: () => settings.portalUrl, log: (line) => log.debug(line) });
  const storeFor = (keyPair: Parameters<typeof createS3ObjectStore>[0]['keyPair']) =>
    createS3ObjectStore({ address: () => settings.bucketAddress, keyPair });
  const account = createAccount({
    context,
    log,
    portal,
    storeFor: (pair) => storeFor(() => Promise.resolve(pair)),
  });
  const signing = storeFor(() => account.keyPair());
  const store = followingPair(signing, account);
  const recent = new RecentErrors();
  const services: Services = {
    context,
    log,
    settings,
    portal,
    store,
    listings: new Listings(store),
    known: new KnownCards(),
    account,
    finishing,
    recent,
    report: createReporter(log, recent),
  };

  const explorer = registerExplorer(services);
  const previews = registerPreview(services, explorer);
  const downloads = registerDownloads(services);
  context.subscriptions.push(
    log,
    account,
    { dispose: () => signing.dispose() },
    registerMessages(services),
    registerAccount(services, account),
    registerPanels(services),
    explorer,
    registerFiles(services),
    previews,
    downloads,
    registerTerminal(services),
    registerTools({
      store,
      previews,
      downloads,
      log,
      format: createFormat(vscode.env.language),
      commandTitle: commandTitles(context.extension),
      workspaceTrusted: () => vscode.workspace.isTrusted,
    }),
  );
}

/** VS Code disposes the features right after this call, and waits some seconds for what it returns. */
export async function deactivate(): Promise<void> {
  await Promise.allSettled(finishing);
}
