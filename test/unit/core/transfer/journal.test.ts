import assert from 'node:assert/strict';
import {
  existsSync,
  mkdtempSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import {
  createJournal,
  findJournals,
  openJournal,
  type Journal,
} from '../../../../src/core/transfer/journal';
import type { JobSpec } from '../../../../src/core/transfer/jobs';
import { bootId, sameBoot } from '../../../../src/core/transfer/lockProcess';

describe('Journal', () => {
  let target: string;
  let spec: JobSpec;
  beforeEach(() => {
    target = mkdtempSync(join(tmpdir(), 'hcp-journal-'));
    spec = { id: 'ab12', sources: ['r/'], target, origin: 's3://b', created: 5_000, all: undefined };
  });
  afterEach(() => {
    rmSync(target, { recursive: true, force: true });
  });

  const path = () => join(target, '.hcp', 'ab12.journal');
  const reopen = (): Journal => {
    const journal = openJournal(target, 'ab12');
    assert.ok(journal);
    return journal;
  };
  const doneOf = (journal: Journal, key: string) => [...(journal.open.get(key)?.done ?? [])];
  const file = (key: string) => ({ key, etag: `e-${key}`, size: 100, partSize: 10 });
  const onAnotherBoot = () => {
    const text = readFileSync(path(), 'utf8');
    writeFileSync(path(), text.replace(bootId(), 'another'));
  };

  it('says after a restart what was written before it', () => {
    const journal = createJournal({ ...spec, all: { files: 3, bytes: 300 } });
    const hostile = 'r/a\n["p",0,9]\t\u2028\ud800"\\';
    journal.begin(file(hostile));
    journal.part(hostile, 0);
    journal.part(hostile, 7);
    journal.part('r/not begun', 1);
    journal.begin(file('r/whole'));
    journal.part('r/whole', 1);
    journal.end('r/whole');
    journal.begin(file('r/again'));
    journal.part('r/again', 3);
    journal.begin({ ...file('r/again'), etag: 'other' });
    journal.drop('r/dropped');
    journal.setState('paused');
    // No `close`: the process was killed.
    const found = reopen();
    assert.deepEqual(found.spec, { ...spec, all: { files: 3, bytes: 300 } });
    assert.equal(found.state, 'paused');
    assert.equal(found.doubtedSince, undefined);
    assert.deepEqual([...found.open.keys()], [hostile, 'r/again']);
    assert.deepEqual(doneOf(found, hostile), [0, 7]);
    assert.equal(found.open.get('r/again')?.etag, 'other');
    assert.deepEqual(doneOf(found, 'r/again'), []);
    assert.deepEqual([...found.dropped], ['r/dropped']);
    found.close();
    journal.close();
  });

  it('spends few bytes on a part', () => {
    const journal = createJournal(spec);
    journal.begin(file('r/a'));
    const before = statSync(path()).size;
    for (let part = 0; part < 100; part++) journal.part('r/a', part);
    assert.ok((statSync(path()).size - before) / 100 <= 13);
    journal.close();
  });

  it('is gone when it is removed, and writes nothing after it was closed', () => {
    const journal = createJournal(spec);
    journal.close();
    const before = readFileSync(path());
    journal.drop('r/a');
    assert.deepEqual(readFileSync(path()), before);
    journal.remove();
    assert.equal(existsSync(path()), false);
    assert.equal(openJournal(target, 'ab12'), undefined);
    assert.deepEqual(findJournals(target), []);
  });

  it('lists the jobs of a folder, and those only', () => {
    createJournal(spec).close();
    const other = createJournal({ ...spec, id: 'cd34' });
    other.setState('failed');
    other.close();
    writeFileSync(join(target, '.hcp', 'ee.journal'), '{"hcpJournal":1,"sp');
    writeFileSync(join(target, '.hcp', 'ff.journal'), readFileSync(path()));
    writeFileSync(join(target, '.hcp', 'ab12.lock'), '');
    mkdirSync(join(target, '.hcp', 'dd.journal'));
    assert.deepEqual(
      findJournals(target).map((found) => [found.spec.id, found.state]),
      [
        ['ab12', 'running'],
        ['cd34', 'failed'],
      ],
    );
    assert.deepEqual(findJournals(join(target, 'none')), []);
  });

  it('is about the folder that it is found in', () => {
    createJournal({ ...spec, target }).close();
    const text = readFileSync(path(), 'utf8').replace(JSON.stringify(target), '"/etc"');
    writeFileSync(path(), text);
    assert.equal(reopen().spec.target, target);
  });

  it('trusts after a loss of power only what was on the disk itself', () => {
    const journal = createJournal(spec);
    journal.begin(file('r/a'));
    journal.part('r/a', 0);
    journal.part('r/a', 4);
    const written = journal.syncing('r/a');
    journal.part('r/a', 5);
    written();
    journal.begin(file('r/b'));
    journal.part('r/b', 1);
    journal.group(7_000);
    journal.close();
    onAnotherBoot();
    const found = reopen();
    assert.deepEqual(doneOf(found, 'r/a'), [0, 4]);
    assert.deepEqual(doneOf(found, 'r/b'), []);
    assert.equal(found.doubtedSince, 7_000);
    found.group(9_000);
    found.close();
    // In the same boot the doubt stays, and it stays as old as it was after one more.
    assert.equal(reopen().doubtedSince, 7_000);
    onAnotherBoot();
    const again = reopen();
    assert.equal(again.doubtedSince, 7_000);
    assert.deepEqual(doneOf(again, 'r/a'), [0, 4]);
    again.close();
  });

  it('doubts everything since the job began when no group was written', () => {
    createJournal(spec).close();
    onAnotherBoot();
    assert.equal(reopen().doubtedSince, 5_000);
  });

  it('does not take the sync of an older file for that of a newer one', () => {
    const journal = createJournal(spec);
    journal.begin(file('r/a'));
    journal.part('r/a', 0);
    const written = journal.syncing('r/a');
    journal.begin(file('r/a'));
    journal.part('r/a', 0);
    written();
    journal.close();
    onAnotherBoot();
    assert.deepEqual(doneOf(reopen(), 'r/a'), []);
  });

  it('stays small, and loses nothing by it', () => {
    const journal = createJournal(spec);
    journal.begin(file('r/kept'));
    journal.part('r/kept', 3);
    journal.syncing('r/kept')();
    journal.part('r/kept', 4);
    journal.drop('r/dropped');
    journal.group(6_000);
    journal.setState('failed');
    for (let n = 0; n < 40_000; n++) {
      const key = `r/${String(n).padStart(60, '0')}`;
      journal.begin(file(key));
      journal.part(key, 0);
      journal.end(key);
      if (n % 1000 === 0) assert.ok(statSync(path()).size < 1_100_000);
    }
    journal.begin(file('r/last'));
    journal.part('r/last', 2);
    journal.close();
    const found = reopen();
    assert.deepEqual([...found.open.keys()].sort(), ['r/kept', 'r/last']);
    assert.deepEqual(doneOf(found, 'r/kept'), [3, 4]);
    assert.deepEqual(doneOf(found, 'r/last'), [2]);
    assert.deepEqual([...found.dropped], ['r/dropped']);
    assert.equal(found.state, 'failed');
    found.close();
    onAnotherBoot();
    assert.deepEqual(doneOf(reopen(), 'r/kept'), [3]);
  });

  it('never writes through a link', () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'hcp-journal-'));
    symlinkSync(elsewhere, join(target, '.hcp'));
    assert.throws(() => createJournal(spec), { code: 'disk.unsafeName' });
    rmSync(elsewhere, { recursive: true });
  });

  it('says clearly when it can’t be written', () => {
    writeFileSync(join(target, 'file'), '');
    assert.throws(() => createJournal({ ...spec, target: join(target, 'file') }), { code: 'disk.failed' });
  });

  describe('whatever happens to its file', () => {
    const key = fc.constantFrom('r/a', 'r/b', 'r/c"\n');
    const operation = fc.oneof(
      fc.record({ kind: fc.constant('begin' as const), key, etag: fc.constantFrom('1', '2') }),
      fc.record({ kind: fc.constant('part' as const), key, index: fc.nat(5) }),
      fc.record({ kind: fc.constant('part' as const), key, index: fc.nat(5) }),
      fc.record({ kind: fc.constant('sync' as const), key }),
      fc.record({ kind: fc.constant('end' as const), key }),
      fc.record({ kind: fc.constant('drop' as const), key }),
      fc.record({
        kind: fc.constant('state' as const),
        state: fc.constantFrom('running' as const, 'paused' as const),
      }),
    );
    type Operation = typeof operation extends fc.Arbitrary<infer T> ? T : never;

    const perform = (journal: Journal, one: Operation): void => {
      switch (one.kind) {
        case 'begin':
          journal.begin({ ...file(one.key), etag: one.etag });
          return;
        case 'part':
          journal.part(one.key, one.index);
          return;
        case 'sync':
          journal.syncing(one.key)();
          return;
        case 'end':
          journal.end(one.key);
          return;
        case 'drop':
          journal.drop(one.key);
          return;
        case 'state':
          journal.setState(one.state);
      }
    };
    const seen = (journal: Journal) => ({
      open: [...journal.open.values()]
        .map(({ key, etag, done }) => `${key} ${etag} ${[...done].sort().join()}`)
        .sort(),
      dropped: [...journal.dropped].sort(),
      state: journal.state,
    });

    /** Performs the operations. @returns what the journal said at each size that its file had */
    const history = (operations: readonly Operation[]) => {
      rmSync(path(), { force: true });
      const journal = createJournal(spec);
      const states = [{ size: statSync(path()).size, seen: seen(journal) }];
      for (const one of operations) {
        perform(journal, one);
        states.push({ size: statSync(path()).size, seen: seen(journal) });
      }
      journal.close();
      return states;
    };

    it('cut at any byte, it says exactly what its whole lines said, and goes on from there', () => {
      fc.assert(
        fc.property(
          fc.array(operation, { maxLength: 25 }),
          fc.double({ min: 0, max: 1, noNaN: true }),
          operation,
          (operations, where, next) => {
            const states = history(operations);
            const bytes = readFileSync(path());
            const cut = Math.round(where * bytes.length);
            writeFileSync(path(), bytes.subarray(0, cut));
            const known = states.filter(({ size }) => size <= cut).at(-1);
            const found = openJournal(target, 'ab12');
            if (!known) {
              // Only the head, or less, is left of the file.
              assert.deepEqual([...(found?.open ?? [])], []);
              return;
            }
            assert.ok(found);
            assert.deepEqual(seen(found), known.seen);
            perform(found, next);
            const after = seen(found);
            found.close();
            const last = reopen();
            assert.deepEqual(seen(last), after);
            last.close();
          },
        ),
        { numRuns: 200 },
      );
    });

    it('damaged anywhere, it claims no part that was not written to the last file of that key', () => {
      const damage = fc.record({
        where: fc.double({ min: 0, max: 1, noNaN: true }),
        bytes: fc.integer({ min: 1, max: 40 }),
      });
      fc.assert(
        fc.property(
          fc.array(operation, { minLength: 5, maxLength: 40 }),
          damage,
          operation,
          (operations, { where, bytes }, next) => {
            history(operations);
            const content = readFileSync(path());
            const head = content.indexOf(0x0a) + 1;
            // The last line end stays: without it the file is a shorter one, and no line of it is damaged.
            const at = head + Math.floor(where * (content.length - head));
            const torn = content.subarray(at, Math.min(at + bytes, content.length - 1));
            torn.fill(0);
            writeFileSync(path(), content);
            const written = new Map<string, Set<string>>();
            for (const one of operations) {
              if (one.kind === 'begin') written.set(one.key, new Set());
              if (one.kind === 'part') written.get(one.key)?.add(String(one.index));
            }
            const check = (journal: Journal) => {
              for (const { key, done } of journal.open.values()) {
                for (const part of done)
                  assert.ok(written.get(key)?.has(String(part)), `${key} ${String(part)}`);
              }
            };
            const found = reopen();
            check(found);
            if (next.kind === 'begin') written.set(next.key, new Set());
            if (next.kind === 'part') written.get(next.key)?.add(String(next.index));
            perform(found, next);
            found.close();
            const last = reopen();
            check(last);
            last.close();
          },
        ),
        { numRuns: 200 },
      );
    });
  });
});

describe('a boot', () => {
  it('is the same when its time moved by what a clock is put right by', () => {
    assert.ok(sameBoot(bootId(), bootId()));
    assert.ok(sameBoot('at 1000', 'at 1007'));
    assert.ok(!sameBoot('at 1000', 'at 1100'));
    assert.ok(!sameBoot('one', 'two'));
  });
});
