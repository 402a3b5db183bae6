import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HcpError } from '../../../../src/core/errors';
import type { TransferEngine } from '../../../../src/core/transfer/jobs';
import type { FaultRule } from '../../../sandbox/faults';
import { startSandbox, type Sandbox } from '../../../sandbox/sandbox';
import {
  closeEngines,
  closeHasher,
  delivered,
  inState,
  openEngine,
  run,
  toEnd,
  until,
  type EndedJob,
} from './engines';
import { cellsOf, checks, faults, folderOf, matrixContent, nameOf, type Fault } from './matrixContent';
import { newFolder } from './support';
import { wireTo, type Wire } from './wire';

/** Every fault × every size × every way of checking: generated, so that none is forgotten. */
describe('faults on the wire', function () {
  this.timeout(240_000);
  let sandbox: Sandbox;
  let wire: Wire;
  let engine: TransferEngine;
  let target: string;

  before(async () => {
    sandbox = await startSandbox({ content: matrixContent() });
  });
  after(async () => {
    await sandbox.close();
    await closeHasher();
  });
  const open = async () => {
    await sandbox.control.reset();
    wire = wireTo(sandbox);
    engine = openEngine({
      ...wire.options,
      limits: { connections: 16, bytesPerSecond: undefined },
      patience: 3_000,
    });
    target = await newFolder();
  };
  const close = async () => {
    await closeEngines();
    wire.close();
  };

  /** For each object by itself: a number of times would be used up by the first ones. */
  const meet = (index: number, fault: Fault, times?: number) => {
    for (const { key } of cellsOf(index)) {
      sandbox.control.addFault({
        server: 'bucket',
        operation: 'get',
        pattern: `^${key}$`,
        ...fault,
        ...(times !== undefined && { times }),
      } as FaultRule);
    }
  };
  const bytesAt = (key: string) => readFile(join(target, key)).catch(() => undefined);
  const assertAllRight = async (index: number, { summary }: EndedJob) => {
    assert.deepEqual(summary.failures, []);
    for (const { key, body } of cellsOf(index)) assert.ok((await bytesAt(key))?.equals(body), key);
    const wanted = cellsOf(index).map(({ key }) => key);
    const found = (await delivered(target)).filter((file) => file.startsWith(`${folderOf(index)}T1w/`));
    assert.deepEqual(found, [...wanted].sort());
  };

  describe('that pass', () => {
    beforeEach(open);
    afterEach(close);

    for (const [index, { fault }] of faults.entries()) {
      it(`end in right bytes of every size and check: ${nameOf(fault)}`, async () => {
        meet(index, fault, 2);
        const job = await run(engine, [folderOf(index)], target);
        assert.equal(job.state, 'done');
        await assertAllRight(index, job);
        const of = Object.keys(cellsOf(index)).length / checks.length;
        assert.deepEqual(job.summary.verified, { md5Etag: of + 1, md5Manifest: of, sizeOnly: of });
      });
    }
  });

  describe('that stay', () => {
    const jobs: EndedJob[] = [];
    const goneOnWith: EndedJob[] = [];
    before(async () => {
      await open();
      for (const [index, { fault }] of faults.entries()) meet(index, fault);
      const started = await Promise.all(
        faults.map((_, index) => engine.start({ sources: [folderOf(index)], target, totals: undefined })),
      );
      for (const { spec } of started) jobs.push(await toEnd(engine, spec.id));
    });
    after(close);

    for (const [index, { fault, slow }] of faults.entries()) {
      for (const { key, size, check, body } of cellsOf(index)) {
        it(`end in a clear error and no file, or in right bytes: ${nameOf(fault)}, ${size}, ${check}`, async () => {
          const job = jobs[index];
          assert.ok(job);
          const failure = job.summary.failures.find((one) => one.key === key)?.error ?? job.summary.stoppedBy;
          const found = await bytesAt(key);
          if (found) assert.ok(found.equals(body), 'the bytes are wrong');
          else assert.ok(failure instanceof HcpError && !['unexpected', 'cancelled'].includes(failure.code));
          // On a busy machine an honest answer can be later than the short patience of these tests.
          const late = failure instanceof HcpError && failure.code === 'transfer.stalled';
          // So can an empty file that waits behind an outage which ends the job.
          const behind = job.summary.stoppedBy !== undefined;
          if (slow || size === 'empty') assert.ok(found !== undefined || late || behind);
        });
      }
    }

    describe('and are over at last', () => {
      before(async () => {
        sandbox.control.clearFaults();
        for (const { spec, state } of jobs) if (state === 'failed') engine.resume(spec.id);
        for (const { spec } of jobs) goneOnWith.push(await toEnd(engine, spec.id));
      });

      for (const [index, { fault }] of faults.entries()) {
        it(`leave right bytes and nothing else after another try: ${nameOf(fault)}`, async () => {
          const job = goneOnWith[index];
          assert.equal(job?.state, 'done');
          await assertAllRight(index, job);
        });
      }
    });
  });

  describe('of the key pair', () => {
    beforeEach(open);
    afterEach(close);

    for (const requests of [0, 1, 3, 8, 15]) {
      it(`pause the job, which goes on with another pair: dead after ${String(requests)} answers`, async () => {
        sandbox.control.addFault({
          server: 'bucket',
          operation: 'get',
          pattern: 'T1w/',
          kind: 'keyDiesAfter',
          requests,
        });
        const { spec } = await engine.start({ sources: [folderOf(0)], target, totals: undefined });
        const paused = await until(engine, spec.id, inState('paused', 'done', 'failed'));
        assert.deepEqual(
          [paused.state, paused.reason?.code, paused.failures],
          ['paused', 'keys.unknown', []],
        );
        engine.resume(spec.id);
        assert.equal((await until(engine, spec.id, inState('paused', 'done', 'failed'))).state, 'paused');
        // The fault would kill every pair that signs.
        sandbox.control.clearFaults();
        const other = sandbox.control.account('researcher').keys;
        assert.ok(other);
        wire.keyPair = other;
        engine.resume(spec.id);
        const job = await toEnd(engine, spec.id);
        assert.equal(job.state, 'done');
        await assertAllRight(0, job);
      });
    }
  });

  describe('of a manifest', () => {
    beforeEach(open);
    afterEach(close);

    const manifestFaults: readonly Fault[] = [
      { kind: 'status500' },
      { kind: 'slowDown503' },
      { kind: 'down' },
      { kind: 'dropAfter', bytes: 100 },
      { kind: 'stallAfter', bytes: 10 },
      { kind: 'wrongLength', length: 'long' },
    ];
    const meetManifest = (fault: Fault, times?: number) =>
      sandbox.control.addFault({
        server: 'bucket',
        operation: 'get',
        pattern: '/\\.xdlm/',
        ...fault,
        ...(times !== undefined && { times }),
      } as FaultRule);

    for (const fault of manifestFaults) {
      it(`leave no file unchecked that it names: ${nameOf(fault)}`, async () => {
        meetManifest(fault, 2);
        const job = await run(engine, [`${folderOf(2)}T1w/`], target);
        assert.equal(job.state, 'done');
        await assertAllRight(2, job);
        const of = cellsOf(2).length / checks.length;
        assert.deepEqual(job.summary.verified, { md5Etag: of, md5Manifest: of, sizeOnly: of });
      });
    }

    it('fail the files that it may name while they stay, and those are right with the next try', async () => {
      meetManifest({ kind: 'slowDown503' });
      const failed = await run(engine, [`${folderOf(2)}T1w/`], target);
      assert.equal(failed.state, 'failed');
      assert.ok(failed.summary.failures.every(({ error }) => error.code === 'bucket.busy'));
      assert.equal(failed.summary.verified.sizeOnly, 0);
      sandbox.control.clearFaults();
      engine.resume(failed.spec.id);
      await assertAllRight(2, await toEnd(engine, failed.spec.id));
    });
  });

  describe('of the listing', () => {
    beforeEach(open);
    afterEach(close);

    const listingFaults: readonly Fault[] = [
      { kind: 'status500' },
      { kind: 'slowDown503' },
      { kind: 'down' },
      { kind: 'dropAfter', bytes: 100 },
      { kind: 'wrongLength', length: 'long' },
      { kind: 'wrongLength', length: 'short' },
    ];
    for (const fault of listingFaults) {
      it(`are got over: ${nameOf(fault)}`, async () => {
        sandbox.control.addFault({
          server: 'bucket',
          operation: 'list',
          pattern: '',
          ...fault,
          times: 3,
        } as FaultRule);
        const job = await run(engine, [folderOf(1)], target);
        assert.equal(job.state, 'done');
        await assertAllRight(1, job);
      });
    }
  });
});
