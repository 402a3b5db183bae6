import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { looksBinary, sampleSize } from '../../../../src/core/preview/looksBinary';

const encode = (text: string) => new TextEncoder().encode(text);

describe('looksBinary', () => {
  it('takes text for text', () => {
    for (const text of ['', 'a\tb\r\n1\t2\r\n', '/NumWaves 2\n', 'Zürich – 37 °C', '\uFEFFwith a mark']) {
      assert.equal(looksBinary(encode(text)), false, text);
    }
  });

  it('takes a NUL byte, or bytes that are not UTF-8, for binary', () => {
    assert.equal(looksBinary(encode('text\0')), true);
    assert.equal(looksBinary(Uint8Array.of(0x41, 0xff, 0x41)), true);
    assert.equal(looksBinary(gzipSync('text')), true);
    assert.equal(looksBinary(randomBytes(sampleSize)), true);
  });

  it('forgives a character that the end of the sample cuts', () => {
    const text = encode('µµµµ');
    for (let length = 0; length <= text.length; length++)
      assert.equal(looksBinary(text.subarray(0, length)), false);
  });
});
