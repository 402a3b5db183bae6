import assert from 'node:assert/strict';
import { HcpError } from '../../../../src/core/errors';
import type { PlannedItem } from '../../../../src/core/transfer/plan';
import { summarise, type PlanTotals } from '../../../../src/core/transfer/summarise';
import { Tally } from '../../../../src/core/transfer/tally';
import { dated } from './support';

describe('Tally', () => {
  const full = new HcpError('disk.full');

  it('adds up what became of files, each in its own way', () => {
    const tally = new Tally();
    tally.arrive({ key: 'a', size: 10, verified: 'md5Etag' });
    tally.arrive({ key: 'b', size: 20, verified: 'sizeOnly' });
    tally.arrive({ key: 'c', size: 30, verified: 'sizeOnly' });
    tally.skip({ key: 'd', size: 5, verified: undefined });
    tally.fail('e', full, 40);
    tally.drop(7);
    tally.restarted++;
    tally.renamed = 2;
    assert.deepEqual(
      [tally.filesDone, tally.filesSkipped, tally.filesFailed, tally.bytesWhole, tally.bytesSettled],
      [6, 1, 1, 65, 65 + 40 + 7],
    );
    assert.deepEqual(
      tally.arrived.map(({ key }) => key),
      ['c', 'b', 'a'],
    );
    assert.deepEqual(tally.skipped, [{ key: 'd', size: 5, verified: undefined }]);
    assert.deepEqual(tally.summary(10, full), {
      files: 3,
      bytes: 60,
      alreadyThere: 1,
      verified: { md5Etag: 1, md5Manifest: 0, sizeOnly: 2 },
      restarted: 1,
      renamed: 2,
      failed: 1,
      failures: [{ key: 'e', error: full }],
      dropped: 1,
      notTried: 4,
      stoppedBy: full,
    });
    assert.equal(tally.summary(3, undefined).notTried, 0);
  });

  it('keeps the last that arrived, the first that were there, and the first thousand failures', () => {
    const tally = new Tally();
    for (let index = 0; index < 1_500; index++) {
      const key = String(index);
      tally.arrive({ key, size: 1, verified: 'md5Etag' });
      tally.skip({ key, size: 1, verified: undefined });
      tally.fail(key, full);
    }
    assert.deepEqual(
      [tally.arrived.length, tally.arrived[0]?.key, tally.arrived.at(-1)?.key],
      [100, '1499', '1400'],
    );
    assert.deepEqual(
      [tally.skipped.length, tally.skipped[0]?.key, tally.skipped.at(-1)?.key],
      [100, '0', '99'],
    );
    assert.deepEqual([tally.failures.length, tally.failures.at(-1)?.key], [1_000, '999']);
    const { files, alreadyThere, failed, failures } = tally.summary(5_000, undefined);
    assert.deepEqual([files, alreadyThere, failed, failures.length], [1_500, 1_500, 1_500, 1_000]);
  });
});

describe('summarise', () => {
  const file = (state: 'missing' | 'whole' | 'sameSize' | 'different', size: number): PlannedItem => ({
    kind: 'file',
    entry: { key: state, size, etag: '', lastModified: dated },
    segments: [state],
    path: `/${state}`,
    state,
    renamed: false,
  });
  const [first, second] = [new HcpError('bucket.denied'), new HcpError('bucket.notFound')];
  const items: readonly PlannedItem[] = [
    file('missing', 1),
    { kind: 'refused', key: 'x', error: first },
    file('different', 2),
    { kind: 'refused', key: 'y', error: second },
    file('whole', 4),
    { kind: 'folder', key: 'f/', segments: ['f'] },
    file('sameSize', 8),
  ];
  async function* plan() {
    for (const item of items) {
      await Promise.resolve();
      yield item;
    }
  }

  it('tells what is there, to be looked at, to be fetched, to be replaced, and refused', async () => {
    assert.deepEqual(await summarise(plan()), {
      all: { files: 4, bytes: 15 },
      present: { files: 1, bytes: 4 },
      toCheck: { files: 1, bytes: 8 },
      toDownload: { files: 2, bytes: 3 },
      toReplace: 1,
      refused: 2,
      firstRefusal: first,
    });
  });

  it('tells the totals so far, in steps, each by itself', async () => {
    const steps: PlanTotals[] = [];
    await summarise(plan(), (totals) => steps.push(totals), 3);
    assert.deepEqual(
      steps.map(({ all, refused }) => [all.files, refused]),
      [
        [2, 1],
        [3, 2],
      ],
    );
  });
});
