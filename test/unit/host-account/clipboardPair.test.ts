import assert from 'node:assert/strict';
import { HcpError } from '../../../src/core/errors';
import { watchForPair } from '../../../src/host/account/clipboardPair';

const pair = {
  accessKeyId: 'AKIAEXAMPLEEXAMPLE00',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
};
const whole = `${pair.accessKeyId}\n${pair.secretAccessKey}`;
const signal = new AbortController().signal;

/** A clipboard that holds these texts one after the other, then the last one for good. */
function clipboard(...texts: readonly string[]) {
  const look = {
    count: 0,
    read: () => Promise.resolve(texts[Math.min(look.count++, texts.length - 1)] ?? ''),
  };
  return look;
}

describe('watching the clipboard', () => {
  it('stops at the first pair', async () => {
    const { read } = clipboard('', 'a shopping list', whole, 'AKIAOTHEROTHEROTHER0');
    assert.deepEqual(await watchForPair(read, { signal, everyMs: 1 }), pair);
  });

  it('looks no more once it has one', async () => {
    const look = clipboard('', whole);
    await watchForPair(look.read, { signal, everyMs: 1 });
    assert.equal(look.count, 2);
  });

  for (const [order, texts] of [
    ['first', [pair.accessKeyId, '', pair.secretAccessKey]],
    ['last', [` ${pair.secretAccessKey}\n`, pair.accessKeyId]],
  ] as const) {
    it(`joins two values that are copied one by one, the ID ${order}`, async () => {
      const { read } = clipboard(...texts);
      assert.deepEqual(await watchForPair(read, { signal, everyMs: 1 }), pair);
    });
  }

  it('takes no digest for a secret', async () => {
    const { read } = clipboard('da39a3ee5e6b4b0d3255bfef95601890afd80709', pair.accessKeyId);
    assert.equal(await watchForPair(read, { signal, everyMs: 1, forMs: 20 }), undefined);
  });

  it('leaves the pair that the editor has already', async () => {
    const { read } = clipboard(whole);
    assert.equal(await watchForPair(read, { signal, known: pair, everyMs: 1, forMs: 20 }), undefined);
  });

  it('goes on where the clipboard can’t be read', async () => {
    let looks = 0;
    const read = () => ((looks += 1) < 3 ? Promise.reject(new Error('not focused')) : Promise.resolve(whole));
    assert.deepEqual(await watchForPair(read, { signal, everyMs: 1 }), pair);
  });

  it('ends at once when it is cancelled', async () => {
    const abort = new AbortController();
    const { read } = clipboard('');
    const watching = watchForPair(read, { signal: abort.signal, everyMs: 60_000 });
    abort.abort();
    await assert.rejects(watching, (error) => HcpError.is(error, 'cancelled'));
  });
});
