import * as vscode from 'vscode';
import { knownReleases } from '../../core/catalog/releases';
import type { CommandId } from '../ids';
import type { Services } from '../services';
import type { AccountFeature } from './account';
import { registerAuthentication } from './authentication';
import { showStartNotices } from './startNotices';
import { KeyTerminals } from './keyTerminals';
import type { TerminalPlace } from './openTerminal';
import type { TestAccessParts } from './testAccess';
import { isKeySource } from './keySource';

/** Registers the account's commands, and tells what the last window left behind. */
export function register(services: Services, account: AccountFeature): vscode.Disposable {
  const command = (id: CommandId, run: (argument: unknown) => Promise<unknown>) =>
    vscode.commands.registerCommand(id, async (argument: unknown) => {
      try {
        await run(argument);
      } catch (error) {
        await services.report(error);
      }
    });
  void showStartNotices(services, account.flow);
  const terminals = new KeyTerminals();
  return vscode.Disposable.from(
    terminals,
    account.onDidChange(() => {
      if (account.accessKeyId === undefined) terminals.end();
    }),
    registerAuthentication(account),
    command('hcp.signIn', () => account.signIn()),
    command('hcp.signOut', () => account.signOut()),
    command('hcp.requestKeys', (datasetId) => account.requestKeys(asText(datasetId))),
    command('hcp.useExistingKeys', (source) =>
      account.useExistingKeys(isKeySource(source) ? source : undefined),
    ),
    command('hcp.keysByHand', (datasetId) => account.keysByHand(asText(datasetId))),
    command('hcp.termsByHand', (datasetId) => account.termsByHand(asText(datasetId))),
    command('hcp.saveKeyPair', () => account.saveKeyPair()),
    command('hcp.writeProfile', async () => {
      const { writeAwsProfile } = await import('./dialogues');
      await writeAwsProfile(account.flow);
    }),
    command('hcp.openTerminal', async () => {
      const { openTerminal } = await import('./openTerminal');
      await openTerminal(account.flow, terminalPlace(services), terminals);
    }),
    command('hcp.testAccess', async () => {
      const { testAccess } = await import('./testAccess');
      await testAccess(testParts(services, account));
    }),
    command('hcp.createAccount', () => openPage(services.portal.links.register)),
    command('hcp.openPortal', (datasetId) => openPortal(services, asText(datasetId))),
  );
}

function testParts({ context, settings, report }: Services, { flow }: AccountFeature): TestAccessParts {
  const { version } = context.extension.packageJSON as { readonly version: string };
  return { flow, address: () => settings.bucketAddress, tool: `HCP Explorer ${version}`, report };
}

function terminalPlace({ settings }: Services): TerminalPlace {
  return {
    address: settings.bucketAddress,
    trusted: vscode.workspace.isTrusted,
    logLevel: vscode.env.logLevel,
  };
}

function openPortal({ portal }: Services, datasetId = knownReleases[0]?.datasetId ?? ''): Promise<void> {
  return openPage(portal.links.dataset(datasetId));
}

async function openPage(address: string): Promise<void> {
  await vscode.env.openExternal(vscode.Uri.parse(address, true));
}

/** Menus hand over tree nodes and the like; only a plain text is a dataset's id. */
function asText(argument: unknown): string | undefined {
  return typeof argument === 'string' ? argument : undefined;
}
