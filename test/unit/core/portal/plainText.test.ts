import assert from 'node:assert/strict';
import { plainText } from '../../../../src/core/portal/plainText';
import { hostileMarkup, openAccessTerms } from '../../../sandbox/portal/termsTexts';

describe('the plain text of terms', () => {
  it('keeps the words, the line breaks and the addresses of links', async () => {
    const html =
      '<h3>Terms</h3>First line.\nSecond &amp; last.<ul><li>one</li><li>two</li></ul>' +
      '<p>See <a href="https://example.org/a">here</a> and <a href="https://example.org">https://example.org</a>.</p>';
    assert.equal(
      await plainText(html),
      'Terms\n\nFirst line.\nSecond & last.\n\n- one\n- two\n\nSee here (https://example.org/a) and https://example.org.',
    );
  });

  it('numbers the clauses of an ordered list', async () => {
    assert.equal(
      await plainText('<ol start="4"><li>a<ul><li>b</li></ul></li><li>c</li></ol>'),
      '4. a\n\n- b\n\n5. c',
    );
  });

  it('has each clause of the open access terms', async () => {
    const text = await plainText(openAccessTerms);
    assert.match(text, /McDonnell Center for Systems Neuroscience/);
    assert.doesNotMatch(text, /<|&quot;|\n\n\n/);
  });

  it('drops scripts and what only works in a page', async () => {
    const text = await plainText(`Before${hostileMarkup}After`);
    assert.match(text, /Before/);
    assert.doesNotMatch(text, /globalThis|tracker\.invalid|display:/);
  });
});
