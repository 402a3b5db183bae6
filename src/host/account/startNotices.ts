import * as vscode from 'vscode';
import { HcpError } from '../../core/errors';
import { createFormat } from '../format';
import type { CommandId } from '../ids';
import type { Services } from '../services';
import type { KeyMarker } from './accountMemory';
import type { Flow } from './flow';
import type { KeySource } from './keySource';
import { OnePrompt } from './onePrompt';
import { isLive } from './windowLock';

/** Tells of a key request whose answer was lost and of a pair that the editor forgot. Never rejects. */
export async function showStartNotices(services: Pick<Services, 'report'>, flow: Flow): Promise<void> {
  const prompt = new OnePrompt(flow.context.globalStorageUri.fsPath, 'start-notice');
  try {
    await flow.model.ready;
    const marker = flow.model.state === 'keysForgotten' ? flow.model.keyMarker : undefined;
    if (!hasLostRequest(flow) && !marker) return;
    // Windows that open together are asked for together.
    if (!(await prompt.claim())) return;
    if (await takeLostRequest(flow)) return await services.report(new HcpError('keys.answerLost'));
    if (marker) await tellForgotten(marker);
  } catch (error) {
    await services.report(error);
  }
}

/** Whether there was a request that nobody waits for any more. */
function hasLostRequest({ memory }: Flow): boolean {
  const marker = memory.requestMarker;
  return marker !== undefined && (marker.lost || !isLive(marker.holder));
}

/** True once for it. */
async function takeLostRequest(flow: Flow): Promise<boolean> {
  if (!hasLostRequest(flow)) return false;
  await flow.memory.setRequestMarker(undefined);
  return true;
}

async function tellForgotten(marker: KeyMarker): Promise<void> {
  const ways: readonly Way[] = [
    { title: vscode.l10n.t('Read the Saved File…'), command: 'hcp.useExistingKeys', argument: 'file' },
    { title: vscode.l10n.t('Paste a Key Pair…'), command: 'hcp.useExistingKeys', argument: 'paste' },
    { title: vscode.l10n.t('Request a New Pair…'), command: 'hcp.requestKeys' },
  ];
  const chosen = await vscode.window.showWarningMessage(
    vscode.l10n.t(
      'The editor’s secret store no longer holds your AWS key pair {0} of {1}. If you saved it, read or paste it. A new pair would disable it everywhere.',
      marker.accessKeyId,
      createFormat(vscode.env.language).date(new Date(marker.obtainedAt)),
    ),
    ...ways,
  );
  if (chosen) await vscode.commands.executeCommand(chosen.command, chosen.argument);
}

interface Way extends vscode.MessageItem {
  readonly command: CommandId;
  readonly argument?: KeySource;
}
