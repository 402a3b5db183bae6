import * as vscode from 'vscode';
import { HcpError, toHcpError, type ErrorFacts } from '../../core/errors';
import type { ToolId } from '../ids';
import { causes } from '../messages/causes';
import { describeError } from '../messages/describeError';
import { Refusal, type Answer } from './answer';
import type { ToolDeps } from './deps';
import { describe } from './describe';
import { download } from './download';
import { estimate } from './estimate';
import { parseInput } from './input';
import { list } from './list';
import { askFirst } from './prepare';
import { safeText } from './safeText';

/** Does what a model asks for. Never rejects but with `CancellationError`: what went wrong is an answer too. */
export async function invoke(
  id: ToolId,
  deps: ToolDeps,
  input: unknown,
  signal: AbortSignal,
): Promise<vscode.LanguageModelToolResult> {
  deps.log.debug(`Tool ${id}`);
  const answer = await run(id, deps, input, signal).catch((error: unknown) => {
    if (signal.aborted) throw new vscode.CancellationError();
    return refusalOf(id, error, deps);
  });
  return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(JSON.stringify(answer))]);
}

async function run(id: ToolId, deps: ToolDeps, input: unknown, signal: AbortSignal): Promise<Answer> {
  switch (id) {
    case 'hcp_list':
      return list(deps, parseInput(id, input), signal);
    case 'hcp_describe':
      return describe(deps, parseInput(id, input), signal);
    case 'hcp_estimatePlan':
      return estimate(deps, parseInput(id, input), signal);
    case 'hcp_download':
      return download(deps, parseInput(id, input), signal);
  }
}

/** What the chat says while the tool works, and what it asks before. Starts nothing. */
export async function prepare(
  id: ToolId,
  deps: ToolDeps,
  input: unknown,
  signal: AbortSignal,
): Promise<vscode.PreparedToolInvocation> {
  const invocationMessage = doing(id);
  if (id !== 'hcp_download') return { invocationMessage };
  try {
    return { invocationMessage, confirmationMessages: await askFirst(deps, input, signal) };
  } catch {
    // There is nothing to ask: the tool will answer with the reason, or ask by itself.
    return { invocationMessage };
  }
}

function doing(id: ToolId): string {
  switch (id) {
    case 'hcp_list':
      return vscode.l10n.t('Listing HCP data');
    case 'hcp_describe':
      return vscode.l10n.t('Looking at a file of the HCP');
    case 'hcp_estimatePlan':
      return vscode.l10n.t('Estimating a download of HCP data');
    case 'hcp_download':
      return vscode.l10n.t('Planning a download of HCP data');
  }
}

/** Only the person can do these, and no tool can. */
const byThePerson = 'Only the person can do this, with these commands of the Command Palette. No tool can.';
const toGetKeys = ['hcp.signIn', 'hcp.reviewTerms', 'hcp.requestKeys', 'hcp.useExistingKeys'] as const;

function refusalOf(id: ToolId, thrown: unknown, { log, commandTitle }: ToolDeps): Answer {
  if (thrown instanceof Refusal) return { error: thrown.reason, message: thrown.message, ...thrown.more };
  const error = toHcpError(thrown);
  if (error.code === 'cancelled') return { error: error.code, message: 'The person stopped it.' };
  log.error([`Tool ${id}`, ...causes(error)].join(' ← '), error.facts);
  const { message, actions } = describeError(new HcpError(error.code, withoutKey(error.facts)));
  const commands: readonly string[] = HcpError.is(error, 'keys.missing')
    ? toGetKeys
    : actions.map(({ command }) => command);
  const titles = commands.flatMap((command) => commandTitle(command) ?? []);
  return {
    error: error.code,
    message,
    ...(typeof error.facts.key === 'string' && { path: safeText(error.facts.key) }),
    ...(titles.length > 0 && { commands: titles, hint: byThePerson }),
  };
}

function withoutKey(facts: ErrorFacts): ErrorFacts {
  return Object.fromEntries(Object.entries(facts).filter(([name]) => name !== 'accessKeyId'));
}
