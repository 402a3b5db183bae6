import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { statusOf, UsageError } from '../../../src/cli/failure';
import { wordsFor } from '../../../src/cli/words';
import { HcpError, type HcpErrorCode } from '../../../src/core/errors';

const source = readFileSync(join(__dirname, '../../../src/core/errors.ts'), 'utf8');
const codes = [...source.matchAll(/^ {2}\| '([\w.]+)'/gm)].map(([, code]) => code as HcpErrorCode);

describe('errors of the command', () => {
  it('has a sentence for each code, with no hole in it', () => {
    assert.ok(codes.length > 30, String(codes.length));
    for (const code of codes) {
      const words = wordsFor(new HcpError(code));
      assert.match(words, /^[A-Z].*\.$/s, code);
      assert.doesNotMatch(words, /undefined|null|NaN|\[object/, code);
    }
  });

  it('says how much space is missing, and where the bucket is', () => {
    assert.match(
      wordsFor(new HcpError('disk.full', { needed: 2e9, free: 1e9 })),
      /2 GB are needed, 1 GB are free/,
    );
    assert.match(wordsFor(new HcpError('bucket.address', { region: 'eu-west-1' })), /it is in eu-west-1/);
    assert.match(wordsFor(new HcpError('bucket.denied')), /or there is no such folder/);
    assert.match(wordsFor(new HcpError('bucket.denied', { datasetId: 'HCP_YA' })), /data use terms/);
  });

  it('ends with the status that --help explains', () => {
    assert.equal(statusOf(new UsageError('x')), 2);
    assert.equal(statusOf(new HcpError('keys.unknown')), 3);
    assert.equal(statusOf(new HcpError('keys.missing')), 3);
    assert.equal(statusOf(new HcpError('disk.full')), 4);
    assert.equal(statusOf(new HcpError('disk.readOnly')), 1);
    assert.equal(statusOf(new HcpError('cancelled')), 130);
    assert.equal(statusOf(new HcpError('bucket.denied')), 1);
    assert.equal(statusOf(new TypeError('x')), 1);
  });
});
