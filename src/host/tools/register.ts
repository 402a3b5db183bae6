import * as vscode from 'vscode';
import { toolIds } from '../ids';
import type { ToolDeps } from './deps';

/** The tools for language models. What they do is loaded when one is asked for. */
export function register(deps: ToolDeps): vscode.Disposable {
  // Editors that are built from VS Code's source may come without it.
  if (!('lm' in vscode) || typeof vscode.lm.registerTool !== 'function')
    return new vscode.Disposable(nothing);
  return vscode.Disposable.from(
    ...toolIds.map((id) =>
      vscode.lm.registerTool<unknown>(id, {
        prepareInvocation: ({ input }, token) =>
          withSignal(token, async (signal) => (await import('./tools')).prepare(id, deps, input, signal)),
        invoke: ({ input }, token) =>
          withSignal(token, async (signal) => (await import('./tools')).invoke(id, deps, input, signal)),
      }),
    ),
  );
}

const nothing = () => undefined;

async function withSignal<T>(
  token: vscode.CancellationToken,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const abort = new AbortController();
  if (token.isCancellationRequested) abort.abort();
  const listening = token.onCancellationRequested(() => {
    abort.abort();
  });
  try {
    return await work(abort.signal);
  } finally {
    listening.dispose();
  }
}
