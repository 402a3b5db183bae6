import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readySnapshot } from '../../../src/host/panels/snapshot';
import { isTermsSnapshot, type DatasetView } from '../../../src/shared/protocol';
import { dataset, text } from './fakes';

const words = { changedSince: () => undefined, releaseLabel: (label: string) => `${label}, in words` };

function view(of: ReturnType<typeof dataset>, hasKeys = false): DatasetView {
  const snapshot = readySnapshot([of], { userName: 'anna', hasKeys, ...words });
  assert.equal(snapshot.kind, 'ready');
  const [first] = snapshot.datasets;
  assert.ok(first);
  return first;
}

describe('the snapshot of the terms panel', () => {
  it('takes the state from the terms and the keys', () => {
    assert.equal(view(dataset('HCP_YA', { a: false }), true).state, 'termsRequired');
    assert.equal(view(dataset('HCP_YA', { a: true, b: false }), true).state, 'termsRequired');
    assert.equal(view(dataset('HCP_YA', { a: true, b: true })).state, 'accepted');
    assert.equal(view(dataset('HCP_YA', { a: true, b: true }), true).state, 'acceptedWithKeys');
  });

  it('does not take a dataset without listed terms for an accepted one', () => {
    assert.equal(view(dataset('HCP_YA', {}), true).state, 'noTerms');
  });

  it('names the release folders without their final slash', () => {
    const { releases } = view(dataset('HCP_YA', { a: true }));
    assert.ok(releases.every(({ label }) => label.endsWith(', in words')));
    const folders = releases.map((release) => release.folder);
    assert.deepEqual(folders, ['HCP_1200', 'HCP_900', 'HCP', 'HCP_Resources']);
    assert.deepEqual(view(dataset('AABC', { a: true })).releases, []);
  });

  it('hands the text on untouched, with its SHA-256', () => {
    const [terms] = view(dataset('HCP_YA', { a: false })).terms;
    assert.equal(terms?.html, text('a'));
    assert.equal(terms.digest, createHash('sha256').update(text('a')).digest('hex'));
  });

  it('brings a dataset into view only when it is there', () => {
    const facts = { userName: 'anna', hasKeys: false, ...words };
    const datasets = [dataset('HCP_YA', { a: true })];
    const focusOf = (focus: string): unknown => {
      const snapshot = readySnapshot(datasets, { ...facts, focus });
      return snapshot.kind === 'ready' && snapshot.focus;
    };
    assert.equal(focusOf('HCP_YA'), 'HCP_YA');
    assert.equal(focusOf('elsewhere'), undefined);
    assert.ok(isTermsSnapshot(readySnapshot(datasets, facts)));
  });
});
