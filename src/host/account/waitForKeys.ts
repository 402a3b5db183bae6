import * as vscode from 'vscode';
import { waitUntilValid } from '../../core/bucket/access';
import { HcpError } from '../../core/errors';
import type { KeyPair } from '../../core/keyPair';
import { describeError } from '../messages/describeError';
import { noteThatItWorks } from './accessCheck';
import type { Flow } from './flow';
import { cancellable } from '../progress';

const timeoutMs = 120_000;

/**
 * Waits, visibly, until AWS accepts the pair; a new one takes up to a minute or so (portal-and-bucket.md, section 2).
 * Cancelling keeps the pair. True when it is valid. @throws HcpError when the bucket refuses for another reason
 */
export async function waitForKeys(flow: Flow, pair: KeyPair): Promise<boolean> {
  const more = vscode.l10n.t('Keep Waiting');
  for (;;) {
    try {
      await waitOnce(flow, pair);
      await noteThatItWorks(flow, pair);
      return true;
    } catch (error) {
      if (HcpError.is(error, 'cancelled')) return false;
      if (!HcpError.is(error, 'keys.notYetValid')) throw error;
      const chosen = await vscode.window.showWarningMessage(describeError(error).message, more);
      if (chosen !== more) return false;
    }
  }
}

async function waitOnce(flow: Flow, pair: KeyPair): Promise<void> {
  const { model } = flow;
  const store = flow.storeFor(pair);
  model.waitingForKeys = true;
  try {
    await cancellable(vscode.l10n.t('Waiting for AWS to accept the new key pair'), async (signal, say) => {
      const replaced = new AbortController();
      const following = model.onDidChange(() => {
        if (model.kept?.accessKeyId !== pair.accessKeyId) replaced.abort();
      });
      const begun = Date.now();
      const ticking = setInterval(
        () => say(vscode.l10n.t('{0} s', Math.round((Date.now() - begun) / 1000))),
        1000,
      );
      try {
        await waitUntilValid(store, { signal: AbortSignal.any([signal, replaced.signal]), timeoutMs });
      } finally {
        clearInterval(ticking);
        following.dispose();
      }
    });
  } finally {
    model.waitingForKeys = false;
    store.dispose();
  }
}
