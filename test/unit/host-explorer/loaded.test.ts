import assert from 'node:assert/strict';
import { HcpError } from '../../../src/core/errors';
import { Loaded } from '../../../src/host/explorer/loaded';

describe('Loaded', () => {
  it('loads once and keeps the value', async () => {
    let loads = 0;
    const loaded = new Loaded(() => Promise.resolve(++loads));
    assert.deepEqual(await Promise.all([loaded.get(), loaded.get()]), [1, 1]);
    assert.equal(await loaded.get(), 1);
    loaded.drop();
    assert.equal(await loaded.get(), 2);
  });

  it('does not keep a failure', async () => {
    let loads = 0;
    const loaded = new Loaded(() =>
      ++loads === 1 ? Promise.reject(new HcpError('bucket.busy')) : Promise.resolve(loads),
    );
    await assert.rejects(loaded.get(), (error) => HcpError.is(error, 'bucket.busy'));
    assert.equal(await loaded.get(), 2);
  });

  it('cancels a request that is dropped, also when its loader takes no notice', async () => {
    const signals: AbortSignal[] = [];
    const loaded = new Loaded((signal) => {
      signals.push(signal);
      return Promise.resolve(signals.length);
    });
    const late = loaded.get();
    loaded.drop();
    const fresh = loaded.get();
    await assert.rejects(late, (error) => HcpError.is(error, 'cancelled'));
    assert.equal(await fresh, 2);
    assert.deepEqual(
      signals.map((signal) => signal.aborted),
      [true, false],
    );
  });

  it('does not forget the fresh value when the dropped request fails late', async () => {
    const failures: ((error: Error) => void)[] = [];
    let loads = 0;
    const loaded = new Loaded(() =>
      ++loads === 1
        ? new Promise<number>((_resolve, reject) => failures.push(reject))
        : Promise.resolve(loads),
    );
    const late = loaded.get();
    loaded.drop();
    assert.equal(await loaded.get(), 2);
    failures[0]!(new HcpError('bucket.busy'));
    await assert.rejects(late, (error) => HcpError.is(error, 'cancelled'));
    assert.equal(await loaded.get(), 2);
  });
});
