import assert from 'node:assert/strict';
import { S3Client, ListObjectsV2Command } from '@aws-sdk/client-s3';
import type { KeyPair } from '../../sandbox/accounts';
import { startSandbox, type Sandbox } from '../../sandbox/sandbox';
import { smallContent } from './smallContent';
import { Visitor } from './visitor';

const path = '/project/aws?project=HCP_YA';

describe('sandbox key pair', () => {
  let sandbox: Sandbox;
  let visitor: Visitor;

  before(async () => {
    sandbox = await startSandbox({ content: smallContent({ 'HCP_1200/a': 'a' }), keyDelayMs: 0 });
  });
  after(() => sandbox.close());
  beforeEach(async () => {
    await sandbox.control.reset();
    visitor = new Visitor(sandbox.portalUrl);
    await visitor.signIn('researcher');
  });

  function keys(): KeyPair {
    const pair = sandbox.control.account('researcher').keys;
    assert.ok(pair);
    return pair;
  }

  /** `ok` or the code of the bucket's refusal. */
  async function tryPair(pair: KeyPair): Promise<string> {
    const client = new S3Client({
      endpoint: sandbox.s3Endpoint,
      region: sandbox.region,
      forcePathStyle: true,
      credentials: pair,
    });
    try {
      await client.send(new ListObjectsV2Command({ Bucket: sandbox.bucket, Prefix: 'HCP_1200/' }));
      return 'ok';
    } catch (error) {
      return (error as Error).name;
    } finally {
      client.destroy();
    }
  }

  it('kills the former pair with each request', async () => {
    const former = keys();
    assert.equal(await tryPair(former), 'ok');
    const pair = JSON.parse((await visitor.get(path)).text) as KeyPair;
    assert.match(pair.accessKeyId, /^AKIA[A-Z0-9]{16}$/);
    assert.equal(pair.secretAccessKey.length, 40);
    assert.equal(await tryPair(former), 'InvalidAccessKeyId');
    assert.equal(await tryPair(pair), 'ok');
  });

  it('gives a pair that becomes valid later', async () => {
    sandbox.control.setSwitches({ keyDelayMs: 300 });
    const pair = JSON.parse((await visitor.get(path)).text) as KeyPair;
    assert.equal(await tryPair(pair), 'InvalidAccessKeyId');
    const deadline = Date.now() + 5_000;
    while ((await tryPair(pair)) !== 'ok') assert.ok(Date.now() < deadline);
  });

  it('answers JSON in a JSON string', async () => {
    sandbox.control.setSwitches({ keyAnswer: 'jsonString' });
    const outer = JSON.parse((await visitor.get(path)).text) as string;
    assert.deepEqual(JSON.parse(outer), keys());
  });

  it('leaves the pair alone when it answers 500 or the sign-in page', async () => {
    const former = keys();
    sandbox.control.setSwitches({ keyAnswer: 'status500' });
    assert.equal((await visitor.get(path)).status, 500);
    sandbox.control.setSwitches({ keyAnswer: 'signInPage' });
    const answer = await visitor.get(path);
    assert.equal(answer.status, 200);
    assert.match(answer.text, /<h1>Login<\/h1>/);
    assert.deepEqual(keys(), former);
  });

  it('resets the pair although the answer is lost', async () => {
    for (const keyAnswer of ['lost', 'status500AfterReset'] as const) {
      const former = keys();
      sandbox.control.setSwitches({ keyAnswer });
      if (keyAnswer === 'lost') await assert.rejects(visitor.get(path));
      else assert.equal((await visitor.get(path)).status, 500);
      assert.notDeepEqual(keys(), former);
    }
    const sent = sandbox.control.requests().filter(({ name }) => name === path);
    assert.deepEqual(
      sent.map(({ status }) => status),
      [undefined, 500],
    );
  });

  it('refuses an account without accepted terms', async () => {
    await visitor.signIn('newcomer');
    const asJson = await visitor.get(path);
    assert.equal(asJson.status, 403);
    assert.match((JSON.parse(asJson.text) as { error: string }).error, /must agree/);
    sandbox.control.setSwitches({ refusal: 'page200' });
    const asPage = await visitor.get(path);
    assert.equal(asPage.status, 200);
    assert.match(asPage.text, /must agree/);
    assert.equal(sandbox.control.account('newcomer').keys, undefined);
  });

  it('widens the rights of a pair when more terms are accepted, after a delay', async () => {
    assert.deepEqual(sandbox.control.account('researcher').openReleases.includes('HCP_Retest/'), false);
    sandbox.control.setSwitches({ rightsDelayMs: 60_000 });
    await visitor.post('/terms/agree/Rt4Lm');
    assert.equal(sandbox.control.account('researcher').openReleases.includes('HCP_Retest/'), false);
    await sandbox.control.reset();
    await visitor.signIn('researcher');
    await visitor.post('/terms/agree/Rt4Lm');
    assert.equal(sandbox.control.account('researcher').openReleases.includes('HCP_Retest/'), true);
  });
});
