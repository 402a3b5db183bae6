import * as vscode from 'vscode';
import type { CardReason, FactId } from '../../core/preview/model';

/** What a line of the card is about, in the person's language. */
export function factWords(id: FactId): string {
  return facts[id]();
}

/** Why a file is shown as a card only, and what to do now. */
export function reasonWords(reason: CardReason): string {
  return reasons[reason]();
}

const facts: Readonly<Record<FactId, () => string>> = {
  format: () => vscode.l10n.t('Format'),
  dimensions: () => vscode.l10n.t('Dimensions'),
  voxelSize: () => vscode.l10n.t('Voxel size'),
  volumes: () => vscode.l10n.t('Volumes'),
  repetitionTime: () => vscode.l10n.t('Repetition time'),
  dataType: () => vscode.l10n.t('Data type'),
  byteOrder: () => vscode.l10n.t('Byte order'),
  orientation: () => vscode.l10n.t('Orientation'),
  scaling: () => vscode.l10n.t('Scaling'),
  intent: () => vscode.l10n.t('Intent'),
  description: () => vscode.l10n.t('Description'),
  structures: () => vscode.l10n.t('Structures'),
  vertices: () => vscode.l10n.t('Vertices'),
  triangles: () => vscode.l10n.t('Triangles'),
  voxels: () => vscode.l10n.t('Voxels'),
  parcels: () => vscode.l10n.t('Parcels'),
  rows: () => vscode.l10n.t('Rows'),
  columns: () => vscode.l10n.t('Columns'),
  ciftiRows: () => vscode.l10n.t('CIFTI rows'),
  ciftiColumns: () => vscode.l10n.t('CIFTI columns'),
  maps: () => vscode.l10n.t('Maps'),
  labels: () => vscode.l10n.t('Labels'),
  seriesStep: () => vscode.l10n.t('Series step'),
  coordinates: () => vscode.l10n.t('Coordinates'),
  encoding: () => vscode.l10n.t('Encoding'),
  picture: () => vscode.l10n.t('Picture'),
  variables: () => vscode.l10n.t('Variables'),
  created: () => vscode.l10n.t('Created'),
};

const reasons: Readonly<Record<CardReason, () => string>> = {
  empty: () => vscode.l10n.t('The file is empty, so there is nothing to show.'),
  truncated: () =>
    vscode.l10n.t('The file ends too early: it is cut off. If this is a local copy, download it again.'),
  damaged: () =>
    vscode.l10n.t('The content is damaged and can’t be drawn. If this is a local copy, download it again.'),
  notTheFormat: () => vscode.l10n.t('The content is not what the file’s name says, so it can’t be drawn.'),
  unsupported: () =>
    vscode.l10n.t(
      'The file uses a part of its format that can’t be drawn here. Download it for other tools.',
    ),
  tooLarge: () => vscode.l10n.t('The file is too large to be drawn here. Download it for other tools.'),
  noSurface: () =>
    vscode.l10n.t('No surface with the same number of vertices was found beside this file to paint it on.'),
  noViewer: () =>
    vscode.l10n.t('There is no picture of this kind of file. Download it to work with it in other tools.'),
};
