import assert from 'node:assert/strict';
import { faultRuleSchema } from '../../sandbox/faults';
import { switchesSchema } from '../../sandbox/switches';
import { problemOf, rowsOf } from './named';

const steps = ['sign-in', 'terms', 'keys'] as const;
/** These change what the bucket says of an object, which the portal has none of. */
const ofTheBucket = ['changedEtag', 'keyDiesAfter'];

describe('test/PORTAL.md', () => {
  const rows = rowsOf('test/PORTAL.md');
  const named = (cell = '') => /^`([^`]+)`$/.exec(cell)?.[1];

  it('has each switch of the sandbox, with each of its values', () => {
    const wanted = Object.entries(switchesSchema.entries).flatMap(([name, schema]) =>
      schema.type === 'picklist' ? schema.options.map((value) => `${name}: ${value}`) : [name],
    );
    const switches = rows.filter((row) => row.length === 4 && !isFault(named(row[0])));
    assert.deepEqual(switches.map(([name]) => named(name)).sort(), wanted.sort());
  });

  it('has each kind of fault, at each step', () => {
    const wanted = kinds.flatMap((kind) =>
      ofTheBucket.includes(kind) ? [`${kind} none`] : steps.map((step) => `${kind} ${step}`),
    );
    const faults = rows.filter((row) => isFault(named(row[0])));
    assert.deepEqual(faults.map(([kind, step = '']) => `${named(kind) ?? ''} ${step}`).sort(), wanted.sort());
  });

  it('names tests that are there, each of a person’s whole way', () => {
    for (const row of rows) {
      const shown = row.at(-1) ?? '';
      assert.equal(problemOf(shown), undefined, row.join(' | '));
      if (ofTheBucket.includes(named(row[0]) ?? '')) continue;
      assert.match(shown, /^`test\/e2e\//, row.join(' | '));
    }
  });
});

const kinds = faultRuleSchema.options.map(({ entries }) => entries.kind.literal);

function isFault(name: string | undefined): boolean {
  return kinds.some((kind) => kind === name);
}
