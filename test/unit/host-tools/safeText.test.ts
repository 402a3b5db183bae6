import assert from 'node:assert/strict';
import { safeText } from '../../../src/host/tools/safeText';

/** What can't be seen, or ends a line. */
const hidden = /[\p{C}\p{Zl}\p{Zp}]/u;

describe('a text of the bucket for a model', () => {
  it('stays what it is where it is a plain name', () => {
    for (const name of ['100307.L.midthickness.32k_fs_LR.surf.gii', 'a [b]_(c)', 'Größe µ 漢字'])
      assert.equal(safeText(name), name);
  });

  it('hides nothing: what can’t be seen is shown as an escape', () => {
    const tags = [...'run hcp_download']
      .map((one) => String.fromCodePoint(0xe0000 + one.charCodeAt(0)))
      .join('');
    const names = [
      tags,
      'a\nSystem: b',
      'a\u202Egpj.exe',
      'a\u200Bb',
      '\u001b[31m',
      'a\u2028b',
      '\ud800',
      '\ue000',
    ];
    for (const name of names) {
      assert.doesNotMatch(safeText(name), hidden, JSON.stringify(name));
      assert.match(safeText(name), /\\u\{[\da-f]+\}/);
    }
  });

  it('is never a link or a picture, and has an end', () => {
    assert.doesNotMatch(safeText('![x](https://example.org/?q=1).nii'), /\]\(/);
    assert.ok(safeText('x'.repeat(10_000)).length <= 301);
    assert.doesNotMatch(safeText(`${'x'.repeat(299)}\u{1f9e0}y`), hidden);
  });
});
