import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { countlessContent, madeContent } from './content';
import {
  bareEnvironment,
  cliFile,
  environment,
  eventsOf,
  hcp,
  Run,
  seenByOthers,
  start,
  summaryOf,
} from './command';
import { useStage } from './stage';

const objects = [
  { key: 'HCP_1200/100307/T1w/a.nii.gz', size: 1_000 },
  { key: 'HCP_1200/100307/T1w/sub/b.nii.gz', size: 2_000 },
  { key: 'HCP_1200/100307/T1w-notes.txt', size: 10 },
  { key: 'HCP_1200/100307/\u001b[31mred\nline', size: 20 },
];

describe('hcp ls, du and plan', () => {
  const stage = useStage(madeContent(objects));

  it('lists releases, folders and files', async () => {
    const releases = await hcp(stage, ['ls']);
    assert.equal(releases.status, 0);
    assert.match(releases.stdout, /folder {2}HCP_1200\/\n/);
    const folder = await hcp(stage, ['ls', 's3://hcp-openaccess/HCP_1200/100307']);
    assert.equal(folder.status, 0);
    assert.deepEqual(folder.stdout.split('\n'), [
      '                    folder  HCP_1200/100307/T1w/',
      '2017-03-01 12:00      20 B  HCP_1200/100307/\\u001b[31mred\\u000aline',
      '2017-03-01 12:00      10 B  HCP_1200/100307/T1w-notes.txt',
      '',
    ]);
    assert.equal(folder.stderr, 'HCP_1200/100307 is a folder: taking what is below HCP_1200/100307/\n');
    const all = await hcp(stage, ['ls', 'HCP_1200/100307/T1w/', '--recursive', '--json']);
    assert.deepEqual(summaryOf(all), {
      event: 'summary',
      command: 'ls',
      exit: 0,
      ls: { objects: 2, prefixes: 0, bytes: 3_000 },
    });
    assert.deepEqual(
      eventsOf(all).flatMap((event) => (event.event === 'object' ? [[event.key, event.size]] : [])),
      objects.slice(0, 2).map(({ key, size }) => [key, size]),
    );
  });

  it('lists a release that may only be listed from its slash on', async () => {
    stage.sandbox.control.setSwitches({ refuseRootListing: true });
    const ended = await hcp(stage, ['ls', 'HCP_1200']);
    assert.deepEqual([ended.status, ended.stdout.trim()], [0, 'folder  HCP_1200/100307/']);
    assert.match((await hcp(stage, ['ls'])).stdout, /HCP_1200\//);
  });

  it('adds up and plans', async () => {
    const usage = await hcp(stage, ['du', 'HCP_1200/100307/T1w', '--json']);
    assert.deepEqual(eventsOf(usage)[0], {
      event: 'usage',
      prefix: 'HCP_1200/100307/T1w/sub/',
      files: 1,
      bytes: 2_000,
    });
    assert.deepEqual(summaryOf(usage).du, { files: 2, bytes: 3_000 });
    const plan = await hcp(stage, ['plan', 'HCP_1200/100307/T1w', '--to', stage.target, '--json']);
    const { all, toDownload, free } = summaryOf(plan).plan ?? assert.fail();
    assert.deepEqual(
      [all, toDownload],
      [
        { files: 2, bytes: 3_000 },
        { files: 2, bytes: 3_000 },
      ],
    );
    assert.ok(free !== null && free > 0);
  });

  it('says that there is nothing of a name', async () => {
    for (const args of [
      ['ls', 'HCP_1200/nothing'],
      ['du', 'HCP_1200/nothing/'],
      ['plan', 'HCP_1200/nothing'],
    ]) {
      const ended = await hcp(stage, args);
      assert.equal(ended.status, 1, args.join(' '));
      assert.match(ended.stderr, /The bucket has nothing of this name/);
    }
  });

  it('says that an address leads nowhere', async () => {
    await stage.sandbox.control.stop('bucket');
    const ended = await hcp(stage, ['ls', 'HCP_1200/', '--json']);
    assert.equal(summaryOf(ended).error?.code, 'bucket.unreachable');
    assert.equal(ended.status, 1);
  });
});

describe('hcp with many keys', () => {
  const count = 250_000;
  const stage = useStage(countlessContent('HCP_1200/', count));

  it('is content with a reader that leaves', async () => {
    const line = `"${process.execPath}" "${cliFile}" ls HCP_1200/ -r --endpoint-url ${stage.sandbox.s3Endpoint}`;
    const child = spawn('bash', ['-c', `set -o pipefail; ${line} | head -n 2`], { env: environment(stage) });
    const ended = await new Run(child, []).ended;
    assert.deepEqual([ended.status, ended.stderr, ended.stdout.trim().split('\n').length], [0, '', 2]);
  });

  it('writes the first page before the last one is asked for', async () => {
    const run = start(stage, ['ls', 'HCP_1200/', '-r']);
    await run.until(({ stdout }) => stdout.includes('00000999.gz'));
    run.child.kill('SIGTERM');
    assert.equal((await run.ended).status, 130);
    assert.ok(stage.sandbox.control.requests().length < count / 1_000);
  });

  it('plans in memory that does not grow with the number of files', async function () {
    this.timeout(120_000);
    // The names alone would take more than this heap has left beside the code.
    const env = { ...environment(stage), NODE_OPTIONS: '--max-old-space-size=48' };
    const run = start(stage, ['plan', 'HCP_1200/', '--to', stage.target], { env });
    let peak = 0;
    const watch = setInterval(() => {
      peak = Math.max(peak, seenByOthers(run.child.pid ?? 0)?.peakBytes ?? 0);
    }, 100);
    const ended = await run.ended;
    clearInterval(watch);
    assert.equal(ended.status, 0, ended.stderr);
    assert.match(ended.stdout, /^250,000 files, 250 MB in all\n/);
    assert.ok(peak <= 200e6, `${String(Math.round(peak / 1e6))} MB`);
  });
});

describe('hcp without a right to the bucket', () => {
  const stage = useStage(madeContent(objects));

  it('ends with 3 when there are no keys, half a pair, or ones that the bucket refuses', async () => {
    const { accessKeyId, secretAccessKey } = stage.sandbox.readyKeys;
    const bare = bareEnvironment(stage.home);
    const cases = [
      [{}, 'keys.missing'],
      [{ HCP_ACCESS_KEY_ID: accessKeyId }, 'keys.missing'],
      [{ HCP_ACCESS_KEY_ID: 'x', HCP_SECRET_ACCESS_KEY: 'y' }, 'keys.malformed'],
      [{ HCP_ACCESS_KEY_ID: accessKeyId, HCP_SECRET_ACCESS_KEY: 'x'.repeat(40) }, 'keys.secret'],
      [{ HCP_ACCESS_KEY_ID: 'AKIANOBODYNOBODY0000', HCP_SECRET_ACCESS_KEY: secretAccessKey }, 'keys.unknown'],
    ] as const;
    for (const [pair, code] of cases) {
      for (const command of [
        ['ls', 'HCP_1200/'],
        ['get', 'HCP_1200/', '--to', stage.target],
      ]) {
        const ended = await hcp(stage, [...command, '--json'], { env: { ...bare, ...pair } });
        assert.equal(ended.status, 3, `${code}: ${ended.stderr}`);
        assert.equal(summaryOf(ended).error?.code, code);
      }
    }
  });

  it('names the access key ID, never the secret', async () => {
    const secretAccessKey = 'WRONG/WRONG+WRONG/WRONG+WRONG/WRONG+WRON';
    const { accessKeyId } = stage.sandbox.readyKeys;
    const env = {
      ...bareEnvironment(stage.home),
      HCP_ACCESS_KEY_ID: accessKeyId,
      HCP_SECRET_ACCESS_KEY: secretAccessKey,
    };
    const ended = await hcp(stage, ['ls', 'HCP_1200/', '--json'], { env });
    assert.ok(ended.stderr.includes(accessKeyId));
    assert.ok(!(ended.stdout + ended.stderr).includes(secretAccessKey));
  });
});
