import * as vscode from 'vscode';
import { packageOf } from '../../core/catalog/packages';
import { releaseOf } from '../../core/catalog/releases';
import { subjectOf } from '../../core/catalog/subjects';
import { kindOf, type FileKind } from '../../core/preview/kind';
import type { Fact } from '../../core/preview/model';
import type { CardView, FactView } from '../../shared/preview';
import { kindWords } from '../files/kindWords';
import { releaseLabel } from '../files/releaseLabel';
import type { Format } from '../format';
import { factWords } from './factWords';
import { nameOf, type Place } from './place';

/** What is known of a file without its content. */
export interface FileStatus {
  readonly size: number;
  readonly modified: Date;
}

export interface CardParts {
  readonly place: Place;
  /** Undefined when the file could not be asked for. */
  readonly status: FileStatus | undefined;
  readonly facts: readonly Fact[];
  /** Bytes up to which an editor opens a text. */
  readonly textLimit: number;
}

/** The header card in the person's words. */
export function cardOf({ place, status, facts, textLimit }: CardParts, format: Format): CardView {
  const name = nameOf(place);
  const kind = kindOf(name);
  const told = facts.map((fact) => ({ id: fact.id, label: factWords(fact.id), value: fact.value }));
  return {
    name,
    path: place.path,
    kind: kindWords(kind.label),
    short: shortOf(kind, status, told, format),
    facts: [...fileFacts(status, format), ...told, ...placeFacts(place)],
    remote: place.kind === 'bucket',
    text: status !== undefined && status.size <= textLimit && isText(kind),
  };
}

/** The facts that say most in a line, in this order. */
const telling = [
  'dimensions',
  'voxelSize',
  'vertices',
  'maps',
  'ciftiRows',
  'ciftiColumns',
  'rows',
  'columns',
];

function shortOf(
  { label }: FileKind,
  status: FileStatus | undefined,
  facts: readonly FactView[],
  format: Format,
): string {
  const told = telling
    .flatMap((id) => facts.filter((fact) => fact.id === id))
    .slice(0, 2)
    .map(({ id, label: words, value }) => (bare.has(id) ? value : `${words}: ${value}`));
  return [kindWords(label), ...(status ? [format.size(status.size)] : []), ...told].join(' · ');
}

/** Values that need no label. */
const bare: ReadonlySet<string> = new Set(['dimensions', 'voxelSize']);

function fileFacts(status: FileStatus | undefined, format: Format): readonly FactView[] {
  if (!status) return [];
  return [
    {
      id: 'size',
      label: vscode.l10n.t('Size'),
      value: vscode.l10n.t('{0} ({1} bytes)', format.size(status.size), format.count(status.size)),
    },
    { id: 'date', label: vscode.l10n.t('Date'), value: format.date(status.modified) },
  ];
}

function placeFacts(place: Place): readonly FactView[] {
  const path = { id: 'path', label: vscode.l10n.t('Path'), value: place.path };
  if (place.kind === 'disk') return [path];
  const release = releaseOf(place.path);
  const inSubject = subjectOf(place.path);
  const found = inSubject && packageOf(inSubject.path, inSubject.subject);
  return [
    ...(found ? [{ id: 'package', label: vscode.l10n.t('Package'), value: found.label }] : []),
    ...(release
      ? [{ id: 'release', label: vscode.l10n.t('Release'), value: releaseLabel(release.label) }]
      : []),
    { ...path, label: vscode.l10n.t('Key') },
  ];
}

function isText({ opensAs }: FileKind): boolean {
  return opensAs === 'editor' || opensAs === 'bytes';
}
