import * as vscode from 'vscode';
import type { Estimate } from '../downloads/estimate';
import { filesAndBytes } from '../downloads/words';
import { requireTrust } from './download';
import type { ToolDeps } from './deps';
import { estimateOf } from './estimate';
import { parseInput, type Selection } from './input';
import { namesOf } from './names';
import { selectSources } from './sources';

/** Milliseconds: the person waits for the question. */
const patience = 20_000;

/** The chat's own question, with what the download would do. @throws Refusal, HcpError */
export async function askFirst(
  { store, downloads, format, workspaceTrusted }: ToolDeps,
  input: unknown,
  signal: AbortSignal,
): Promise<vscode.LanguageModelToolConfirmationMessages> {
  requireTrust(workspaceTrusted);
  const selection: Selection = parseInput('hcp_download', input);
  const selected = await selectSources(store, selection, signal);
  const estimate = await estimateOf(downloads, selected, patience, signal);
  return {
    title: vscode.l10n.t('Let the language model download HCP data?'),
    message: new vscode.MarkdownString(
      [amount(estimate, format), ...place(estimate, format), ...namesOf(selected.sources).map(escaped)].join(
        '\n\n',
      ),
    ),
  };
}

function amount({ totals, complete }: Estimate, format: ToolDeps['format']): string {
  const { toDownload, present } = totals;
  const wanted = filesAndBytes(toDownload, format);
  return [
    complete ? vscode.l10n.t('To download: {0}.', wanted) : vscode.l10n.t('At least {0}.', wanted),
    ...(present.files > 0
      ? [vscode.l10n.t('Already there, left alone: {0}.', filesAndBytes(present, format))]
      : []),
  ].join(' ');
}

function place({ target, free }: Estimate, format: ToolDeps['format']): readonly string[] {
  if (target === undefined) return [vscode.l10n.t('You will be asked for a folder.')];
  return [
    vscode.l10n.t('To: {0}', escaped(target)),
    ...(free === undefined ? [] : [vscode.l10n.t('Free space: {0}', format.size(free))]),
  ];
}

/** A name is a text: VS Code shows the question as Markdown. */
function escaped(name: string): string {
  return new vscode.MarkdownString().appendText(name).value;
}
