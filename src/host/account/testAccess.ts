import * as vscode from 'vscode';
import type { BucketAddress } from '../../core/bucket/objectStore';
import { HcpError } from '../../core/errors';
import { createFormat } from '../format';
import { describeError } from '../messages/describeError';
import { tell } from '../messages/tell';
import { cancellable } from '../progress';
import { checkAccess, lastCheckOf, type AccessCheck } from './accessCheck';
import { accessReport } from './accessReport';
import { accessRows, copyReport, testAgain, type AccessChoice } from './accessRows';
import type { LastCheck } from './accountMemory';
import type { Flow } from './flow';
import type { VaultRecord } from './vaultRecord';
import type { CommandId, ViewId } from '../ids';

export interface TestAccessParts {
  readonly flow: Flow;
  readonly address: () => BucketAddress;
  /** Name and version of this program. */
  readonly tool: string;
  readonly report: (error: unknown) => Promise<void>;
}

/**
 * Says what the stored pair opens, or why it opens nothing, with what mends it.
 * Resolves when the person has left. @throws HcpError `keys.missing`
 */
export async function testAccess(parts: TestAccessParts): Promise<void> {
  const { flow } = parts;
  // Another window may have a newer pair than this one has heard of.
  await flow.model.refresh();
  for (;;) {
    const pair = flow.model.kept;
    if (!pair) throw new HcpError('keys.missing');
    const before = flow.memory.lastCheckOf(pair.accessKeyId);
    const check = await ask(flow, pair);
    if (!check) return;
    const choice = await show(check, before);
    if (choice?.kind !== 'again') return act(parts, check, choice);
  }
}

async function ask(flow: Flow, pair: VaultRecord): Promise<AccessCheck | undefined> {
  const store = flow.storeFor(pair);
  try {
    const check = await cancellable(
      vscode.l10n.t('Testing the key pair {0} against the bucket…', pair.accessKeyId),
      (signal) => checkAccess(pair, store, { signal, now: new Date() }),
    );
    const last = lastCheckOf(check);
    flow.log.info(`Access was tested: ${last.outcome}.`);
    await flow.memory.setLastCheck(last);
    flow.model.notify('check');
    return check;
  } catch (error) {
    if (HcpError.is(error, 'cancelled')) return undefined;
    throw error;
  } finally {
    store.dispose();
  }
}

type Chosen =
  AccessChoice | { readonly kind: 'run'; readonly command: string; readonly arguments: readonly unknown[] };

async function show(check: AccessCheck, before: LastCheck | undefined): Promise<Chosen | undefined> {
  const { result } = check;
  if (result.kind === 'refused') return showRefusal(check, result.error, before);
  const row = await vscode.window.showQuickPick(accessRows(result), {
    title: vscode.l10n.t('Access of {0}', nameOf(check)),
    placeHolder: ageOf(check, before),
    ignoreFocusOut: true,
  });
  return row?.choice;
}

/** A message, as it needs more words than a row of a list shows. */
async function showRefusal(
  check: AccessCheck,
  error: HcpError,
  before: LastCheck | undefined,
): Promise<Chosen | undefined> {
  const { message, actions } = describeError(error);
  const mending = actions.filter(({ command }) => command !== 'hcp.refresh');
  const shown = vscode.l10n.t('Access of {0}: {1} {2}', nameOf(check), message, ageOf(check, before));
  // More than three do not fit into a message.
  const titles = mending.slice(0, 2).map(({ title }) => title);
  const buttons = [...titles, ...(titles.length < 2 ? [testAgain()] : []), copyReport()];
  const chosen = await vscode.window.showErrorMessage(shown, ...buttons);
  if (chosen === testAgain()) return { kind: 'again' };
  if (chosen === copyReport()) return { kind: 'copy' };
  const action = mending.find(({ title }) => title === chosen);
  return action && { kind: 'run', command: action.command, arguments: action.arguments ?? [] };
}

async function act(
  { address, tool, report }: TestAccessParts,
  check: AccessCheck,
  choice: Chosen | undefined,
) {
  switch (choice?.kind) {
    case undefined:
    case 'again':
      return;
    case 'browse':
      await run('hcp.explorer.focus');
      return;
    case 'terms':
      await run('hcp.reviewTerms', choice.datasetId);
      return;
    case 'explain':
      return report(choice.error);
    case 'run':
      await vscode.commands.executeCommand(choice.command, ...choice.arguments);
      return;
    case 'copy':
      await vscode.env.clipboard.writeText(accessReport(check, { tool, address: address() }));
      tell('information', vscode.l10n.t('The report is on the clipboard. It holds no secret.'));
  }
}

function run(command: CommandId | `${ViewId}.focus`, ...args: readonly unknown[]): Thenable<unknown> {
  return vscode.commands.executeCommand(command, ...args);
}

function nameOf({ accessKeyId, userName }: AccessCheck): string {
  return userName === undefined ? accessKeyId : vscode.l10n.t('{0}, key pair {1}', userName, accessKeyId);
}

/** How long the editor has the pair, and what the check before this one said. */
function ageOf({ obtainedAt }: AccessCheck, before: LastCheck | undefined): string {
  const format = createFormat(vscode.env.language);
  const since = vscode.l10n.t('In this editor since {0}.', format.date(new Date(obtainedAt)));
  if (!before) return since;
  const when = format.dateTime(new Date(before.checkedAt));
  const last =
    before.outcome === 'works'
      ? vscode.l10n.t('Last test, {0}: it worked.', when)
      : vscode.l10n.t('Last test, {0}: it did not work.', when);
  return `${since} ${last}`;
}
