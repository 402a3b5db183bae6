import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { HcpError } from '../../../../src/core/errors';
import { nodeDisk } from '../../../../src/core/transfer/nodeDisk';
import { watchDisk } from '../../../../src/core/transfer/watchDisk';
import { watchSleep } from '../../../../src/core/transfer/watchSleep';

const mebi = 1024 * 1024;

afterEach(() => {
  mock.timers.reset();
});

describe('watchSleep', () => {
  it('says nothing while the machine is awake', () => {
    mock.timers.enable({ apis: ['setInterval', 'Date'], now: 1_000_000 });
    let woken = 0;
    watchSleep(() => woken++);
    for (let seconds = 0; seconds < 600; seconds++) mock.timers.tick(1_000);
    assert.equal(woken, 0);
  });

  it('says so once after a sleep, and again after the next', () => {
    // A mocked date would run every timer that it passes; here the wall clock alone jumps.
    const real = Date.now;
    let offset = 0;
    Date.now = () => real() + offset;
    try {
      mock.timers.enable({ apis: ['setInterval'] });
      let woken = 0;
      const end = watchSleep(() => woken++);
      for (const [jump, expected] of [
        [0, 0],
        [10_000, 0],
        [3_600_000, 1],
        [0, 1],
        [-7_200_000, 2],
        [16_000, 3],
      ] as const) {
        offset += jump;
        mock.timers.tick(2_000);
        assert.equal(woken, expected);
      }
      end();
      offset += 3_600_000;
      mock.timers.tick(10_000);
      assert.equal(woken, 3);
    } finally {
      Date.now = real;
    }
  });
});

describe('watchDisk', () => {
  function watched(free: () => Promise<number>, bytesLeft: () => number | undefined) {
    mock.timers.enable({ apis: ['setInterval'] });
    const told: HcpError[] = [];
    let asked = 0;
    const freeBytes = () => {
      asked++;
      return free();
    };
    const end = watchDisk('/target', { ...nodeDisk, freeBytes }, bytesLeft, (error) => told.push(error));
    const pass = async (seconds: number) => {
      for (let second = 0; second < seconds; second++) {
        mock.timers.tick(1_000);
        await new Promise((resolve) => setImmediate(resolve));
      }
    };
    return { told, asked: () => asked, end, pass };
  }

  it('is quiet while there is room', async () => {
    const { told, pass } = watched(
      () => Promise.resolve(256 * mebi),
      () => 10 ** 12,
    );
    await pass(60);
    assert.deepEqual(told, []);
  });

  it('tells of a disk that is about to be full, with what is there and what is needed', async () => {
    let free = 10 ** 10;
    const { told, pass, end } = watched(
      () => Promise.resolve(free),
      () => 10 ** 12,
    );
    await pass(10);
    free = 255 * mebi;
    await pass(2);
    assert.deepEqual([told[0]?.code, told[0]?.facts], ['disk.full', { free, needed: 10 ** 12 }]);
    end();
    await pass(10);
    assert.equal(told.length, 1);
  });

  it('lets a job end that needs less than is there', async () => {
    const { told, pass } = watched(
      () => Promise.resolve(10 * mebi),
      () => 9 * mebi,
    );
    await pass(10);
    assert.deepEqual(told, []);
  });

  it('asks nothing for a job that does not run or has all', async () => {
    let left: number | undefined = undefined;
    const { asked, pass } = watched(
      () => Promise.resolve(0),
      () => left,
    );
    await pass(10);
    left = 0;
    await pass(10);
    assert.equal(asked(), 0);
  });

  it('tells of a disk that can’t be asked, and asks once at a time', async () => {
    const gone = new HcpError('disk.failed', { reason: 'ESTALE' });
    const { told, pass } = watched(
      () => Promise.reject(gone),
      () => 1,
    );
    await pass(2);
    assert.deepEqual(told, [gone]);
    mock.timers.reset();
    const slow = watched(
      () => new Promise<number>(() => undefined),
      () => 1,
    );
    await slow.pass(20);
    assert.equal(slow.asked(), 1);
  });
});
