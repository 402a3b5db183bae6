import assert from 'node:assert/strict';
import { createFormat } from '../../../src/host/format';

const format = createFormat('en', 'UTC');
const date = new Date('2017-11-03T14:05:00Z');

describe('createFormat', () => {
  it('shows sizes, counts and dates', () => {
    assert.deepEqual(
      [0, 1, 999, 2_100_000, 122_260_000_000].map((size) => format.size(size)),
      ['0 B', '1 B', '999 B', '2.1 MB', '122 GB'],
    );
    assert.equal(format.count(1000), '1,000');
    assert.equal(format.date(date), '3 Nov 2017');
    assert.match(format.dateTime(date), /^3 November 2017 at 14:05$/);
  });

  it('speaks sizes in whole words', () => {
    assert.deepEqual(
      [0, 1, 999, 1000, 2_100_000, 74_300_000, 122_260_000_000].map((size) => format.spokenSize(size)),
      ['0 bytes', '1 byte', '999 bytes', '1 kilobyte', '2.1 megabytes', '74.3 megabytes', '122.3 gigabytes'],
    );
  });

  it('speaks the person’s language', () => {
    const german = createFormat('de', 'UTC');
    assert.equal(german.size(2_100_000), '2,1 MB');
    assert.equal(german.date(date), '03.11.2017');
  });
});
