import assert from 'node:assert/strict';
import { parseRequest } from '../../../src/host/panels/requests';
import { datasetIdOf } from '../../../src/host/panels/target';

const digest = 'a'.repeat(64);
const request = (name: string, params: unknown, id: unknown = 1): unknown => ({
  type: 'request',
  id,
  name,
  params,
});

describe('requests of the terms panel', () => {
  const good = [
    request('load', { fresh: true }),
    request('accept', { termsId: '12', digest }),
    request('openLink', { url: 'https://example.org/' }),
    request('openPortal', null),
    request('termsByHand', {}),
    request('termsByHand', { datasetId: 'HCP_Retest' }),
    request('copyReport', null),
    request('openDataset', { datasetId: 'HCP_YA' }),
    request('signIn', null),
    request('requestKeys', { datasetId: 'HCP_YA' }),
    request('useExistingKeys', null),
    request('browse', null),
  ];
  for (const message of good) {
    it(`takes ${JSON.stringify(message)}`, () => {
      assert.deepEqual(parseRequest(message), message);
    });
  }

  const bad: readonly unknown[] = [
    undefined,
    null,
    'load',
    [],
    {},
    { ...(request('load', { fresh: true }) as object), type: 'event' },
    { ...(request('load', { fresh: true }) as object), more: 1 },
    request('load', null),
    request('load', { fresh: 'yes' }),
    request('load', { fresh: true }, '1'),
    request('load', { fresh: true }, -1),
    request('load', { fresh: true }, 1.5),
    request('load', { fresh: true }, NaN),
    request('accept', { termsId: '', digest }),
    request('accept', { termsId: 12, digest }),
    request('accept', { termsId: '12' }),
    request('accept', { termsId: '12', digest: 'A'.repeat(64) }),
    request('accept', { termsId: '12', digest, all: true }),
    request('accept', [{ termsId: '12', digest }]),
    request('openLink', { url: 1 }),
    request('openLink', { url: `https://${'x'.repeat(5000)}` }),
    request('termsByHand', { datasetId: 1 }),
    request('toString', null),
    request('__proto__', null),
    request('executeCommand', { command: 'workbench.action.quit' }),
  ];
  for (const message of bad) {
    it(`ignores ${JSON.stringify(message)?.slice(0, 90)}`, () => {
      assert.equal(parseRequest(message), undefined);
    });
  }
});

describe('the dataset that the command is for', () => {
  it('is an id, or that of a tree node', () => {
    assert.equal(datasetIdOf('HCP_YA'), 'HCP_YA');
    assert.equal(datasetIdOf({ kind: 'lockedRelease', datasetId: 'HCP_Retest' }), 'HCP_Retest');
  });

  it('is none for anything else', () => {
    for (const target of [undefined, null, 1, {}, { datasetId: 3 }])
      assert.equal(datasetIdOf(target), undefined);
  });
});
