import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';

/** Milliseconds. What takes no longer is not announced: a message that flashes by is not read. */
const briefly = 300;

/** Runs work; when it takes a while, under a notification with a cancel button, which aborts the signal. */
export async function cancellable<T>(
  title: string,
  work: (signal: AbortSignal, say: (message: string) => void) => Promise<T>,
): Promise<T> {
  const abort = new AbortController();
  let said: string | undefined;
  let show = (message: string): void => void (said = message);
  const running = work(abort.signal, (message) => show(message));
  if (await isDoneWithin(briefly, running)) return running;
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, async (progress, token) => {
    show = (message) => progress.report({ message });
    if (said !== undefined) show(said);
    const listening = token.onCancellationRequested(() => abort.abort());
    try {
      return await running;
    } finally {
      listening.dispose();
    }
  });
}

async function isDoneWithin(milliseconds: number, work: Promise<unknown>): Promise<boolean> {
  const waiting = new AbortController();
  const done = () => true;
  try {
    return await Promise.race([
      work.then(done, done),
      sleep(milliseconds, false, { signal: waiting.signal }),
    ]);
  } finally {
    waiting.abort();
  }
}
