import * as vscode from 'vscode';

/** Milliseconds that the view may take to tell of its selection. */
const patience = 500;

/**
 * The node that has the keyboard's focus, which arrow keys move without selecting. VS Code tells extensions of
 * the selection only, so the focused node is put into it, or taken out of it, and back.
 */
export async function focusedNode<T>(view: vscode.TreeView<T>): Promise<T | undefined> {
  const before = view.selection;
  const after = await selectionAfterToggle(view);
  if (after === undefined) return before[0];
  await toggle();
  return after.find((node) => !before.includes(node)) ?? before.find((node) => !after.includes(node));
}

/** Undefined when nothing changed: no node has the focus. */
async function selectionAfterToggle<T>(view: vscode.TreeView<T>): Promise<readonly T[] | undefined> {
  const changed = new Promise<readonly T[] | undefined>((resolve) => {
    const done = (selection: readonly T[] | undefined): void => {
      clearTimeout(timer);
      listener.dispose();
      resolve(selection);
    };
    const listener = view.onDidChangeSelection(({ selection }) => {
      done(selection);
    });
    const timer = setTimeout(done, patience, undefined);
  });
  await toggle();
  return changed;
}

function toggle(): Thenable<unknown> {
  return vscode.commands.executeCommand('list.toggleSelection');
}
