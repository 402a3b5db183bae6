import * as vscode from 'vscode';
import { knownReleases } from '../../core/catalog/releases';
import { HcpError } from '../../core/errors';
import type { Dataset } from '../../core/portal/portal';
import type { Account } from '../services';
import type { Flow } from './flow';

/**
 * The dataset whose page the key request is sent from; any one with accepted terms gives the account's
 * one pair. Undefined when the person left. @throws `portal.termsRequired` when none is accepted.
 */
export async function chooseDataset(
  flow: Flow,
  withSession: Account['withSession'],
  asked?: string,
): Promise<string | undefined> {
  try {
    const datasets = await withSession((portal, signal) => reading(portal.datasets(signal)));
    return datasets && (await choose(datasets, asked));
  } catch (error) {
    if (!HcpError.is(error, 'portal.changed')) throw error;
    // The page with the terms is read by its looks; the key request is not, and is refused without terms.
    flow.log.warn('The datasets could not be read; the known ones are offered.');
    const known = [...new Set(knownReleases.map((release) => release.datasetId))];
    return asked ?? pick(known.map((id) => ({ label: id, id })));
  }
}

async function choose(datasets: readonly Dataset[], asked: string | undefined): Promise<string | undefined> {
  const accepted = datasets.filter(isAccepted);
  // A page that could not be read says nothing; the key request itself is refused without terms.
  const unread = datasets.filter(({ terms }) => terms.length === 0);
  const wanted =
    asked === undefined
      ? accepted.length > 0
        ? accepted
        : unread
      : [...accepted, ...unread].filter(({ id }) => id === asked);
  const [first, ...others] = wanted;
  if (!first) throw termsRequired(asked ?? datasets[0]?.id);
  if (others.length === 0) return first.id;
  return pick(wanted.map(({ id, title }) => ({ label: title, description: id, id })));
}

export function termsRequired(datasetId: string | undefined, cause?: unknown): HcpError {
  return new HcpError('portal.termsRequired', datasetId === undefined ? {} : { datasetId }, { cause });
}

function isAccepted({ terms }: Dataset): boolean {
  return terms.length > 0 && terms.every(({ accepted }) => accepted);
}

async function pick(items: readonly (vscode.QuickPickItem & { id: string })[]): Promise<string | undefined> {
  const item = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Request AWS Keys'),
    placeHolder: vscode.l10n.t(
      'Which dataset’s page shall the request be sent from? The pair opens all that you accepted.',
    ),
    ignoreFocusOut: true,
  });
  return item?.id;
}

async function reading<T>(work: Promise<T>): Promise<T> {
  return await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Window,
      title: vscode.l10n.t('HCP: asking the portal for your datasets…'),
    },
    () => work,
  );
}
