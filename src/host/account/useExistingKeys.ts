import * as vscode from 'vscode';
import type { KeyPair } from '../../core/keyPair';
import type { CommandId, ViewId } from '../ids';
import { tell, type Offer } from '../messages/tell';
import { offerToClear } from './clearClipboard';
import type { Flow } from './flow';
import type { KeySource } from './keySource';
import { chooseKeySource, readKeySource } from './keySources';
import { saveKeyPair } from './saveKeyPair';
import { testPair, type TestedPair } from './testPair';

/**
 * Takes a pair that the person has, tests it against the bucket, and stores it. True when it was stored.
 * @throws HcpError `keys.*`, `bucket.*`, `disk.*`
 */
export async function useExistingKeys(flow: Flow, asked?: KeySource): Promise<boolean> {
  await flow.model.ready;
  const source = asked ?? (await chooseKeySource());
  const pair = source && (await readKeySource(source));
  return pair ? takeOverPair(flow, pair, { isNew: false, copied: source === 'paste' }) : false;
}

/** How the person brought a pair. */
export interface Brought {
  /** Made a moment ago: it is waited for until AWS knows it. */
  readonly isNew: boolean;
  /** It was on the clipboard, and may still be. */
  readonly copied: boolean;
}

/** Tests a pair against the bucket and stores it. True when it was stored. @throws HcpError `keys.*`, `bucket.*` */
export async function takeOverPair(flow: Flow, pair: KeyPair, brought: Brought): Promise<boolean> {
  const { isNew } = brought;
  const tested = await testPair(flow, pair, isNew);
  if (!tested || !(await mayReplace(flow, pair))) return false;
  const { accessKeyId, secretAccessKey } = pair;
  await flow.model.keep({ accessKeyId, secretAccessKey, obtainedAt: new Date().toISOString() });
  if (tested.kind === 'tested') await settleLostRequest(flow);
  tellResult(pair, tested, brought);
  return true;
}

/** With a pair that works nobody has to hear at the next start that an earlier request may have cost one. */
async function settleLostRequest({ memory }: Flow): Promise<void> {
  if (memory.requestMarker?.lost) await memory.setRequestMarker(undefined);
}

/** Asks before another pair is forgotten, whose secret nobody could bring back. */
async function mayReplace(flow: Flow, pair: KeyPair): Promise<boolean> {
  const replace = vscode.l10n.t('Replace');
  const save = vscode.l10n.t('Save the Former Pair…');
  for (;;) {
    const former = flow.model.kept;
    if (!former || former.accessKeyId === pair.accessKeyId) return true;
    const chosen = await vscode.window.showWarningMessage(
      vscode.l10n.t('Replace the key pair {0} by {1}?', former.accessKeyId, pair.accessKeyId),
      {
        modal: true,
        detail: vscode.l10n.t(
          'The editor forgets the former pair. If it still works and you have no copy, save it first.',
        ),
      },
      replace,
      save,
    );
    if (chosen === replace) return true;
    if (chosen !== save) return false;
    await saveKeyPair(flow);
  }
}

function tellResult(pair: KeyPair, tested: TestedPair, { isNew, copied }: Brought): void {
  const { accessKeyId } = pair;
  const clear = copied ? [offerToClear(pair)] : [];
  if (tested.kind === 'untested') {
    tell(
      'warning',
      vscode.l10n.t(
        'The key pair {0} is stored, but not tested to the end: it may not work yet.',
        accessKeyId,
      ),
      offer(vscode.l10n.t('Test Access'), 'hcp.testAccess'),
      ...clear,
    );
    return;
  }
  const { open, locked } = tested;
  const review = offer(vscode.l10n.t('Review Data Use Terms'), 'hcp.reviewTerms');
  if (open.length === 0) {
    tell(
      'warning',
      vscode.l10n.t(
        'AWS knows the key pair {0}, and it is stored, but it opens no release yet. Accept the data use terms of a dataset.',
        accessKeyId,
      ),
      review,
      ...clear,
    );
    return;
  }
  const opens = vscode.l10n.t(
    'The key pair {0} works and is stored. It opens {1}.',
    accessKeyId,
    open.join(', '),
  );
  const waits =
    locked.length === 0 ? '' : vscode.l10n.t('Their terms are not accepted: {0}.', locked.join(', '));
  tell(
    'information',
    [opens, waits].filter(Boolean).join(' '),
    // More than three do not fit into a message.
    ...(copied ? [] : [offer(vscode.l10n.t('Browse'), 'hcp.explorer.focus')]),
    ...(locked.length === 0 ? [] : [review]),
    ...(isNew ? [offer(vscode.l10n.t('Save Key Pair…'), 'hcp.saveKeyPair')] : []),
    ...clear,
  );
}

function offer(title: string, command: CommandId | `${ViewId}.focus`): Offer {
  return { title, run: () => vscode.commands.executeCommand(command) };
}
