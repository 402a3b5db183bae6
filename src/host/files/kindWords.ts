import * as vscode from 'vscode';
import type { KindLabel } from '../../core/preview/kind';

/** What a file is, in the person's language. */
export function kindWords(label: KindLabel): string {
  return words[label]();
}

const words: Readonly<Record<KindLabel, () => string>> = {
  'CIFTI dense time series': () => vscode.l10n.t('CIFTI dense time series'),
  'CIFTI dense scalar map': () => vscode.l10n.t('CIFTI dense scalar map'),
  'CIFTI dense label map': () => vscode.l10n.t('CIFTI dense label map'),
  'CIFTI dense connectivity matrix': () => vscode.l10n.t('CIFTI dense connectivity matrix'),
  'CIFTI parcellated time series': () => vscode.l10n.t('CIFTI parcellated time series'),
  'CIFTI parcellated scalar map': () => vscode.l10n.t('CIFTI parcellated scalar map'),
  'CIFTI parcellated label map': () => vscode.l10n.t('CIFTI parcellated label map'),
  'CIFTI parcellated connectivity matrix': () => vscode.l10n.t('CIFTI parcellated connectivity matrix'),
  'CIFTI scalar data series': () => vscode.l10n.t('CIFTI scalar data series'),
  'NIfTI volume': () => vscode.l10n.t('NIfTI volume'),
  'FreeSurfer volume': () => vscode.l10n.t('FreeSurfer volume'),
  'FreeSurfer warp': () => vscode.l10n.t('FreeSurfer warp'),
  'FreeSurfer annotation': () => vscode.l10n.t('FreeSurfer annotation'),
  'FreeSurfer surface or surface map': () => vscode.l10n.t('FreeSurfer surface or surface map'),
  'GIFTI surface': () => vscode.l10n.t('GIFTI surface'),
  'GIFTI functional map': () => vscode.l10n.t('GIFTI functional map'),
  'GIFTI shape map': () => vscode.l10n.t('GIFTI shape map'),
  'GIFTI label map': () => vscode.l10n.t('GIFTI label map'),
  'GIFTI file': () => vscode.l10n.t('GIFTI file'),
  picture: () => vscode.l10n.t('picture'),
  'SVG picture': () => vscode.l10n.t('SVG picture'),
  'PPM picture': () => vscode.l10n.t('PPM picture'),
  'JSON file': () => vscode.l10n.t('JSON file'),
  table: () => vscode.l10n.t('table'),
  'motion parameters': () => vscode.l10n.t('motion parameters'),
  'physiological recording': () => vscode.l10n.t('physiological recording'),
  'b-values': () => vscode.l10n.t('b-values'),
  'gradient directions': () => vscode.l10n.t('gradient directions'),
  'FreeSurfer statistics': () => vscode.l10n.t('FreeSurfer statistics'),
  'FSL matrix': () => vscode.l10n.t('FSL matrix'),
  'Workbench scene or spec file': () => vscode.l10n.t('Workbench scene or spec file'),
  'XML file': () => vscode.l10n.t('XML file'),
  'web page': () => vscode.l10n.t('web page'),
  'text file': () => vscode.l10n.t('text file'),
  'text file of eddy': () => vscode.l10n.t('text file of eddy'),
  'job log': () => vscode.l10n.t('job log'),
  'matrix or MATLAB file': () => vscode.l10n.t('matrix or MATLAB file'),
  'raw MEG recording': () => vscode.l10n.t('raw MEG recording'),
  'MEG system configuration': () => vscode.l10n.t('MEG system configuration'),
  'PDF document': () => vscode.l10n.t('PDF document'),
  spreadsheet: () => vscode.l10n.t('spreadsheet'),
  'office document': () => vscode.l10n.t('office document'),
  'compressed file': () => vscode.l10n.t('compressed file'),
  file: () => vscode.l10n.t('file'),
};
