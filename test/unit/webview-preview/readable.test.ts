import assert from 'node:assert/strict';
import { blocksOf } from '../../../webview/preview/readable/blocks';
import { localAddress, pathOfAddress } from '../../../webview/preview/readable/links';
import { tokensOf } from '../../../webview/preview/readable/tokens';

const kinds = (line: string, language: 'json' | 'xml'): readonly string[] =>
  tokensOf(line, language).flatMap(({ text, kind }) => (kind === undefined ? [] : [`${kind} ${text}`]));

describe('webview texts', () => {
  it('words of JSON are names, strings, numbers and constants', () => {
    const line = '  "na\\"me": ["a: 1", -1.5e-3, true],';
    assert.deepEqual(kinds(line, 'json'), ['name "na\\"me"', 'string "a: 1"', 'number -1.5e-3', 'word true']);
    const all = tokensOf(line, 'json').map(({ text }) => text);
    assert.equal(all.join(''), line);
  });

  it('words of XML are tags, attributes and comments', () => {
    assert.deepEqual(kinds('<a:b c="d">x = "y"</a:b><!-- <e> -->', 'xml').slice(0, 5), [
      'name <a:b',
      'word c',
      'string "d"',
      'name >',
      'string "y"',
    ]);
    assert.deepEqual(kinds('<?xml version="1.0"?>', 'xml'), ['comment <?xml version="1.0"?>']);
  });

  it('lines of any length take no long time', () => {
    const started = performance.now();
    for (const piece of ['"', '<!', '\\"', 'a=', '1e']) {
      for (const language of ['json', 'xml'] as const) tokensOf(piece.repeat(5000), language);
    }
    assert.ok(performance.now() - started < 3000);
  });

  it('lines are counted through all blocks, and very long ones go on in the next', () => {
    const blocks = blocksOf(`${'a line\r\n'.repeat(450)}${'x'.repeat(25_000)}\n`);
    assert.deepEqual(
      blocks.map(({ firstLine, lines }) => [firstLine, lines.length]),
      [[0, 200], [200, 200], [400, 53]], // prettier-ignore
    );
    assert.deepEqual(blocksOf('one')[0]?.lines, ['one']);
  });
});

describe('links of a page', () => {
  const page = 'HCP_1200/100307/x.ica/report/00index.html';
  const to = (href: string, path = page): string | undefined => {
    const address = localAddress(href, path);
    return address === undefined ? undefined : pathOfAddress(address);
  };

  it('lead to the files beside it', () => {
    assert.equal(to('IC_1.html'), 'HCP_1200/100307/x.ica/report/IC_1.html');
    assert.equal(to('../log%20a.txt#end'), 'HCP_1200/100307/x.ica/log a.txt');
    assert.equal(to('./a?b=1'), 'HCP_1200/100307/x.ica/report/a');
    assert.equal(to('b.html', '/data/50%/a#1/i.html'), '/data/50%/a#1/b.html');
    assert.equal(to('b.html', 'C:/data/i.html'), 'C:/data/b.html');
  });

  it('lead nowhere else: not above the root, not to other hosts', () => {
    assert.equal(to('../../../../../../etc/passwd'), 'etc/passwd');
    for (const href of [
      'https://x.org/',
      '//x.org/a',
      'javascript:alert(1)',
      'file:///etc/passwd',
      '#top',
      '',
      '\\\\x.org\\a',
    ]) {
      assert.equal(to(href), undefined, href);
    }
  });

  it('addresses of the web are no files', () => {
    assert.equal(pathOfAddress('https://fsl.fmrib.ox.ac.uk/fsl'), undefined);
  });
});
