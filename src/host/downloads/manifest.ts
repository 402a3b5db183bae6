import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import * as vscode from 'vscode';
import { HcpError } from '../../core/errors';
import { manifestTableName } from '../../core/transfer/manifestTable';
import { originOf } from '../../core/transfer/origin';
import { tell } from '../messages/tell';
import { cancellable } from '../progress';
import type { Services } from '../services';
import { askDataFolder } from './dataFolder';
import { exists } from './onDisk';
import type { JobList } from './jobList';
import type { MethodsOrder } from './methodsThread';

/** Opens the table of what was delivered below a folder. */
export async function openManifest(target: string): Promise<void> {
  const table = await tableOf(target);
  if (table !== undefined) await vscode.commands.executeCommand('vscode.open', vscode.Uri.file(table));
}

export interface MethodsParts {
  readonly services: Pick<Services, 'context' | 'settings'>;
  readonly jobs: JobList;
}

/**
 * Puts a text for the methods section of a paper into the clipboard, from the table of a folder, which is asked
 * for unless it is told. @throws HcpError `cancelled`, `unexpected`
 */
export async function copyMethods(parts: MethodsParts, given: string | undefined): Promise<void> {
  const { services, jobs } = parts;
  const target = given ?? (await askDataFolder(parts, vscode.l10n.t('Copy Methods Text')));
  const table = target === undefined ? undefined : await tableOf(target);
  if (table === undefined) return;
  const { version } = services.context.extension.packageJSON as { readonly version: string };
  const job = jobs.all.find(({ spec }) => spec.target === target);
  const origin = job?.spec.origin ?? originOf(services.settings.bucketAddress);
  const order: MethodsOrder = { table, delivery: { tool: `HCP Explorer ${version}`, origin } };
  const text = await cancellable(vscode.l10n.t('Reading {0}', table), (signal) => readMethods(order, signal));
  await vscode.env.clipboard.writeText(text);
  tell('information', vscode.l10n.t('The methods text is on the clipboard.'), {
    title: vscode.l10n.t('Show'),
    run: async () => {
      const document = await vscode.workspace.openTextDocument({ content: text, language: 'plaintext' });
      await vscode.window.showTextDocument(document);
    },
  });
}

/** Undefined, and the person is told, when there is none. */
async function tableOf(target: string): Promise<string | undefined> {
  const table = join(target, manifestTableName);
  if (await exists(table)) return table;
  void vscode.window.showInformationMessage(
    vscode.l10n.t('There is no manifest in {0} yet. It is written when a download there has ended.', target),
  );
  return undefined;
}

function readMethods(order: MethodsOrder, signal: AbortSignal): Promise<string> {
  const worker = new Worker(join(__dirname, 'methods.js'), { workerData: order });
  return new Promise((resolve, reject: (error: HcpError) => void) => {
    signal.addEventListener('abort', () => {
      reject(new HcpError('cancelled'));
      void worker.terminate();
    });
    worker.once('message', (text: string) => {
      resolve(text);
    });
    worker.once('error', (cause) => {
      reject(new HcpError('unexpected', {}, { cause }));
    });
    worker.once('exit', () => {
      reject(new HcpError('unexpected'));
    });
  });
}
