import assert from 'node:assert/strict';
import { SpaceWatch } from '../../../src/cli/spaceWatch';
import { HcpError } from '../../../src/core/errors';
import { progress, snapshotOf } from './fakes';

const settled = () => new Promise(setImmediate);

describe('the watch over free space', () => {
  async function watch(free: number | HcpError, ...times: readonly number[]) {
    const told: HcpError[] = [];
    let asked = 0;
    let now = 0;
    const space = new SpaceWatch(
      (error) => told.push(error),
      () => {
        asked++;
        return free instanceof HcpError ? Promise.reject(free) : Promise.resolve(free);
      },
      () => now,
    );
    for (now of times) {
      space.look(snapshotOf());
      await settled();
    }
    return { told, asked, space };
  }

  it('tells what is needed and what is free', async () => {
    const { told } = await watch(749_999, 0);
    assert.deepEqual(
      told.map(({ code, facts }) => ({ code, facts })),
      [{ code: 'disk.full', facts: { needed: 750_000, free: 749_999 } }],
    );
    assert.deepEqual((await watch(750_000, 0)).told, []);
  });

  it('looks every two seconds, while the job runs and needs any', async () => {
    const { asked, space } = await watch(1e9, 0, 1, 1_999, 2_000, 3_000, 4_000);
    assert.equal(asked, 3);
    space.look(snapshotOf({ state: 'paused' }));
    space.look(snapshotOf({ progress: undefined }));
    space.look(snapshotOf({ progress: { ...progress, roomNeeded: 0 } }));
    await settled();
    assert.equal((await watch(1e9)).asked, 0);
  });

  it('tells that the disk can’t be asked', async () => {
    assert.equal((await watch(new HcpError('disk.failed'), 0)).told[0]?.code, 'disk.failed');
  });
});
