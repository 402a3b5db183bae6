import assert from 'node:assert/strict';
import { JobReport, progressLine, progressText } from '../../../src/cli/jobReport';
import { HcpError } from '../../../src/core/errors';
import { progress, snapshotOf, stage } from './fakes';

describe('the report of a job', () => {
  it('tells how far it is', () => {
    assert.equal(progressText(progress), ' 25 %  250 kB of 1 MB, 1 of 4 files, 50 kB/s, 0:15 left');
    assert.equal(
      progressText({ ...progress, secondsLeft: undefined, failed: 2, bytesDone: 999_999 }),
      ' 99 %  1 MB of 1 MB, 1 of 4 files, 50 kB/s, 2 failed',
    );
    assert.match(progressText({ ...progress, filesDone: 4 }), /^100 %/);
    assert.match(
      progressText({ ...progress, bytesTotal: 0, bytesDone: 0, filesTotal: 0, filesDone: 0 }),
      /^ {2}0 %/,
    );
    assert.match(progressText({ ...progress, bytesTotal: 0, bytesDone: 0 }), /^ 25 %/);
  });

  it('claims no part of the whole while the bucket is still listed', () => {
    const listing = { ...progress, counted: false, secondsLeft: undefined, filesTotal: 2_600 };
    const said = '250 kB, 1 file, of 2,600 files listed so far, 50 kB/s';
    assert.equal(progressText(listing), said);
    assert.equal(progressLine(listing, 100), said);
    assert.equal(progressLine(listing, 20), said.slice(0, 19));
  });

  it('fits into the terminal', () => {
    assert.match(progressLine(progress, 100), /^\[#{7}-{23}\] {2}25 %/);
    for (const columns of [100, 80, 70, 60, 20]) assert.ok(progressLine(progress, columns).length < columns);
  });

  it('writes a line into a log after 10 seconds and then every minute', () => {
    const { output, err } = stage();
    let now = 0;
    const report = new JobReport(output, () => now);
    for (; now < 200_000; now += 250) report.show(snapshotOf());
    assert.equal(err.lines.length, 4);
    assert.match(err.lines[0] ?? '', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ {2}25 % /);
  });

  it('has a line on a terminal, and takes it away', () => {
    const { output, err } = stage([], { terminal: true });
    const report = new JobReport(output);
    report.show(snapshotOf());
    assert.match(err.text, /25 %/);
    report.end();
    assert.ok(err.text.endsWith('\r\u001b[K'));
  });

  it('has at most one progress event a second', () => {
    const { output, out, err } = stage([], { json: true });
    let now = 0;
    const report = new JobReport(output, () => now);
    for (; now < 3_000; now += 250) report.show(snapshotOf());
    assert.equal(out.lines.length, 3);
    assert.deepEqual(JSON.parse(out.lines[0] ?? ''), {
      event: 'progress',
      filesDone: 1,
      filesTotal: 4,
      bytesDone: 250_000,
      bytesTotal: 1_000_000,
      counted: true,
      bytesPerSecond: 50_000,
      failed: 0,
      connections: 3,
      secondsLeft: 15,
    });
    assert.equal(err.text, '');
  });

  it('says once what it waits for, and that it goes on', () => {
    const { output, out, err } = stage([], { json: true });
    const report = new JobReport(output, () => 0);
    const silent = { progress: undefined };
    for (const state of ['waiting', 'waiting', 'running'] as const)
      report.show(snapshotOf({ state, ...silent }));
    report.show(snapshotOf({ offline: true, ...silent }));
    report.show(snapshotOf({ state: 'done', ...silent }));
    assert.deepEqual(
      err.lines.map((line) => /Another download|can’t be reached|Going on/.exec(line)?.[0]),
      ['Another download', 'Going on', 'can’t be reached'],
    );
    assert.deepEqual(
      out.lines.map((line) => (JSON.parse(line) as { state: string }).state),
      ['waiting', 'running', 'offline'],
    );
  });

  it('lists each failure once', () => {
    const { output, err } = stage();
    const report = new JobReport(output, () => 0);
    const failures = ['a\u001b', 'b'].map((key) => ({ key, error: new HcpError('transfer.size') }));
    report.show(snapshotOf({ failures: failures.slice(0, 1) }));
    report.show(snapshotOf({ failures: failures.slice(0, 1) }));
    report.show(snapshotOf({ failures, state: 'failed' }));
    assert.equal(err.lines.length, 2);
    assert.match(err.lines[0] ?? '', /^failed {2}a\\u001b: What arrived does not have the announced size/);
    assert.match(err.lines[1] ?? '', /^failed {2}b: /);
  });
});
