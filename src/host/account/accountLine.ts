import * as vscode from 'vscode';
import type { AccountMemory } from './accountMemory';
import type { AccountModel } from './accountModel';

interface Parts {
  readonly model: Pick<AccountModel, 'kept' | 'userName'>;
  readonly memory: Pick<AccountMemory, 'lastCheckOf'>;
}

/**
 * The account in a line: its name first, as the rest may be cut off, then the key pair's ID, age and last test.
 * Days are ISO 8601, UTC: words for them take a language's tables, which a start has no time for.
 */
export function accountLine({ model, memory }: Parts): string | undefined {
  const { kept, userName } = model;
  if (!kept) return userName;
  const since = vscode.l10n.t('since {0}', kept.obtainedAt.slice(0, 10));
  const last = memory.lastCheckOf(kept.accessKeyId);
  return [userName, kept.accessKeyId, since, last && checkWords(last)].filter(Boolean).join(' · ');
}

function checkWords({
  checkedAt,
  outcome,
}: {
  readonly checkedAt: string;
  readonly outcome: string;
}): string {
  const day = checkedAt.slice(0, 10);
  return outcome === 'works'
    ? vscode.l10n.t('worked on {0}', day)
    : vscode.l10n.t('last test on {0}: it did not work', day);
}
