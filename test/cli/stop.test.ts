import assert from 'node:assert/strict';
import { eventsOf, hcp, start, summaryOf, type Run } from './command';
import { madeContent } from './content';
import { assertDelivered, assertWhole, filesBelow } from './delivered';
import { useStage } from './stage';

const subject = 'HCP_1200/100307/';
const partSize = 8 * 1024 * 1024;
const objects = [
  ...Array.from({ length: 40 }, (_, index) => ({
    key: `${subject}small/${String(index)}.txt`,
    size: 5_000 + index,
  })),
  { key: `${subject}large/one.nii.gz`, size: 6 * partSize + 1 },
  { key: `${subject}large/two.nii.gz`, size: 4 * partSize },
];
const connections = 4;

describe('hcp get, stopped', () => {
  const stage = useStage(madeContent(objects));
  const args = () =>
    ['get', subject, '--to', stage.target, '--connections', String(connections), '--json'] as const;
  const slowly = () =>
    stage.sandbox.control.addFault({
      server: 'bucket',
      pattern: 'large',
      operation: 'get',
      kind: 'drip',
      bytesPerSecond: 4_000_000,
    });
  const bytesDone = ({ stdout }: Run) =>
    Math.max(0, ...[...stdout.matchAll(/"bytesDone":(\d+)/g)].map(([, bytes]) => Number(bytes)));

  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    it(`stops within a second of ${signal}, and goes on with the same command`, async () => {
      slowly();
      const run = start(stage, args());
      await run.until((so) => bytesDone(so) > 4_000_000);
      const asked = performance.now();
      run.child.kill(signal);
      const ended = await run.ended;
      assert.ok(performance.now() - asked < 1_000, String(performance.now() - asked));
      assert.equal(ended.status, 130);
      assert.match(ended.stderr, /Interrupted\. The same command goes on where it stopped\./);
      assert.equal(summaryOf(ended).error?.code, 'cancelled');
      stage.sandbox.control.clearFaults();
      const again = await hcp(stage, args());
      assert.equal(again.status, 0, again.stderr);
      const [first] = eventsOf(again);
      assert.ok(first?.event === 'start' && first.resumed);
      await assertDelivered(stage.target, objects);
    });
  }

  it('fetches at most one part a connection again after each SIGKILL, wherever it comes', async () => {
    slowly();
    const kills = [2_000_000, 20_000_000, 45_000_000];
    for (const bytes of kills) {
      const run = start(stage, args());
      await run.until((so) => bytesDone(so) >= bytes);
      run.child.kill('SIGKILL');
      await run.ended;
    }
    stage.sandbox.control.clearFaults();
    const last = await hcp(stage, args());
    assert.equal(last.status, 0, last.stderr);
    await assertDelivered(stage.target, objects);
    const whole = objects.reduce((sum, { size }) => sum + size, 0);
    const again = askedBytes() - whole;
    assert.ok(again <= kills.length * connections * partSize, `${String(again)} bytes`);
  }).timeout(120_000);

  /** Bytes that all runs together asked for. */
  function askedBytes(): number {
    return stage.sandbox.control
      .requests()
      .filter(({ operation }) => operation === 'get')
      .reduce((sum, { name, range }) => {
        const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(range ?? '') ?? [];
        const size = objects.find(({ key }) => key === name)?.size ?? 0;
        return sum + (first === undefined ? size : Number(last) + 1 - Number(first));
      }, 0);
  }

  it('never has a file at its place before it is whole', async () => {
    slowly();
    const run = start(stage, args());
    await run.until((so) => bytesDone(so) > 4_000_000);
    run.child.kill('SIGKILL');
    await run.ended;
    const there = (await filesBelow(stage.target)).filter((path) => !path.endsWith('.hcp-part'));
    await assertWhole(
      stage.target,
      objects.filter(({ key }) => there.includes(key)),
    );
    assert.ok(there.length < objects.length);
  });

  it('lets two commands with the same target take turns', async () => {
    slowly();
    const first = start(stage, args());
    await first.until(({ stdout }) => stdout.includes('"progress"'));
    const second = start(stage, args());
    await second.until(({ stderr }) => stderr.includes('Another download'));
    stage.sandbox.control.clearFaults();
    const [one, two] = await Promise.all([first.ended, second.ended]);
    assert.deepEqual([one.status, two.status], [0, 0], one.stderr + two.stderr);
    assert.equal(summaryOf(two).get?.alreadyThere, objects.length);
    await assertDelivered(stage.target, objects);
  }).timeout(120_000);

  it('goes on with a waiting command when the other one is killed', async () => {
    slowly();
    const first = start(stage, args());
    await first.until((so) => bytesDone(so) > 4_000_000);
    const second = start(stage, args());
    await second.until(({ stderr }) => stderr.includes('Another download'));
    stage.sandbox.control.clearFaults();
    first.child.kill('SIGKILL');
    await first.ended;
    const two = await second.ended;
    assert.equal(two.status, 0, two.stderr);
    await assertDelivered(stage.target, objects);
  }).timeout(120_000);

  it('waits for a bucket that goes away in the middle, and goes on', async () => {
    slowly();
    const run = start(stage, args());
    await run.until((so) => bytesDone(so) > 4_000_000);
    await stage.sandbox.control.stop('bucket');
    await run.until(({ stderr }) => stderr.includes('can’t be reached'));
    await stage.sandbox.control.start('bucket');
    stage.sandbox.control.clearFaults();
    const ended = await run.ended;
    assert.equal(ended.status, 0, ended.stderr);
    await assertDelivered(stage.target, objects);
  }).timeout(120_000);
});
