import assert from 'node:assert/strict';
import { listReleases, testAccess, waitUntilValid } from '../../../../src/core/bucket/access';
import { knownReleases } from '../../../../src/core/catalog/releases';
import { HcpError } from '../../../../src/core/errors';
import { startSandbox, type Sandbox } from '../../../sandbox/sandbox';
import { smallContent } from '../../sandbox/smallContent';
import { refused } from '../refused';
import { createS3ObjectStore } from '../../../../src/core/bucket/s3ObjectStore';
import { storeOn } from './fixture';
import { startOddServer } from './oddServer';

describe('the bucket: what the pair may do', () => {
  let sandbox: Sandbox;
  before(async () => {
    const keys = ['HCP_1200/100307/a', 'HCP_900/100307/a', 'HCP_Retest/103818/a', 'HCP/UR100.txt', 'Other/a'];
    sandbox = await startSandbox({
      content: smallContent(Object.fromEntries(keys.map((key) => [key, key]))),
    });
  });
  after(() => sandbox.close());
  beforeEach(() => sandbox.control.reset());

  const as = (userName: string) => storeOn(sandbox, { pair: sandbox.control.account(userName).keys! });
  const unknownPair = { accessKeyId: 'AKIAUNKNOWNUNKNOWN00', secretAccessKey: 'x'.repeat(40) };

  it('is tested release by release', async () => {
    const access = await testAccess(as('researcher'), knownReleases);
    assert.deepEqual(
      access.map(({ release, access }) => [release.prefix, access]),
      [
        ['HCP_1200/', 'open'],
        ['HCP_900/', 'open'],
        ['HCP/', 'open'],
        ['HCP_Retest/', 'denied'],
        ['HCP_Resources/', 'open'],
      ],
    );
  });

  it('keeps the failure of one release to that release', async () => {
    sandbox.control.addFault({ server: 'bucket', pattern: '^HCP_900/', kind: 'status500' });
    const access = await testAccess(as('ready'), knownReleases.slice(0, 2));
    assert.equal(access[0]!.access, 'open');
    assert.ok(HcpError.is(access[1]!.access, 'bucket.busy'));
  });

  it('lists the folders of the root, open ones first, and hides known ones that are empty', async () => {
    const folders = await listReleases(as('researcher'));
    assert.deepEqual(
      folders.map(({ prefix, label, datasetId, access }) => [prefix, label, datasetId, access]),
      [
        ['HCP_1200/', 'S1200 Release · 1,113 subjects', 'HCP_YA', 'open'],
        ['HCP_900/', 'S900 Release', 'HCP_YA', 'open'],
        ['HCP/', 'S500 Release', 'HCP_YA', 'open'],
        ['HCP_Retest/', 'Test-Retest', 'HCP_Retest', 'denied'],
        ['Other/', 'Other', undefined, 'denied'],
      ],
    );
  });

  it('probes the known releases where the root is refused', async () => {
    sandbox.control.setSwitches({ refuseRootListing: true });
    const folders = await listReleases(as('retest'));
    assert.deepEqual(
      folders.map(({ prefix, access }) => [prefix, access]),
      [
        ['HCP_Retest/', 'open'],
        ['HCP_1200/', 'denied'],
        ['HCP_900/', 'denied'],
        ['HCP/', 'denied'],
        ['HCP_Resources/', 'denied'],
      ],
    );
  });

  it('passes on what is true of all releases', async () => {
    const store = storeOn(sandbox, { pair: unknownPair });
    await refused(testAccess(store, knownReleases), 'keys.unknown');
    await refused(listReleases(store), 'keys.unknown');
    await sandbox.control.stop('bucket');
    await refused(testAccess(as('ready'), knownReleases), 'bucket.unreachable');
    await refused(listReleases(as('ready'), AbortSignal.abort()), 'cancelled');
  });
});

describe('an address that is no bucket', () => {
  for (const status of ['403 Forbidden', '404 Not Found']) {
    it(`is told as such, not as terms that are missing: ${status}`, async () => {
      const page = '<html>nobody here</html>';
      const server = await startOddServer((_, socket) =>
        socket.write(`HTTP/1.1 ${status}\r\nContent-Length: ${String(page.length)}\r\n\r\n${page}`),
      );
      const store = createS3ObjectStore({
        address: () => ({ bucket: 'hcp-openaccess', region: 'us-east-1', endpoint: server.endpoint }),
        keyPair: () =>
          Promise.resolve({ accessKeyId: 'AKIAEXAMPLEEXAMPLE00', secretAccessKey: 'x'.repeat(40) }),
        maxAttempts: 1,
      });
      await refused(testAccess(store, knownReleases), 'bucket.address');
      await refused(listReleases(store), 'bucket.address');
      await refused(waitUntilValid(store), 'bucket.address');
      store.dispose();
      server.close();
    });
  }
});

describe('the bucket: a new pair', () => {
  const keyDelayMs = 700;
  let sandbox: Sandbox;
  before(async () => {
    sandbox = await startSandbox({ keyDelayMs, content: smallContent({ 'HCP_1200/a': 'a' }) });
  });
  after(() => sandbox.close());
  beforeEach(() => sandbox.control.reset());

  /** The pair that the portal gives after a reset. */
  async function newPair(userName: string) {
    const { createBalsaPortal } = await import('../../../../src/core/portal/balsa');
    const portal = createBalsaPortal({ address: () => sandbox.portalUrl });
    await portal.signIn(userName, `sandbox-only-${userName}`);
    return portal.requestKeyPair('HCP_YA');
  }

  it('is waited for until the bucket knows it', async () => {
    const store = storeOn(sandbox, { pair: await newPair('ready') });
    await refused(store.list({ prefix: 'HCP_1200/' }), 'keys.unknown');
    const attempts: number[] = [];
    await waitUntilValid(store, { firstPauseMs: 100, onAttempt: (number) => attempts.push(number) });
    assert.ok(attempts.length >= 3, String(attempts));
    assert.deepEqual(
      attempts,
      attempts.map((_item, at) => at + 1),
    );
    assert.equal((await store.list({ prefix: 'HCP_1200/' })).objects.length, 1);
  });

  it('is valid when it is denied, since denial is of the place', async () => {
    await waitUntilValid(storeOn(sandbox, { pair: sandbox.control.account('retest').keys! }));
  });

  it('is waited for through a spell of a busy bucket', async () => {
    sandbox.control.addFault({ server: 'bucket', pattern: '', kind: 'status500', times: 4 });
    await waitUntilValid(storeOn(sandbox), { firstPauseMs: 50 });
  });

  it('is given up after the time, without a word about the pair being wrong', async () => {
    const store = storeOn(sandbox, { pair: await newPair('ready') });
    await refused(waitUntilValid(store, { firstPauseMs: 50, timeoutMs: 200 }), 'keys.notYetValid');
  });

  it('is not waited for when its secret is wrong', async () => {
    const pair = { ...sandbox.readyKeys, secretAccessKey: 'x'.repeat(40) };
    await refused(waitUntilValid(storeOn(sandbox, { pair })), 'keys.secret');
  });

  it('is cancelled while waiting', async () => {
    const store = storeOn(sandbox, { pair: await newPair('ready') });
    const stop = new AbortController();
    const work = waitUntilValid(store, {
      signal: stop.signal,
      firstPauseMs: 60_000,
      onAttempt: () => {
        stop.abort();
      },
    });
    await refused(work, 'cancelled');
  });
});
