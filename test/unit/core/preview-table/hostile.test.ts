import assert from 'node:assert/strict';
import { HcpError } from '../../../../src/core/errors';
import { Undrawable } from '../../../../src/core/preview/model';
import { describeTable } from '../../../../src/core/preview/table/describeTable';
import { MAX_COLUMNS, MAX_PAGE, MAX_TABLE_BYTES } from '../../../../src/core/preview/table/limits';
import { openTable } from '../../../../src/core/preview/table/openTable';
import { openedOf } from './memory';

/** Milliseconds that no file may take, on a busy machine too; what grows with the square takes minutes. */
const soon = 8000;

async function quick(path: string, content: string | Uint8Array): Promise<string> {
  const started = performance.now();
  const outcome = await openTable(openedOf(path, content)).then(
    ({ rows, columns, complete }) => `${String(rows)}x${String(columns.length)} ${String(complete)}`,
    (error: unknown) => {
      if (error instanceof Undrawable) return error.reason;
      throw error;
    },
  );
  assert.ok(performance.now() - started < soon, `${path} took ${String(performance.now() - started)} ms`);
  return outcome;
}

describe('preview tables: hostile files', () => {
  it('lines without an end, and quotes without one', async () => {
    const large = MAX_TABLE_BYTES;
    assert.equal(await quick('a.txt', '1 '.repeat(large / 2)), 'notTheFormat');
    assert.equal(
      await quick('a.txt', `1 2\n3 4\n${'5 '.repeat(large / 2)}`),
      `3x${String(MAX_COLUMNS)} false`,
    );
    assert.match(await quick('a.csv', `a,b\n"${'x'.repeat(large)}`), /false$|notTheFormat/);
    assert.match(await quick('b.csv', `a,b\n${'"x" "y"'.repeat(large / 8)}`), /x|notTheFormat/);
    assert.match(await quick('c.csv', `a,b\n${'1,2\n'.repeat(1000)}${'"'.repeat(large / 2)}`), /x/);
    assert.match(await quick('d.csv', `"${'","'.repeat(large / 4)}`), /x|notTheFormat/);
  });

  it('digits without an end', async () => {
    assert.match(await quick('a.txt', `${'1'.repeat(900)}x 2\n`.repeat(4000)), /4000x2/);
  });

  it('more columns than are kept', async () => {
    const wide = `${'1 '.repeat(MAX_COLUMNS + 5)}\n`;
    assert.equal(await quick('wide.txt', wide.repeat(3)), `3x${String(MAX_COLUMNS)} false`);
  });

  it('more bytes than are read', async () => {
    const opened = openedOf('long.txt', '123456 7\n'.repeat(2_000_000));
    const table = await openTable(opened);
    assert.deepEqual(
      [table.complete, table.rows > 900_000, table.facts.some(({ id }) => id === 'rows')],
      [false, true, false],
    );
    assert.ok(opened.reads.every(([start, end]) => end - start <= MAX_TABLE_BYTES));
    assert.equal(table.page({ first: 0, count: 1e9 }).length, MAX_PAGE);
    assert.deepEqual(table.page({ first: -5, count: 1 }), [['123456', '7']]);
    assert.deepEqual(table.page({ first: NaN, count: NaN }), []);
  });

  it('NUL bytes, other encodings, nothing at all', async () => {
    assert.equal(await quick('nul.txt', new Uint8Array(10_000)), 'notTheFormat');
    assert.equal(
      await quick('latin.csv', Buffer.from('name,\xb5m\nlength,1\nwidth,2\n', 'latin1')),
      '2x2 true',
    );
    assert.equal(await quick('empty.txt', ''), 'empty');
    assert.equal(await quick('bvals', 'x y z'), 'notTheFormat');
    assert.equal(await quick('bvecs', '1 2 3\n4 5\n'), 'notTheFormat');
  });

  it('the signal ends the reading', async () => {
    const stopped = openedOf('a.txt', '1 2\n3 4\n', {}, AbortSignal.abort());
    await assert.rejects(openTable(stopped), (error) => HcpError.is(error, 'cancelled'));
    const abort = new AbortController();
    const running = openTable(openedOf('a.txt', '1 2\n'.repeat(1_000_000), {}, abort.signal));
    setImmediate(() => {
      abort.abort();
    });
    await assert.rejects(running, (error) => HcpError.is(error, 'cancelled'));
  });

  it('the card tells of a prefix what it is, and not how many rows there are', async () => {
    const facts = await describeTable(openedOf('long.txt', '1 2\n'.repeat(100_000)));
    assert.deepEqual(facts, [{ id: 'format', value: 'text' }, { id: 'columns', value: '2' }]); // prettier-ignore
  });
});
