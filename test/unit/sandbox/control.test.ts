import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { startSandbox, type Sandbox } from '../../sandbox/sandbox';
import { smallContent } from './smallContent';

describe('sandbox control over HTTP', () => {
  let sandbox: Sandbox;

  before(async () => {
    sandbox = await startSandbox({ content: smallContent({}) });
  });
  after(() => sandbox.close());
  beforeEach(() => sandbox.control.reset());

  async function order(server: string, command: string, body: unknown = {}) {
    const response = await fetch(`${server}/_sandbox/${command}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return { status: response.status, value: (await response.json()) as Record<string, unknown> };
  }

  it('sets switches through either server', async () => {
    const { value } = await order(sandbox.s3Endpoint, 'switches', { refuseRootListing: true });
    assert.equal(value.refuseRootListing, true);
    await order(sandbox.portalUrl, 'switches', { keyAnswer: 'lost' });
    assert.equal(sandbox.control.switches.keyAnswer, 'lost');
    assert.equal((await order(sandbox.portalUrl, 'switches', { keyAnswer: 'nonsense' })).status, 400);
    assert.equal((await order(sandbox.portalUrl, 'nonsense')).status, 404);
  });

  it('adds and clears faults', async () => {
    const rule = { server: 'portal', pattern: '^/$', kind: 'status500' };
    assert.equal(typeof (await order(sandbox.s3Endpoint, 'faults/add', rule)).value.id, 'number');
    assert.equal((await fetch(sandbox.portalUrl)).status, 500);
    await order(sandbox.s3Endpoint, 'faults/clear');
    assert.equal((await fetch(sandbox.portalUrl)).status, 200);
    assert.equal((await order(sandbox.s3Endpoint, 'faults/add', { ...rule, kind: 'unknown' })).status, 400);
    assert.equal((await order(sandbox.s3Endpoint, 'faults/add', { ...rule, pattern: '(' })).status, 400);
  });

  it('tells the requests, without its own', async () => {
    await fetch(`${sandbox.portalUrl}/project?project=AABC`);
    await fetch(`${sandbox.s3Endpoint}/hcp-openaccess/HCP_1200/x%20y`, { headers: { range: 'bytes=0-1' } });
    const { value } = await order(sandbox.portalUrl, 'requests');
    const entries = value as unknown as Record<string, unknown>[];
    assert.deepEqual(
      entries.map(({ time, ...entry }) => {
        assert.equal(typeof time, 'number');
        return entry;
      }),
      [
        { server: 'portal', method: 'GET', name: '/project?project=AABC', status: 200 },
        {
          server: 'bucket',
          method: 'GET',
          operation: 'get',
          name: 'HCP_1200/x y',
          range: 'bytes=0-1',
          status: 403,
        },
      ],
    );
  });

  it('stops the other server and starts it again', async () => {
    await order(sandbox.s3Endpoint, 'stop', { server: 'portal' });
    await assert.rejects(fetch(sandbox.portalUrl));
    await order(sandbox.s3Endpoint, 'start', { server: 'portal' });
    assert.equal((await fetch(sandbox.portalUrl)).status, 200);
  });

  it('kills keys and resets all', async () => {
    await order(sandbox.portalUrl, 'keys/kill', { userName: 'ready' });
    assert.equal((await order(sandbox.portalUrl, 'account', { userName: 'ready' })).value.keys, undefined);
    await order(sandbox.portalUrl, 'reset');
    assert.deepEqual(sandbox.control.account('ready').keys, sandbox.readyKeys);
    assert.equal((await order(sandbox.portalUrl, 'keys/kill', { userName: 'nobody' })).status, 400);
  });

  it('withdraws what was accepted of one dataset', async () => {
    await order(sandbox.portalUrl, 'terms/withdraw', { userName: 'ready', datasetId: 'HCP_Retest' });
    const { openReleases } = sandbox.control.account('ready');
    assert.ok(!openReleases.includes('HCP_Retest/'));
    assert.ok(openReleases.includes('HCP_1200/'));
  });

  it('refuses what a web page could send', async () => {
    const response = await fetch(`${sandbox.portalUrl}/_sandbox/reset`, { method: 'POST', body: '{}' });
    assert.equal(response.status, 400);
  });
});

describe('sandbox command', () => {
  it('prints one line of JSON and stops at SIGTERM', async () => {
    const command = spawn(process.execPath, ['--import', 'tsx', 'test/sandbox/main.ts', '--json'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const lines: string[] = [];
    const closed = once(command, 'close');
    for await (const line of createInterface({ input: command.stdout })) {
      lines.push(line);
      command.kill('SIGTERM');
    }
    assert.deepEqual(await closed, [0, null]);
    assert.equal(lines.length, 1);
    const described = JSON.parse(lines[0] ?? '') as Sandbox;
    assert.equal(described.bucket, 'hcp-openaccess');
    assert.equal(described.region, 'us-east-1');
    assert.match(described.portalUrl, /^http:\/\/127\.0\.0\.1:\d+$/);
    assert.match(described.readyKeys.accessKeyId, /^AKIA/);
    assert.ok(
      described.accounts.some(({ userName, state }) => userName === 'newcomer' && state === 'termsRequired'),
    );
  });
});
