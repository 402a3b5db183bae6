import assert from 'node:assert/strict';
import { plainName } from '../../../src/host/messages/plainName';

/** What VS Code takes for a link in a notification (`parseLinkedText`). */
const link = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/i;

describe('a name in a message', () => {
  it('is never a link', () => {
    const name = '[x](command:workbench.action.quit)';
    assert.match(name, link);
    assert.doesNotMatch(plainName(name), link);
    assert.doesNotMatch(plainName(`${name}${name}`), link);
  });

  it('stays as it is otherwise', () => {
    assert.equal(plainName('rfMRI_[1],+.nii.gz'), 'rfMRI_[1],+.nii.gz');
  });
});
