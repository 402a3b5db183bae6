import assert from 'node:assert/strict';
import { HcpError } from '../../../src/core/errors';
import type { KeyPair } from '../../../src/core/keyPair';
import { checkAccess, lastCheckOf } from '../../../src/host/account/accessCheck';
import { accessReport } from '../../../src/host/account/accessReport';
import { startSandbox, type Sandbox } from '../../sandbox/sandbox';
import { storeOn, type StoreChange } from '../core/bucket/fixture';
import { smallContent } from '../sandbox/smallContent';

const tool = 'HCP Explorer 1.2.3';
const address = { bucket: 'hcp-openaccess', region: 'us-east-1', endpoint: undefined };
const now = new Date('2026-11-23T10:00:00.000Z');

describe('the check of access', () => {
  let sandbox: Sandbox;
  before(async () => {
    sandbox = await startSandbox({ content: smallContent({ 'HCP_1200/a': 'a', 'HCP_Retest/y': 'y' }) });
  });
  after(() => sandbox.close());
  beforeEach(() => sandbox.control.reset());

  const researcher = () => sandbox.control.account('researcher').keys ?? assert.fail('no pair');

  async function check(pair: KeyPair, change: StoreChange = {}, signal = new AbortController().signal) {
    const store = storeOn(sandbox, { pair, ...change });
    const record = { ...pair, userName: 'researcher', obtainedAt: '2026-11-20T10:00:00.000Z' };
    try {
      return await checkAccess(record, store, { signal, now });
    } finally {
      store.dispose();
    }
  }

  it('tells open releases from those whose terms are needed', async () => {
    const pair = researcher();
    const done = await check(pair);
    assert.deepEqual(lastCheckOf(done), {
      accessKeyId: pair.accessKeyId,
      checkedAt: now.toISOString(),
      outcome: 'works',
    });
    assert.equal(
      accessReport(done, { tool, address }),
      [
        'Access report of HCP Explorer 1.2.3',
        'Tested: 2026-11-23T10:00:00.000Z',
        `Key pair: …${pair.accessKeyId.slice(-4)}, in this editor since 2026-11-20`,
        'Bucket: hcp-openaccess, region us-east-1, AWS',
        'HCP_1200: open',
        'HCP_900: open',
        'HCP: open',
        'HCP_Retest: refused, terms needed',
        'HCP_Resources: open',
        '',
      ].join('\n'),
    );
  });

  it('knows a pair that was reset elsewhere', async () => {
    const pair = researcher();
    sandbox.control.killKey('researcher');
    const done = await check(pair);
    assert.equal(lastCheckOf(done).outcome, 'keys.unknown');
    const report = accessReport(done, { tool, address });
    assert.match(report, /^Refused: keys\.unknown, status 403, reason InvalidAccessKeyId$/m);
    assert.ok(!report.includes(pair.accessKeyId), 'the whole ID is not in the report');
  });

  it('says how far the clock is off, and in which direction', async () => {
    sandbox.control.setSwitches({ clockOffsetMs: -40 * 60_000 });
    const report = accessReport(await check(researcher()), { tool, address });
    assert.match(report, /keys\.clock, .*minutes 40, direction ahead$/m);
  });

  it('notes a clock that is off by less than what the bucket refuses', async () => {
    for (const [offset, drift] of [
      [-5, { minutes: 5, direction: 'ahead' }],
      [14, { minutes: 14, direction: 'behind' }],
      [1, undefined],
    ] as const) {
      sandbox.control.setSwitches({ clockOffsetMs: offset * 60_000 });
      const { result, ...rest } = await check(researcher());
      assert.ok(result.kind === 'releases');
      assert.deepEqual(result.drift, drift);
      const report = accessReport({ result, ...rest }, { tool, address });
      const line = drift && `Clock: ${String(drift.minutes)} minutes ${drift.direction}`;
      assert.equal(/^Clock: .*$/m.exec(report)?.[0], line);
    }
  });

  it('has neither secrets nor the password of an endpoint in its report', async () => {
    const pair = { ...researcher(), secretAccessKey: 'wrongwrongwrongwrongwrongwrongwrongwrong' };
    const endpoint = 'https://ada:hunter2@lab.example.org/?token=hunter3';
    const report = accessReport(await check(pair), { tool, address: { ...address, endpoint } });
    assert.match(report, /keys\.secret/);
    assert.doesNotMatch(report, /wrongwrong|hunter|researcher/);
    const lab = { ...address, endpoint: 'https://lab.example.org/s3?token=hunter3' };
    assert.match(
      accessReport(await check(pair), { tool, address: lab }),
      /endpoint https:\/\/lab\.example\.org$/m,
    );
  });

  it('gives a reason for a release that could not be asked', async () => {
    sandbox.control.addFault({ server: 'bucket', pattern: '^HCP_900/', kind: 'status500' });
    const report = accessReport(await check(researcher()), { tool, address });
    assert.match(report, /^HCP_900: unknown, bucket\.busy, status 500/m);
    assert.match(report, /^HCP_1200: open$/m);
  });

  it('knows a bucket that can’t be reached', async () => {
    const pair = researcher();
    await sandbox.control.stop('bucket');
    assert.equal(lastCheckOf(await check(pair)).outcome, 'bucket.unreachable');
  });

  it('ends when the person gives up', async () => {
    await assert.rejects(check(researcher(), {}, AbortSignal.abort()), (error) =>
      HcpError.is(error, 'cancelled'),
    );
  });
});
