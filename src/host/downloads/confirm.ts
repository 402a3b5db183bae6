import * as vscode from 'vscode';
import type { PlanTotals } from '../../core/transfer/summarise';
import type { Format } from '../format';
import { remoteNote } from '../remoteNote';
import { files, filesAndBytes } from './words';

export type Decision = 'download' | 'otherFolder' | 'no';

export interface ConfirmRequest {
  readonly totals: PlanTotals;
  readonly target: string;
  /** Bytes. */
  readonly free: number;
  /** Bytes above which it is asked a second time. */
  readonly confirmAbove: number;
  /** Who wants it, where that is not the person. */
  readonly note?: string | undefined;
}

/** Says what the download will do and asks; refuses what does not fit on the disk. */
export async function confirmDownload(request: ConfirmRequest, format: Format): Promise<Decision> {
  const { totals, free, target, confirmAbove } = request;
  const otherFolder = vscode.l10n.t('Choose Another Folder…');
  const wanted = totals.toDownload;
  if (wanted.bytes > free) {
    const answer = await vscode.window.showErrorMessage(
      vscode.l10n.t('There is not enough space for this download.'),
      {
        modal: true,
        detail: vscode.l10n.t(
          'It needs {0}, and {1} has {2} free. Free some space, or choose another folder.',
          format.size(wanted.bytes),
          target,
          format.size(free),
        ),
      },
      otherFolder,
    );
    return answer === otherFolder ? 'otherFolder' : 'no';
  }
  const download = wanted.files > 0 ? vscode.l10n.t('Download') : vscode.l10n.t('Check');
  const answer = await vscode.window.showInformationMessage(
    question(totals, format),
    { modal: true, detail: detail(request, format) },
    download,
    otherFolder,
  );
  if (answer === otherFolder) return 'otherFolder';
  if (answer !== download) return 'no';
  return wanted.bytes <= confirmAbove || (await confirmSize(wanted.bytes, free, format)) ? 'download' : 'no';
}

function question({ toDownload, toCheck }: PlanTotals, format: Format): string {
  if (toDownload.files > 0) return vscode.l10n.t('Download {0}?', filesAndBytes(toDownload, format));
  return vscode.l10n.t('Check {0} that are there already?', filesAndBytes(toCheck, format));
}

function detail({ totals, target, free, note }: ConfirmRequest, format: Format): string {
  const { present, toCheck, toReplace, toDownload, refused } = totals;
  const remote = remoteNote();
  return [
    ...(note === undefined ? [] : [note]),
    vscode.l10n.t('To: {0}', target),
    ...(remote === undefined ? [] : [remote]),
    vscode.l10n.t('Free space: {0}', format.size(free)),
    ...(present.files > 0
      ? [vscode.l10n.t('Already there, left alone: {0}', filesAndBytes(present, format))]
      : []),
    ...(toCheck.files > 0 && toDownload.files > 0
      ? [vscode.l10n.t('There with another date, checked first: {0}', filesAndBytes(toCheck, format))]
      : []),
    ...(toReplace > 0
      ? [vscode.l10n.t('There with another size, replaced: {0}', files(toReplace, format))]
      : []),
    ...(refused > 0 ? [vscode.l10n.t('Can’t be downloaded: {0}', format.count(refused))] : []),
  ].join('\n');
}

async function confirmSize(bytes: number, free: number, format: Format): Promise<boolean> {
  const size = format.size(bytes);
  const yes = vscode.l10n.t('Download {0}', size);
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('This download is {0}. Really start it?', size),
    {
      modal: true,
      detail: vscode.l10n.t(
        'It leaves {0} free on the disk and may take hours. It can be cancelled and continued at any time.',
        format.size(free - bytes),
      ),
    },
    yes,
  );
  return answer === yes;
}
