import * as vscode from 'vscode';
import { keyUri } from '../files/uri';
import type { ExplorerNode } from './nodes';

/** Files can be dragged into an editor; nothing can be dropped onto the tree, for the bucket is read-only. */
export const dragOnly: vscode.TreeDragAndDropController<ExplorerNode> = {
  dragMimeTypes: ['text/uri-list'],
  dropMimeTypes: [],
  handleDrag(nodes, dataTransfer) {
    const uris = nodes.flatMap((node) => (node.kind === 'file' ? [keyUri(node.keyOrPrefix).toString()] : []));
    if (uris.length > 0) dataTransfer.set('text/uri-list', new vscode.DataTransferItem(uris.join('\r\n')));
  },
};
