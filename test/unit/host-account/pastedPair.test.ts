import assert from 'node:assert/strict';
import { looksLikeAccessKeyId, readPastedPair } from '../../../src/host/account/pastedPair';

const accessKeyId = 'AKIAEXAMPLEEXAMPLE00';
const secretAccessKey = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';

const forms: Readonly<Record<string, string>> = {
  'two lines': `${accessKeyId}\n${secretAccessKey}\n`,
  'the other way round': `${secretAccessKey}\n${accessKeyId}`,
  'the console’s CSV': `Access key ID,Secret access key\r\n${accessKeyId},${secretAccessKey}\r\n`,
  'a profile': `[hcp]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\nregion = us-east-1\n`,
  'the [hcp] profile among others': `[default]\naws_access_key_id = AKIADEFAULTDEFAULT00\naws_secret_access_key = ${'x'.repeat(40)}\n[hcp]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n[lab]\nregion = eu-west-1\n`,
  'PowerShell lines': `$Env:AWS_ACCESS_KEY_ID="${accessKeyId}"\r\n$Env:AWS_SECRET_ACCESS_KEY="${secretAccessKey}"\r\n`,
  'export lines': `export AWS_ACCESS_KEY_ID=${accessKeyId}\nexport AWS_SECRET_ACCESS_KEY=${secretAccessKey}\n`,
  JSON: JSON.stringify({ accessKeyId, secretAccessKey }, undefined, 2),
};

describe('a pasted key pair', () => {
  for (const [form, text] of Object.entries(forms)) {
    it(`is found in ${form}`, () => {
      assert.deepEqual(readPastedPair(text), { accessKeyId, secretAccessKey });
    });

    if (form !== 'the other way round') {
      it(`is found in ${form} without the line breaks`, () => {
        assert.deepEqual(readPastedPair(text.replace(/[\r\n]/g, '')), { accessKeyId, secretAccessKey });
      });
    }
  }

  it('is not made up', () => {
    for (const text of ['', accessKeyId, secretAccessKey, `${accessKeyId} short`])
      assert.equal(readPastedPair(text), undefined, text);
  });

  it('is not guessed among two', () => {
    const other = accessKeyId.replace('00', '11');
    assert.equal(readPastedPair(`${accessKeyId}${secretAccessKey} ${other}${secretAccessKey}`), undefined);
  });
});

describe('a lone access key ID', () => {
  it('is told from anything else', () => {
    assert.ok(looksLikeAccessKeyId(` ${accessKeyId} `));
    assert.ok(!looksLikeAccessKeyId(secretAccessKey));
    assert.ok(!looksLikeAccessKeyId('AKIA'));
  });
});
