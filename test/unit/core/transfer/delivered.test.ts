import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { openDelivered, type DeliveredRow } from '../../../../src/core/transfer/delivered';
import { mergeIntoTable } from '../../../../src/core/transfer/deliveredMerge';
import { HashedSet, hashOf } from '../../../../src/core/transfer/hashedSet';
import {
  readManifestTable,
  readRow,
  rowLine,
  tableHeader,
} from '../../../../src/core/transfer/manifestTable';

const run = promisify(execFile);
const writer = join(__dirname, 'deliveredWriter.ts');
/** With a small nursery, so that what is in use is not hidden by what is not collected yet. */
const deliver = async (...args: readonly string[]) =>
  (await run(process.execPath, ['--max-semi-space-size=1', '--import', 'tsx', writer, ...args])).stdout;

const row = (key: string, changes: Partial<DeliveredRow> = {}): DeliveredRow => ({
  key,
  path: key,
  size: 12,
  digest: 'd41d8cd98f00b204e9800998ecf8427e',
  kind: 'md5-etag',
  etag: 'd41d8cd98f00b204e9800998ecf8427e',
  date: new Date('2017-11-03T10:20:30Z'),
  release: 'HCP_1200',
  ...changes,
});

describe('the table of what was delivered', () => {
  let target: string;
  beforeEach(() => {
    target = mkdtempSync(join(tmpdir(), 'hcp-delivered-'));
  });
  afterEach(() => {
    rmSync(target, { recursive: true, force: true });
  });
  const table = () => join(target, 'hcp-manifest.tsv');
  const logOf = (id: string) => join(target, '.hcp', `${id}.tsv`);
  const rows = () => [...readManifestTable(table())];
  const finish = async (id: string, ...added: readonly DeliveredRow[]) => {
    const log = openDelivered(target, id);
    for (const one of added) log.add(one);
    await log.finish();
  };

  it('keeps the rows of all jobs, the newest of each key, and no log', async () => {
    const multipart = row('r/b', { digest: undefined, kind: 'size', etag: 'abc-7', release: undefined });
    await finish('a1', row('r/a'), multipart);
    await finish('b2', row('r/a', { etag: 'new' }), row('r/c'));
    assert.deepEqual(rows(), [multipart, row('r/a', { etag: 'new' }), row('r/c')]);
    assert.equal(readFileSync(table(), 'utf8').split('\n')[0], tableHeader);
    assert.deepEqual(readdirSync(join(target, '.hcp')), []);
  });

  it('does not replace a digest by the word that the same object was there', async () => {
    await finish('a1', row('r/same'), row('r/changed'), row('r/twice'));
    const there = { kind: 'date', digest: undefined } as const;
    await finish(
      'b2',
      row('r/same', there),
      row('r/changed', { ...there, etag: 'other' }),
      row('r/twice', there),
      row('r/twice', { kind: 'size', digest: undefined }),
      row('r/new', there),
    );
    assert.deepEqual(rows(), [
      row('r/same'),
      row('r/changed', { ...there, etag: 'other' }),
      row('r/twice', { kind: 'size', digest: undefined }),
      row('r/new', there),
    ]);
  });

  it('goes on with the log of a run that was killed, without its torn line', async () => {
    const log = openDelivered(target, 'a1');
    log.add(row('r/a\t'));
    log.add(row('r/b'));
    log.flush();
    log.add(row('r/lost'));
    truncateSync(logOf('a1'), readFileSync(logOf('a1')).length - 20);
    const next = openDelivered(target, 'a1');
    assert.deepEqual(
      ['r/a\t', 'r/b', 'r/lost'].map((key) => next.has(key)),
      [true, false, false],
    );
    next.add(row('r/c'));
    next.close();
    assert.deepEqual(
      [...readManifestTable(logOf('a1'))].map(({ key }) => key),
      ['r/a\t', 'r/c'],
    );
    await finish('a1');
    assert.deepEqual(
      rows().map(({ key }) => key),
      ['r/a\t', 'r/c'],
    );
  });

  it('writes in batches, and a batch that is full without being told', () => {
    const log = openDelivered(target, 'a1');
    log.add(row('r/a'));
    assert.equal(readFileSync(logOf('a1'), 'utf8'), `${tableHeader}\n`);
    log.flush();
    assert.equal([...readManifestTable(logOf('a1'))].length, 1);
    for (let n = 0; n < 1_000; n++) log.add(row(`r/${String(n)}`));
    assert.ok([...readManifestTable(logOf('a1'))].length > 400);
    log.close();
    assert.equal([...readManifestTable(logOf('a1'))].length, 1_001);
  });

  it('puts a table aside that others have given other columns', async () => {
    writeFileSync(table(), 'my\town\ttable\n');
    await finish('a1', row('r/a'));
    assert.deepEqual(rows(), [row('r/a')]);
    assert.equal(readFileSync(`${table()}.old`, 'utf8'), 'my\town\ttable\n');
  });

  it('passes over what is no row, and takes line ends of Windows', async () => {
    await finish('a1', row('r/a'));
    const text = readFileSync(table(), 'utf8').replaceAll('\n', '\r\n');
    writeFileSync(
      table(),
      `${text}rubbish\r\n\r\n${rowLine(row('r/b'))}\n${rowLine(row('r/torn')).slice(0, 40)}`,
    );
    assert.deepEqual(rows(), [row('r/a'), row('r/b')]);
  });

  it('leaves table and log as they are when it can’t write', async () => {
    await finish('a1', row('r/a'));
    const before = readFileSync(table());
    const log = openDelivered(target, 'b2');
    log.add(row('r/b'));
    mkdirSync(join(target, '.hcp', 'manifest.tsv-new'));
    await assert.rejects(log.finish(), { code: 'disk.failed' });
    assert.deepEqual(readFileSync(table()), before);
    rmSync(join(target, '.hcp', 'manifest.tsv-new'), { recursive: true });
    await finish('b2');
    assert.equal(rows().length, 2);
    assert.ok(!existsSync(logOf('b2')));
  });

  it('comes to the same table however many rows are held at once, and lets others have their turn', async () => {
    const log = join(target, 'log.tsv');
    const write = (path: string, added: readonly DeliveredRow[]) => {
      writeFileSync(path, [tableHeader, ...added.map(rowLine), ''].join('\n'));
    };
    const some = (count: number, changes: (n: number) => Partial<DeliveredRow>) =>
      Array.from({ length: count }, (_, n) => row(`r/${String((n * 7) % 6_000)}`, changes(n)));
    const old = some(8_000, (n) => ({ etag: `old ${String(n % 3)}` }));
    const added = some(9_000, (n) => ({
      etag: `old ${String(n % 2)}`,
      ...(n % 5 === 0 && { kind: 'date', digest: undefined }),
    }));
    const merged = async (...atOnce: readonly number[]) => {
      write(table(), old);
      write(log, added);
      await mergeIntoTable(log, table(), join(target, 'fresh'), ...atOnce);
      return readFileSync(table(), 'utf8');
    };
    let turns = 0;
    const count = () => {
      turns++;
      waiting = setImmediate(count);
    };
    let waiting = setImmediate(count);
    const whole = await merged();
    clearImmediate(waiting);
    assert.ok(turns >= 10, `${String(turns)} turns`);
    assert.ok(new Set(rows().map(({ key }) => key)).size === 6_000 && whole.includes('md5-etag'));
    for (const atOnce of [1_000, 4_321, 9_001]) assert.ok((await merged(atOnce)) === whole, String(atOnce));
  });

  it('reads lines that are longer than what it reads at once', async () => {
    const long = row(`r/${'x'.repeat(600_000)}`);
    await finish('a1', row('r/a'), long, row('r/b'));
    assert.deepEqual(rows(), [row('r/a'), long, row('r/b')]);
  });

  it('holds any key in one line, and gives it back', () => {
    const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 30 });
    const hostile = fc.oneof(
      text,
      fc.constantFrom('\ud800', 'a\\u0009', '\\', '\\\\t', '\u001b[2J', 'a\rb\n', ' '),
    );
    fc.assert(
      fc.property(
        hostile,
        hostile,
        fc.option(hostile, { nil: undefined }),
        fc.nat(2 ** 40),
        (key, path, release, size) => {
          const one = row(key, { path, release, size, etag: path });
          const line = rowLine(one);
          // eslint-disable-next-line no-control-regex -- that there are none is what it tests
          assert.doesNotMatch(line.replaceAll('\t', ''), /[\u0000-\u001f\u007f]/);
          assert.deepEqual(readRow(Buffer.from(line).toString('utf8')), one);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('loses no row when two processes merge at once', async function () {
    this.timeout(60_000);
    const jobs = ['a1', 'b2', 'c3', 'd4'];
    await Promise.all(jobs.map((id) => deliver(target, id, '3000', id)));
    assert.equal(new Set(rows().map(({ key }) => key)).size, 12_000);
    assert.equal(rows().length, 12_000);
    assert.deepEqual(readdirSync(join(target, '.hcp')), []);
  });

  it('takes less than 40 MB for a million rows', async function () {
    this.timeout(120_000);
    const grown = Number(await deliver(target, 'a1', '1000000', 'a'));
    let count = 0;
    for (const { size } of readManifestTable(table())) assert.equal(size, count++);
    assert.equal(count, 1_000_000);
    assert.ok(grown < 40, `${String(grown)} MB`);
  });
});

describe('HashedSet', () => {
  it('knows the keys that were added, and no other, while it grows', () => {
    const keys = new HashedSet(2);
    const hashes = Array.from({ length: 5_000 }, (_, n) => hashOf(Buffer.from(String(n))));
    for (const one of hashes.slice(0, 2_500)) keys.add(one);
    for (const one of hashes.slice(0, 100)) keys.add(one);
    assert.deepEqual(
      hashes.map((one) => keys.find(one) !== undefined),
      hashes.map((_, n) => n < 2_500),
    );
    assert.equal(new Set(hashes.slice(0, 2_500).map((one) => keys.find(one))).size, 2_500);
  });
});
