import assert from 'node:assert/strict';
import { HcpError } from '../../../src/core/errors';
import { UnlockWatch } from '../../../src/host/explorer/unlockWatch';

/** A watch whose time passes at once; `answers` are the bucket's, the last one for ever. */
function watching(answers: readonly (boolean | HcpError)[]) {
  const waits: number[] = [];
  const seen: (string | boolean | undefined)[][] = [];
  let asked = 0;
  const watch: UnlockWatch = new UnlockWatch({
    isOpen: async () => {
      await Promise.resolve();
      const answer = answers[Math.min(asked++, answers.length - 1)]!;
      if (answer instanceof HcpError) throw answer;
      return answer;
    },
    sleep: async (milliseconds, signal) => {
      await Promise.resolve();
      signal.throwIfAborted();
      waits.push(milliseconds);
    },
    onChange: (opened) => seen.push([watch.state('R/'), opened]),
  });
  return { watch, waits, seen };
}

describe('UnlockWatch', () => {
  it('asks with growing pauses until the release opens', async () => {
    const { watch, waits, seen } = watching([false, false, true]);
    await watch.wait('R/');
    assert.deepEqual(waits, [1000, 2000, 4000]);
    assert.deepEqual(seen, [
      ['waiting', false],
      [undefined, true],
    ]);
  });

  it('gives up after a minute and says that it is late', async () => {
    const { watch, waits, seen } = watching([false]);
    await watch.wait('R/');
    assert.equal(
      waits.reduce((sum, wait) => sum + wait, 0),
      60_000,
    );
    assert.deepEqual(seen, [
      ['waiting', false],
      ['late', false],
    ]);
  });

  it('goes on after a failure that can pass, and stops at one that can not', async () => {
    const passing = watching([new HcpError('bucket.busy'), true]);
    await passing.watch.wait('R/');
    assert.equal(passing.watch.state('R/'), undefined);
    const lasting = watching([new HcpError('keys.unknown'), true]);
    await lasting.watch.wait('R/');
    assert.equal(lasting.watch.state('R/'), 'late');
    assert.deepEqual(lasting.waits, [1000]);
  });

  it('begins anew when the same release is waited for again', async () => {
    const { watch, seen } = watching([false, true]);
    await Promise.all([watch.wait('R/'), watch.wait('R/')]);
    assert.deepEqual(seen.at(-1), [undefined, true]);
    assert.equal(seen.filter(([, opened]) => opened).length, 1);
  });

  it('is silent once it has been cleared', async () => {
    const { watch, seen } = watching([true]);
    const wait = watch.wait('R/');
    watch.clear();
    await wait;
    assert.deepEqual(seen, [['waiting', false]]);
    assert.equal(watch.state('R/'), undefined);
  });
});
