import * as vscode from 'vscode';

/** Images open with the first by themselves; anything opens with the second on demand. */
export const previewViewTypes = ['hcp.preview', 'hcp.preview.file'] as const;
export type PreviewViewType = (typeof previewViewTypes)[number];

/** The files that package.json names for `hcp.preview`: one file has one tab, whichever way it is opened. */
const images =
  /\.(nii|nii\.gz|gii|mg[hz]|annot)$|^[lr]h\.(white|pial|inflated|orig|smoothwm|sphere|sphere\.reg|curv|sulc|thickness|area|volume)$/i;

/** Opens the file's preview as a click does: in the one tab that such clicks share. */
export async function openPreview(uri: vscode.Uri): Promise<void> {
  await vscode.commands.executeCommand('vscode.openWith', uri, previewViewType(uri.path), { preview: true });
}

export function previewViewType(path: string): PreviewViewType {
  return images.test(path.slice(path.lastIndexOf('/') + 1)) ? 'hcp.preview' : 'hcp.preview.file';
}
