import { createHash } from 'node:crypto';
import { knownReleases } from '../../core/catalog/releases';
import type { Dataset, Terms } from '../../core/portal/portal';
import type { DatasetState, DatasetView, ReleaseView, TermsSnapshot, TermsView } from '../../shared/protocol';

/** What the terms panel shows besides the portal's datasets. */
export interface SnapshotFacts {
  readonly userName: string;
  readonly hasKeys: boolean;
  /** What people call a release, in the person's language. */
  readonly releaseLabel: (label: string) => string;
  readonly focus?: string;
  /** The date, in words, of this account's acceptance of another text of these terms. */
  readonly changedSince: (termsId: string, digest: string) => string | undefined;
}

/** The whole state of the panel out of the portal's answer and the account. */
export function readySnapshot(datasets: readonly Dataset[], facts: SnapshotFacts): TermsSnapshot {
  const focus = datasets.find((dataset) => dataset.id === facts.focus)?.id;
  return {
    kind: 'ready',
    userName: facts.userName,
    datasets: datasets.map((dataset) => datasetView(dataset, facts)),
    ...(focus !== undefined && { focus }),
  };
}

/** SHA-256 of a text, in hex. */
export function digestOf(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** Whether the portal lists terms for the dataset and all of them are accepted. */
export function isOpen(dataset: Dataset): boolean {
  return dataset.terms.length > 0 && dataset.terms.every((terms) => terms.accepted);
}

function datasetView(dataset: Dataset, facts: SnapshotFacts): DatasetView {
  return {
    id: dataset.id,
    title: dataset.title,
    state: stateOf(dataset, facts.hasKeys),
    releases: releasesOf(dataset.id, facts),
    terms: dataset.terms.map((terms) => termsView(terms, facts.changedSince)),
  };
}

function stateOf(dataset: Dataset, hasKeys: boolean): DatasetState {
  if (dataset.terms.length === 0) return 'noTerms';
  if (!isOpen(dataset)) return 'termsRequired';
  return hasKeys ? 'acceptedWithKeys' : 'accepted';
}

function releasesOf(
  datasetId: string,
  { releaseLabel }: Pick<SnapshotFacts, 'releaseLabel'>,
): readonly ReleaseView[] {
  return knownReleases
    .filter((release) => release.datasetId === datasetId)
    .map((release) => ({ folder: release.prefix.slice(0, -1), label: releaseLabel(release.label) }));
}

function termsView(
  { id, title, html, accepted }: Terms,
  changedSince: SnapshotFacts['changedSince'],
): TermsView {
  const digest = digestOf(html);
  const since = changedSince(id, digest);
  return { id, title, html, digest, accepted, ...(since !== undefined && { changedSince: since }) };
}
