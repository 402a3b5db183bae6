import assert from 'node:assert/strict';
import fs from 'node:fs';
import { join } from 'node:path';
import { mock } from 'node:test';
import { createJournal, type Journal } from '../../../../src/core/transfer/journal';
import type { JobSpec } from '../../../../src/core/transfer/jobs';
import { tryLock } from '../../../../src/core/transfer/lock';
import { closeEngines, newEngine } from './engines';
import { MemoryStore, newFolder } from './support';

const specOf = (target: string, id: string): JobSpec => ({
  id,
  sources: ['r/'],
  target,
  origin: 's3://test',
  created: 1,
  all: undefined,
});

function unfinished(target: string, id: string): Journal {
  const journal = createJournal(specOf(target, id));
  journal.close();
  return journal;
}

describe('a folder that is not this person’s alone', () => {
  afterEach(async () => {
    mock.restoreAll();
    await closeEngines();
  });

  it('does not keep jobs from being found or begun because of an ended one that can not be removed', async () => {
    const [closed, own] = [await newFolder(), await newFolder()];
    const ended = createJournal(specOf(closed, 'ended'));
    ended.setState('settled');
    ended.close();
    unfinished(own, 'own');
    const open = fs.openSync.bind(fs) as (...args: unknown[]) => number;
    mock.method(fs, 'openSync', (...args: unknown[]) => {
      const forWriting = typeof args[1] === 'number' && (args[1] & fs.constants.O_WRONLY) !== 0;
      if (String(args[0]) === join(closed, '.hcp', 'ended.journal') && forWriting)
        throw Object.assign(new Error('denied'), { code: 'EACCES', syscall: 'open' });
      return open(...args);
    });
    const engine = newEngine(new MemoryStore({}));
    const found = await engine.recover([closed, own]);
    assert.deepEqual(
      found.map(({ spec }) => spec.id),
      ['own'],
    );
    await engine.start({ sources: ['other/'], target: closed, totals: undefined });
  });

  it('keeps no lock that it could not compare with the others', async () => {
    const target = await newFolder();
    const list = fs.readdirSync.bind(fs) as (...args: unknown[]) => string[];
    let looks = 0;
    mock.method(fs, 'readdirSync', (...args: unknown[]) => {
      if (++looks === 2) throw Object.assign(new Error('away'), { code: 'EIO', syscall: 'scandir' });
      return list(...args);
    });
    assert.throws(() => tryLock(target, 'job', ['r/']), { code: 'disk.failed' });
    const again = tryLock(target, 'job', ['r/']);
    assert.equal(again.kind, 'locked');
    if (again.kind === 'locked') again.lock.release();
  });
});
