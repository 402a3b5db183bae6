import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { Dialogues } from './dialogues';
import { activateExtension } from './inside/extension';
import { run } from './inside/keys';

describe('the report for whoever helps', () => {
  let dialogues: Dialogues;
  let copied = '';
  const before = vscode.env.clipboard;

  beforeEach(async () => {
    await activateExtension();
    dialogues = new Dialogues();
    replaceClipboard({
      readText: () => Promise.resolve(copied),
      writeText: (text) => Promise.resolve(void (copied = text)),
    });
  });

  afterEach(() => {
    dialogues.dispose();
    replaceClipboard(before);
  });

  const replaceClipboard = (value: vscode.Clipboard) =>
    Object.defineProperty(vscode.env, 'clipboard', { value, configurable: true });

  it('is copied, with versions, changed settings and what just failed', async () => {
    await run('hcp.useExistingKeys', 'profile');
    await run('hcp.copyReport');
    assert.match(copied, new RegExp(`- VS Code: ${vscode.version.replaceAll('.', '\\.')}`));
    assert.match(copied, /- hcp\.portal\.url: http:\/\/127\.0\.0\.1:\d+\n/);
    assert.match(copied, /`keys\.malformed`/);
    assert.deepEqual(dialogues.messages.at(-1)?.buttons, ['Show Report', 'Open Issue Page']);
  });
});
