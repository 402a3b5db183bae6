import assert from 'node:assert/strict';
import { mkdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { bareEnvironment, eventsOf, hcp, seenByOthers, start, summaryOf } from './command';
import { madeContent } from './content';
import { assertDelivered, filesBelow } from './delivered';
import { useStage } from './stage';

const subject = 'HCP_1200/100307/';
const small = Array.from({ length: 60 }, (_, index) => ({
  key: `${subject}small/${String(index)}.txt`,
  size: index * 997,
}));
const large = [
  { key: `${subject}large/one.nii.gz`, size: 20_000_001 },
  { key: `${subject}large/two.nii.gz`, size: 70_000_000 },
];
const objects = [...small, ...large];
const hostile = [
  'hostile/../../../escaped',
  'hostile/a\\b',
  'hostile/CON',
  'hostile/x\u001b[31m',
  'hostile/.hcp/x',
];

describe('hcp get', () => {
  const stage = useStage(
    madeContent([
      ...objects,
      ...hostile.map((key) => ({ key: `HCP_Resources/${key}`, size: 100 })),
      { key: 'HCP_900/vast.bin', size: 10_000_000_000_000 },
    ]),
  );
  const get = (...args: readonly string[]) => hcp(stage, ['get', ...args, '--to', stage.target, '--json']);

  it('downloads all of a folder, checks it, and tells how', async () => {
    const ended = await get('HCP_1200/100307');
    assert.equal(ended.status, 0, ended.stderr);
    await assertDelivered(stage.target, objects);
    const { seconds, ...counts } = summaryOf(ended).get ?? assert.fail();
    assert.ok(seconds > 0);
    const bytes = objects.reduce((sum, { size }) => sum + size, 0);
    assert.deepEqual(counts, {
      files: 62,
      bytes,
      alreadyThere: 0,
      verified: { md5Etag: 61, md5Manifest: 0, sizeOnly: 1 },
      restarted: 0,
      renamed: 0,
      failed: 0,
      dropped: 0,
      notTried: 0,
    });
    const [first] = eventsOf(ended);
    assert.ok(first?.event === 'start' && !first.resumed, JSON.stringify(first));
    assert.deepEqual([first.sources, first.target], [[subject], stage.target]);
    const dates = await stat(join(stage.target, large[0]!.key));
    assert.equal(dates.mtime.toISOString(), '2017-03-01T12:00:00.000Z');
    const manifest = await readFile(join(stage.target, 'hcp-manifest.tsv'), 'utf8');
    for (const { key } of objects) assert.ok(manifest.includes(key), key);
  });

  it('leaves alone what is there and whole', async () => {
    await get(`${subject}small/`);
    stage.sandbox.control.clearRequests();
    const again = await get(`${subject}small/`);
    assert.deepEqual([again.status, summaryOf(again).get?.alreadyThere], [0, 60]);
    const requests = stage.sandbox.control.requests();
    assert.deepEqual(
      requests.filter(({ operation }) => operation === 'get'),
      [],
    );
  });

  it('takes one file, with the bucket’s address before it', async () => {
    const { key } = small[7]!;
    assert.equal((await get(`s3://hcp-openaccess/${key}`)).status, 0);
    await assertDelivered(stage.target, [small[7]!]);
  });

  it('says in words what it did', async () => {
    const ended = await hcp(stage, ['get', `${subject}small`, '--to', stage.target]);
    assert.equal(ended.status, 0);
    assert.match(
      ended.stdout,
      /^60 files, 1\.76 MB, downloaded to .* in \d+:\d\d \(.*\/s\)\n {2}checked: 60 by MD5/,
    );
    assert.equal(ended.stderr, `${subject}small is a folder: taking what is below ${subject}small/\n`);
  });

  it('checks sizes only when it is told to', async () => {
    const ended = await get(`${subject}small/`, '--no-checksum');
    assert.deepEqual(summaryOf(ended).get?.verified, { md5Etag: 0, md5Manifest: 0, sizeOnly: 60 });
  });

  it('keeps to a bandwidth', async () => {
    const ended = await get(large[0]!.key, '--bandwidth', '10');
    const { seconds } = summaryOf(ended).get ?? assert.fail();
    assert.equal(ended.status, 0);
    assert.ok(seconds > 1.5 && seconds < 6, String(seconds));
  });

  it('keeps to a number of connections', async () => {
    stage.sandbox.control.addFault({
      server: 'bucket',
      pattern: 'small',
      operation: 'get',
      kind: 'delay',
      milliseconds: 50,
    });
    const ended = await get(`${subject}small/`, '--connections', '2');
    const most = Math.max(
      ...eventsOf(ended).map((event) => (event.event === 'progress' ? event.connections : 0)),
    );
    assert.ok(most >= 1 && most <= 2, String(most));
    const { seconds } = summaryOf(ended).get ?? assert.fail();
    assert.ok(seconds >= (60 * 0.05) / 2, String(seconds));
  });

  it('ends with 1 and lists what failed, with the rest delivered', async () => {
    stage.sandbox.control.addFault({
      server: 'bucket',
      pattern: '/7\\.txt$',
      operation: 'get',
      kind: 'wrongLength',
      length: 'short',
    });
    const ended = await get(`${subject}small/`, `${subject}nothing/`);
    assert.equal(ended.status, 1);
    const failed = eventsOf(ended).flatMap((event) =>
      event.event === 'failed' ? [[event.key, event.error.code]] : [],
    );
    assert.deepEqual(failed.map(([key]) => key).sort(), [`${subject}nothing/`, small[7]!.key]);
    assert.equal(summaryOf(ended).get?.failed, 2);
    assert.match(ended.stderr, /failed {2}HCP_1200\/100307\/nothing\/: The bucket has nothing of this name/);
    assert.match(ended.stderr, /failed {2}HCP_1200\/100307\/small\/7\.txt: /);
    const others = small.filter((_, index) => index !== 7);
    await assertDelivered(stage.target, others);
    stage.sandbox.control.clearFaults();
    assert.equal((await get(`${subject}small/`)).status, 0);
    await assertDelivered(stage.target, small);
  }).timeout(120_000);

  it('ends with 3 when the pair dies, and goes on with a new one', async () => {
    stage.sandbox.control.addFault({
      server: 'bucket',
      pattern: 'small/',
      operation: 'get',
      kind: 'keyDiesAfter',
      requests: 20,
    });
    const ended = await get(`${subject}small/`);
    assert.equal(ended.status, 3, ended.stderr);
    assert.equal(summaryOf(ended).error?.code, 'keys.unknown');
    await stage.sandbox.control.reset();
    const again = await get(`${subject}small/`);
    assert.deepEqual([again.status, eventsOf(again)[0]?.event], [0, 'start']);
    await assertDelivered(stage.target, small);
  });

  it('goes on with the new pair of the profile when the old one dies in the middle', async () => {
    const { control, readyKeys } = stage.sandbox;
    const other = control.account('researcher').keys ?? assert.fail();
    const file = join(stage.home, 'credentials');
    const profile = ({ accessKeyId, secretAccessKey }: typeof other) =>
      writeFile(
        file,
        `[hcp]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`,
      );
    await mkdir(stage.home, { recursive: true });
    await profile(readyKeys);
    control.addFault({
      server: 'bucket',
      pattern: 'two',
      operation: 'get',
      kind: 'drip',
      bytesPerSecond: 5_000_000,
    });
    const env = { ...bareEnvironment(stage.home), AWS_SHARED_CREDENTIALS_FILE: file };
    const command = ['get', large[1]!.key, '--to', stage.target, '--connections', '2', '--json'];
    const run = start(stage, command, { env });
    await run.until(({ stdout }) => stdout.includes('"progress"'));
    await profile(other);
    control.killKey('ready');
    control.clearFaults();
    const ended = await run.ended;
    assert.equal(ended.status, 0, ended.stderr);
    assert.match(ended.stderr, /Going on with the new one of the profile/);
    await assertDelivered(stage.target, [large[1]!]);
  });

  it('says that the target can’t be a folder', async () => {
    await writeFile(stage.target, 'a file');
    const ended = await get(`${subject}small/`);
    assert.equal(ended.status, 1);
    assert.match(summaryOf(ended).error?.code ?? '', /^disk\./);
    assert.equal(await readFile(stage.target, 'utf8'), 'a file');
  });

  it('ends with 4 when there is no room for all of it', async () => {
    const ended = await get('HCP_900/vast.bin');
    assert.equal(ended.status, 4, ended.stderr);
    assert.match(ended.stderr, /10 TB are needed, .* are free/);
    const plan = await hcp(stage, ['plan', 'HCP_900/', '--to', stage.target]);
    assert.equal(plan.status, 4);
  });

  it('tells soon that there is no bucket', async () => {
    await stage.sandbox.control.stop('bucket');
    const ended = await get(`${subject}small/`);
    assert.deepEqual([ended.status, summaryOf(ended).error?.code], [1, 'bucket.unreachable']);
  }).timeout(60_000);

  it('writes names that are made to do harm nowhere but below the target', async () => {
    const ended = await get('HCP_Resources/hostile/');
    assert.equal(ended.status, 0, ended.stderr);
    assert.ok(!(ended.stdout + ended.stderr).includes('\u001b'));
    const { files, renamed } = summaryOf(ended).get ?? assert.fail();
    assert.equal(files, hostile.length);
    assert.ok(renamed >= 3, String(renamed));
    const paths = await filesBelow(dirname(stage.target));
    const delivered = paths.filter((path) => path.startsWith('data/HCP_Resources/'));
    assert.equal(delivered.length, hostile.length);
    assert.deepEqual(
      paths.filter((path) => !path.startsWith('data/')),
      [],
    );
    assert.ok(
      delivered.every((path) => !/[\\\p{Cc}]|\.\./u.test(path)),
      delivered.join(', '),
    );
  });

  it('never shows its keys to other users of the machine', async function () {
    stage.sandbox.control.addFault({
      server: 'bucket',
      pattern: 'one',
      operation: 'get',
      kind: 'drip',
      bytesPerSecond: 100_000,
    });
    const run = start(stage, ['get', large[0]!.key, '--to', stage.target, '--json']);
    await run.until(({ stdout }) => stdout.includes('"progress"'));
    const seen = seenByOthers(run.child.pid ?? 0);
    run.child.kill('SIGKILL');
    await run.ended;
    if (!seen) this.skip();
    const { accessKeyId, secretAccessKey } = stage.sandbox.readyKeys;
    assert.match(seen.commandLine, /cli\.js/);
    assert.ok(!seen.commandLine.includes(secretAccessKey) && !seen.commandLine.includes(accessKeyId));
    for (const path of await filesBelow(dirname(stage.target))) {
      const text = await readFile(join(dirname(stage.target), path), 'latin1');
      assert.ok(!text.includes(secretAccessKey), path);
    }
  });
});

describe('hcp verify', () => {
  const stage = useStage(madeContent(objects));
  const run = (...args: readonly string[]) => hcp(stage, [...args, '--json']);

  it('finds what is wrong or missing, and repairs only that', async () => {
    await run('get', subject, '--to', stage.target);
    assert.equal((await run('verify', stage.target)).status, 0);
    const [wrong, missing] = [small[20]!, small[30]!];
    await damage(join(stage.target, wrong.key));
    await rm(join(stage.target, missing.key));
    const found = await run('verify', stage.target);
    assert.equal(found.status, 1);
    assert.deepEqual(
      eventsOf(found)
        .flatMap((event) => (event.event === 'finding' ? [`${event.kind} ${event.key}`] : []))
        .sort(),
      [`missing ${missing.key}`, `wrong ${wrong.key}`],
    );
    const { whole, wrong: bad, missing: gone } = summaryOf(found).verify ?? assert.fail();
    assert.deepEqual([whole, bad, gone], [60, 1, 1]);
    stage.sandbox.control.clearRequests();
    const repaired = await run('verify', stage.target, '--repair');
    assert.equal(repaired.status, 0, repaired.stderr);
    const fetched = stage.sandbox.control.requests().filter(({ operation }) => operation === 'get');
    assert.deepEqual(
      [...new Set(fetched.map(({ name }) => name))]
        .filter((name) => name.includes('/small/') || name.includes('/large/'))
        .sort(),
      [wrong.key, missing.key].sort(),
    );
    await assertDelivered(stage.target, objects);
    assert.equal((await run('verify', stage.target)).status, 0);
  });

  it('says that a folder holds nothing of the bucket', async () => {
    await mkdir(stage.target);
    const ended = await hcp(stage, ['verify', stage.target]);
    assert.equal(ended.status, 1);
    assert.match(ended.stdout, /holds nothing that was downloaded from this bucket/);
  });

  /** Other bytes of the same number, with the date of the object. */
  async function damage(file: string): Promise<void> {
    const { mtime } = await stat(file);
    const bytes = await readFile(file);
    bytes[bytes.length - 1]! ^= 0xff;
    await writeFile(file, bytes);
    await utimes(file, mtime, mtime);
  }
});
