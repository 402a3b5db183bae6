import assert from 'node:assert/strict';
import { load } from 'cheerio';
import { webviewPage } from '../../../src/host/webviewPage';
import { termsStringIds, type TermsStrings } from '../../../src/shared/protocol';

const hostile = `"'><script>alert(1)</script>&amp;`;
const strings = Object.fromEntries(termsStringIds.map((id) => [id, `${id} ${hostile}`])) as TermsStrings;
const page = webviewPage({
  scriptNonce: 'SCRIPT-nonce',
  styleNonce: 'STYLE-nonce',
  cspSource: 'https://*.vscode-cdn.net',
  scriptUri: 'https://file.vscode-cdn.net/dist/webview/terms.js?a=1&b=2',
  styleUri: 'https://file.vscode-cdn.net/dist/webview/terms.css',
  language: 'pt-br',
  title: hostile,
  data: { strings },
});
const $ = load(page);

describe('the page of a webview', () => {
  const policy = new Map(
    ($('meta[http-equiv="Content-Security-Policy"]').attr('content') ?? '').split('; ').map((directive) => {
      const [name = '', ...sources] = directive.split(' ');
      return [name, sources] as const;
    }),
  );

  it('allows nothing but its own script and style sheet', () => {
    assert.deepEqual(Object.fromEntries(policy), {
      'default-src': ["'none'"],
      'script-src': ["'nonce-SCRIPT-nonce'"],
      'style-src': ['https://*.vscode-cdn.net', "'nonce-STYLE-nonce'"],
      'base-uri': ["'none'"],
      'form-action': ["'none'"],
    });
    assert.doesNotMatch(page, /unsafe-/);
  });

  it('puts the policy before anything that loads', () => {
    assert.ok(page.indexOf('Content-Security-Policy') < page.indexOf('<link'));
  });

  it('has one script, from a file and with the nonce, and does not show that nonce to the page', () => {
    const scripts = $('script').toArray();
    assert.equal(scripts.length, 1);
    assert.equal($(scripts[0]).attr('nonce'), 'SCRIPT-nonce');
    assert.equal($(scripts[0]).attr('src'), 'https://file.vscode-cdn.net/dist/webview/terms.js?a=1&b=2');
    assert.equal($(scripts[0]).text(), '');
    assert.equal($('meta[property="csp-nonce"]').attr('content'), 'STYLE-nonce');
  });

  it('has no inline style or handler', () => {
    assert.equal($('style, [style], [onload], [onclick]').length, 0);
  });

  it('allows pictures only from where it is told', () => {
    assert.ok(!policy.has('img-src'));
  });

  it('names its language and hands over all strings whole', () => {
    assert.equal($('html').attr('lang'), 'pt-br');
    assert.deepEqual(JSON.parse($('#root').attr('data-strings') ?? ''), strings);
  });
});
