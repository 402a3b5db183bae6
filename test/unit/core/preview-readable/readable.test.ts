import assert from 'node:assert/strict';
import { describeReadable } from '../../../../src/core/preview/readable/describeReadable';
import { formatJson } from '../../../../src/core/preview/readable/formatJson';
import { formatXml } from '../../../../src/core/preview/readable/formatXml';
import { isText } from '../../../../src/core/preview/readable/language';
import { MAX_TEXT_BYTES } from '../../../../src/core/preview/readable/limits';
import { openReadable } from '../../../../src/core/preview/readable/openReadable';
import { openedOf } from '../preview-table/memory';

const open = (path: string, content: string | Uint8Array) => openReadable(openedOf(path, content));

describe('preview of readable files', () => {
  it('JSON has an element a line, and keeps each value as it is written', () => {
    const text = '{"a":[1,12345678901234567890,1e400],"b":{},"c":[ ],"d":"x{,:}\\"y"}';
    assert.equal(
      formatJson(text),
      '{\n  "a": [\n    1,\n    12345678901234567890,\n    1e400\n  ],\n  "b": {},\n  "c": [],\n  "d": "x{,:}\\"y"\n}\n',
    );
    assert.equal(formatJson('{"a":'), undefined);
    assert.equal(formatJson('7'), '7\n');
  });

  it('XML has an element a line, with its text beside it', () => {
    const text =
      '<?xml version="1.0"?><a><!-- x --><b>1 < 2</b><c/><d k="v"><![CDATA[<e>]]></d><p>one <i>two</i> three</p><q></q></a>';
    assert.equal(
      formatXml(text.replace('1 < 2', '1 &lt; 2')),
      '<?xml version="1.0"?>\n<a>\n  <!-- x -->\n  <b>1 &lt; 2</b>\n  <c/>\n  <d k="v"><![CDATA[<e>]]></d>\n  <p>one <i>two</i> three</p>\n  <q></q>\n</a>\n',
    );
    for (const broken of ['<a>', '</a>', '<a', '<a></a></a>', '<!-- x'])
      assert.equal(formatXml(broken), undefined);
  });

  it('what is no JSON or XML inside is shown as it is', async () => {
    const { content } = await open('a.json', '{"a": 1');
    assert.deepEqual(content, { kind: 'text', language: 'json', text: '{"a": 1', complete: true });
    const xml = (await open('a.xml', '<a>')).content;
    assert.ok(xml.kind === 'text' && xml.text === '<a>');
  });

  it('deep and long inputs take no long time', () => {
    const started = performance.now();
    const size = 1_000_000;
    formatJson(`${'['.repeat(size)}`);
    formatJson(`[${'"\\\\",'.repeat(size / 5)}1]`);
    formatXml('<!--'.repeat(size / 4));
    formatXml(`${'<a>'.repeat(size / 8)}${'</a>'.repeat(size / 8)}`);
    assert.ok(performance.now() - started < 8000);
  });

  it('of a large text the beginning is shown', async () => {
    const opened = openedOf('log.txt', 'a line\n'.repeat(1_000_000));
    const { content } = await openReadable(opened);
    assert.ok(content.kind === 'text' && !content.complete && content.text.length <= MAX_TEXT_BYTES);
    assert.ok(opened.reads.every(([start, end]) => end - start <= MAX_TEXT_BYTES));
  });

  it('pages are handed over, and their title is told', async () => {
    const html = '<html><head><title> MELODIC report </title></head></html>';
    assert.deepEqual((await open('00index.html', html)).content, { kind: 'html', html });
    assert.deepEqual(await describeReadable(openedOf('00index.html', html)), [
      { id: 'format', value: 'HTML' },
      { id: 'encoding', value: 'UTF-8' },
      { id: 'description', value: 'MELODIC report' },
    ]);
  });

  it('text may be UTF-8 cut within a character, UTF-16, or windows-1252', async () => {
    assert.ok(isText(Buffer.from('aä').subarray(0, 2)));
    assert.ok(!isText(Buffer.from([0xff, 0x80, 0x90, 0xa0, 0xb0])));
    assert.ok(!isText(Buffer.from('a text with a \x01 in it\xff', 'latin1')));
    const read = async (bytes: Uint8Array): Promise<string> => {
      const { content } = await open('notes.txt', bytes);
      return content.kind === 'text' ? content.text : content.kind;
    };
    assert.equal(await read(Buffer.from('\ufeff3 µm', 'utf8')), '3 µm');
    assert.equal(await read(Buffer.from('\ufeff3 µm', 'utf16le')), '3 µm');
    assert.equal(await read(Buffer.from('a voxel has 3 \xb5m', 'latin1')), 'a voxel has 3 µm');
    await assert.rejects(read(new Uint8Array([1, 0, 2, 0])), { reason: 'noViewer' });
  });

  it('nothing at all is empty', async () => {
    await assert.rejects(open('ReclassifyAsNoise.txt', ''), { reason: 'empty' });
  });
});
