import assert from 'node:assert/strict';
import { download, summaryLines } from '../../../src/cli/get';
import { HcpError } from '../../../src/core/errors';
import type { JobSnapshot, TransferEngine } from '../../../src/core/transfer/jobs';
import { refused } from '../core/refused';
import { snapshotOf, stage, summary } from './fakes';

/** An engine that plays what it is told. */
class ToldEngine implements Partial<TransferEngine> {
  readonly calls: string[] = [];
  private listener: (changed: JobSnapshot | undefined) => void = () => undefined;

  constructor(
    private readonly plays: (JobSnapshot | (() => void))[],
    private readonly unfinished: readonly JobSnapshot[] = [],
  ) {}

  start = (): Promise<JobSnapshot> => {
    this.calls.push('start');
    this.play();
    return Promise.resolve(snapshotOf());
  };

  recover = (targets: readonly string[]): Promise<readonly JobSnapshot[]> => {
    this.calls.push(`recover ${targets.join()}`);
    return Promise.resolve(this.unfinished);
  };

  resume = (id: string): void => {
    this.calls.push(`resume ${id}`);
    this.play();
  };

  onChange = (listener: (changed: JobSnapshot | undefined) => void) => {
    this.listener = listener;
    return { dispose: () => (this.listener = () => undefined) };
  };

  private play(): void {
    setImmediate(() => {
      const next = this.plays.shift();
      if (typeof next === 'function') next();
      else this.listener(next);
    });
  }
}

const run = (engine: ToldEngine, session = stage().session) =>
  download(session, engine as unknown as TransferEngine, ['a/'], '/data');
const done = snapshotOf({ state: 'done', summary });

describe('a download of the command', () => {
  it('begins, and ends with what the job says', async () => {
    const engine = new ToldEngine([done]);
    const { session, out } = stage();
    const outcome = await run(engine, session);
    assert.deepEqual(engine.calls, ['recover /data', 'start']);
    assert.equal(outcome.exit, 0);
    assert.deepEqual(
      { ...outcome.summary.get, seconds: 0 },
      {
        files: 4,
        bytes: 1_000_000,
        alreadyThere: 0,
        verified: { md5Etag: 3, md5Manifest: 0, sizeOnly: 1 },
        restarted: 0,
        renamed: 0,
        failed: 0,
        dropped: 0,
        notTried: 0,
        seconds: 0,
      },
    );
    assert.match(out.text, /^4 files, 1 MB, downloaded to \/data in/);
  });

  it('goes on with an unfinished job of the same sources and bucket only', async () => {
    const other = snapshotOf({ spec: { ...done.spec, id: 'other', sources: ['a/', 'b/'] } });
    const same = snapshotOf({ spec: { ...done.spec, id: 'job1' } });
    const resumed = new ToldEngine([done], [other, same]);
    const { session, out } = stage([], { json: true });
    await run(resumed, session);
    assert.deepEqual(resumed.calls, ['recover /data', 'resume job1']);
    assert.deepEqual(JSON.parse(out.lines[0] ?? ''), {
      event: 'start',
      job: 'job1',
      resumed: true,
      sources: ['a/'],
      target: '/data',
    });
    const elsewhere = snapshotOf({ spec: { ...snapshotOf().spec, origin: 'https://mirror.example/hcp' } });
    const begun = new ToldEngine([done], [other, elsewhere]);
    await run(begun);
    assert.deepEqual(begun.calls, ['recover /data', 'start']);
  });

  it('begins anew when another process has ended the job that it waited for', async () => {
    const engine = new ToldEngine([snapshotOf({ state: 'cancelled', summary }), done], [snapshotOf()]);
    assert.equal((await run(engine)).exit, 0);
    assert.deepEqual(engine.calls, ['recover /data', 'resume job1', 'start']);
  });

  it('ends with 1 when files failed, and with what stopped the job', async () => {
    const failures = [{ key: 'a/x', error: new HcpError('transfer.checksum') }];
    const failed = snapshotOf({ state: 'failed', failures, summary: { ...summary, failed: 1, failures } });
    const { session, err } = stage();
    assert.equal((await run(new ToldEngine([failed]), session)).exit, 1);
    assert.equal(err.lines.length, 1);
    const stoppedBy = new HcpError('keys.unknown');
    const stopped = snapshotOf({ state: 'failed', summary: { ...summary, stoppedBy } });
    const outcome = await run(new ToldEngine([stopped]));
    assert.equal(outcome.exit, 3);
    assert.equal(outcome.summary.error?.code, 'keys.unknown');
  });

  it('ends with what paused the job', async () => {
    const paused = snapshotOf({ state: 'paused', reason: new HcpError('disk.full') });
    await refused(run(new ToldEngine([paused])), 'disk.full');
    await refused(
      run(new ToldEngine([snapshotOf({ state: 'paused', reason: new HcpError('keys.secret') })])),
      'keys.secret',
    );
  });

  it('goes on with the new pair of the profile', async () => {
    const paused = snapshotOf({ state: 'paused', reason: new HcpError('keys.unknown') });
    const engine = new ToldEngine([paused, done]);
    const { session } = stage();
    const renewed = { ...session, keys: { ...session.keys, renew: () => Promise.resolve(true) } };
    assert.equal((await run(engine, renewed)).exit, 0);
    assert.deepEqual(engine.calls, ['recover /data', 'start', 'resume job1']);
  });

  it('stops when it is interrupted', async () => {
    const { session, interrupt } = stage();
    const engine = new ToldEngine([
      () => {
        interrupt.abort();
      },
    ]);
    await refused(run(engine, session), 'cancelled');
  });

  it('is not whole while files are left out', async () => {
    const engine = new ToldEngine([{ ...done, summary: { ...summary, dropped: 1 } }]);
    assert.equal((await run(engine, stage().session)).exit, 1);
  });

  it('tells what became of all files', () => {
    const all = { ...summary, alreadyThere: 2, restarted: 1, renamed: 1, failed: 1, dropped: 2, notTried: 3 };
    assert.deepEqual(summaryLines(all, '/data', 10), [
      '4 files, 1 MB, downloaded to /data in 0:10 (100 kB/s)',
      '  2 files there and whole already',
      '  checked: 3 by MD5 (bucket), 1 by size only',
      '  1 file changed in the bucket, begun again',
      '  1 file got a safe name, see hcp-manifest.tsv',
      '  1 file failed: run the same command again to try only those',
      '  2 files left out by hand in VS Code: get them by their keys',
      '  3 files not tried',
    ]);
  });
});
