import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { isHeldElsewhere, tryLock, type Lock } from '../../../../src/core/transfer/lock';
import { thisProcess } from '../../../../src/core/transfer/lockProcess';
import { overlap } from '../../../../src/core/transfer/sources';

describe('tryLock', () => {
  let target: string;
  const taken: Lock[] = [];
  const realNow = performance.now;
  beforeEach(() => {
    target = mkdtempSync(join(tmpdir(), 'hcp-lock-'));
  });
  afterEach(() => {
    performance.now = realNow;
    for (const lock of taken.splice(0)) lock.release();
    rmSync(target, { recursive: true, force: true });
  });

  const attempt = (id: string, ...sources: readonly string[]): string => {
    const result = tryLock(target, id, sources);
    if (result.kind === 'held') return `held by ${result.by.jobId}`;
    taken.push(result.lock);
    return 'locked';
  };
  const locks = () => readdirSync(join(target, '.hcp'));
  /** A lock as another process would have left it. */
  const foreign = (id: string, changes: object, sources: readonly string[] = ['r/']) => {
    mkdirSync(join(target, '.hcp'), { recursive: true });
    const path = join(target, '.hcp', `${id}-0123456789ab.lock`);
    writeFileSync(path, JSON.stringify({ jobId: id, sources, ...thisProcess(), ...changes }));
    return path;
  };
  const later = (milliseconds: number) => {
    const now = performance.now() + milliseconds;
    performance.now = () => now;
  };

  it('gives the files of a job to one only', () => {
    assert.equal(attempt('a', 'r/a/', 's/x'), 'locked');
    assert.equal(attempt('b', 'r/'), 'held by a');
    assert.equal(attempt('b', 'r/a/b/c'), 'held by a');
    assert.equal(attempt('b', 's/x'), 'held by a');
    assert.equal(attempt('a', 't/'), 'held by a');
    assert.equal(attempt('b', 'r/b/', 's/x/', 's/xy'), 'locked');
    taken[0]!.release();
    assert.equal(attempt('c', 'r/a/'), 'locked');
    assert.equal(locks().length, 2);
  });

  it('leaves nothing behind', () => {
    attempt('a', 'r/');
    attempt('b', 'r/');
    assert.equal(locks().length, 1);
    taken[0]!.release();
    taken[0]!.release();
    assert.deepEqual(locks(), []);
  });

  it('takes a process of this machine that is gone, or whose number is another’s now, for gone', () => {
    foreign('dead', { pid: 2 ** 22 + 1 });
    foreign('reused', { pid: process.ppid, start: '1' });
    assert.equal(attempt('a', 'r/'), 'locked');
    assert.equal(locks().length, 1);
  });

  it('waits for a process of this machine as long as it lives, heartbeat or not', () => {
    const start = readFileSync(`/proc/${String(process.ppid)}/stat`, 'utf8')
      .replace(/.*\) /s, '')
      .split(' ')[19];
    foreign('alive', { pid: process.ppid, start });
    assert.equal(attempt('a', 'r/'), 'held by alive');
    later(1_000_000);
    assert.equal(attempt('a', 'r/'), 'held by alive');
    assert.ok(isHeldElsewhere(target, 'alive'));
  });

  for (const [where, changes] of [
    ['another machine', { host: 'elsewhere' }],
    ['another container', { namespace: 'pid:[1]' }],
    ['another boot, or a machine of the same name', { boot: 'other' }],
  ] as const) {
    it(`takes a holder on ${where} for gone after a minute without a heartbeat`, () => {
      const soon = new Date(Date.now() + 1_000);
      const path = foreign('far', { ...changes, pid: process.pid });
      assert.equal(attempt('a', 'r/'), 'held by far');
      later(59_000);
      assert.equal(attempt('a', 'r/'), 'held by far');
      utimesSync(path, soon, soon);
      later(59_000);
      assert.equal(attempt('a', 'r/'), 'held by far');
      later(60_001);
      assert.equal(attempt('a', 'r/'), 'locked');
      assert.equal(locks().length, 1);
    });
  }

  it('takes what this machine left before it was started for gone', () => {
    const path = foreign('before', { boot: 'other' });
    utimesSync(path, 1, 1);
    assert.equal(attempt('a', 'r/'), 'locked');
    assert.equal(locks().length, 1);
  });

  it('does not take a lock that it can’t read for none', () => {
    const path = foreign('odd', {});
    writeFileSync(path, 'of another version');
    assert.equal(attempt('a', 'x/'), 'held by odd');
    later(61_000);
    assert.equal(attempt('a', 'x/'), 'locked');
  });

  it('takes a thread of this process that has died for gone soon', () => {
    foreign('thread', {});
    assert.equal(attempt('a', 'r/'), 'held by thread');
    later(16_000);
    assert.equal(attempt('a', 'r/'), 'locked');
  });

  it('tells at once whether another process is at work on a job', () => {
    attempt('mine', 'r/');
    const path = foreign('far', { host: 'elsewhere' });
    foreign('dead', { pid: 2 ** 22 + 1 });
    assert.equal(isHeldElsewhere(target, 'mine'), false);
    assert.equal(isHeldElsewhere(target, 'far'), true);
    assert.equal(isHeldElsewhere(target, 'dead'), false);
    assert.equal(isHeldElsewhere(target, 'none'), false);
    utimesSync(path, 1, 1);
    assert.equal(isHeldElsewhere(target, 'far'), false);
    assert.equal(isHeldElsewhere(join(target, 'none'), 'far'), false);
  });

  it('never lets two processes have it, and gives it on when its holder is killed', async function () {
    this.timeout(120_000);
    const log = join(target, 'log');
    const children: ChildProcess[] = [];
    const contend = (id: string, source: string, rounds: number) => {
      const script = join(__dirname, 'lockContender.ts');
      const child = spawn(
        process.execPath,
        ['--import', 'tsx', script, target, id, source, String(rounds), log],
        {
          stdio: ['ignore', 'pipe', 'inherit'],
        },
      );
      children.push(child);
      return { child, said: once(createInterface(child.stdout), 'line') };
    };
    try {
      const killed = contend('killed', 'r/a/', 0);
      assert.deepEqual(await killed.said, ['locked']);
      const sources = ['r/', 'r/a/', 'r/a/b', 'r/', 'r/a/', 'r/a/b', 'r/'];
      const others = sources.map((source, n) => contend(`job${String(n)}`, source, 6));
      for (const { said } of others) assert.deepEqual(await said, ['held']);
      assert.equal(readFileSync(log, 'utf8'), 'begin killed\n');
      const ends = others.map(({ child }) => once(child, 'exit'));
      killed.child.kill('SIGKILL');
      assert.deepEqual(
        await Promise.all(ends),
        others.map(() => [0, null]),
      );
    } finally {
      for (const child of children) child.kill('SIGKILL');
    }
    const lines = readFileSync(log, 'utf8').trim().split('\n').slice(1);
    assert.equal(lines.length, 7 * 6 * 2);
    for (let at = 0; at < lines.length; at += 2) {
      assert.match(lines[at]!, /^begin /);
      assert.equal(lines[at + 1], lines[at]!.replace('begin', 'end'));
    }
    assert.deepEqual(locks(), []);
  });
});

describe('overlap', () => {
  it('is told by prefix and key', () => {
    assert.ok(overlap(['a/'], ['a/b']));
    assert.ok(overlap(['a/b/c'], ['a/', 'z']));
    assert.ok(overlap(['a'], ['a']));
    assert.ok(!overlap(['a/'], ['a', 'ab/', 'b/']));
    assert.ok(!overlap(['a/b'], ['a/bc', 'a/b/']));
  });
});
