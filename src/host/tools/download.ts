import * as vscode from 'vscode';
import type { DownloadOutcome } from '../downloads/downloads';
import { Refusal, type Answer } from './answer';
import type { ToolDeps } from './deps';
import { sourcesOf } from './estimate';
import type { Selection } from './input';
import { namesOf } from './names';
import { selectSources } from './sources';

/**
 * Downloads as `Download to Workspace` does, its questions included: a chat that is set to approve tools by
 * itself starts nothing. @throws Refusal, HcpError
 */
export async function download(
  { store, downloads, workspaceTrusted, commandTitle }: ToolDeps,
  selection: Selection,
  signal: AbortSignal,
): Promise<Answer> {
  requireTrust(workspaceTrusted);
  const selected = await selectSources(store, selection, signal);
  const outcome = await downloads.download(selected.sources, {
    signal,
    note: vscode.l10n.t('A language model asks for: {0}', namesOf(selected.sources).join(', ')),
  });
  return { ...outcomeOf(outcome, commandTitle), ...sourcesOf(selected) };
}

/** @throws Refusal `untrustedWorkspace` */
export function requireTrust(workspaceTrusted: () => boolean): void {
  if (workspaceTrusted()) return;
  throw new Refusal(
    'untrustedWorkspace',
    'This workspace is not trusted, so tools download nothing into it. The person can trust it, or use the HCP panel.',
  );
}

function outcomeOf(outcome: DownloadOutcome, commandTitle: ToolDeps['commandTitle']): Answer {
  switch (outcome.kind) {
    case 'started':
      return {
        started: true,
        folder: outcome.job.spec.target,
        message: 'The download runs in the background. The Downloads view of the HCP panel shows it.',
        checkItAfterwardsWith: commandTitle('hcp.verify'),
      };
    case 'goesOn':
      return { started: false, message: 'A download of these files is under way already.' };
    case 'paused':
      return {
        started: false,
        message:
          'A download of these files is paused. Only the person lets it go on, in the Downloads view of the HCP panel.',
      };
    case 'nothingToDo':
      return { started: false, message: 'All of it is there already and whole, or there are no files.' };
    case 'declined':
      return { started: false, message: 'The person did not want it. Do not ask again by yourself.' };
  }
}
