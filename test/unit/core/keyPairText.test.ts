import assert from 'node:assert/strict';
import { findKeyPair } from '../../../src/core/keyPairText';

const id = 'AKIAEXAMPLEEXAMPLE00';
const secret = 'abcdEFGH1234+/abcdEFGH1234+/abcdEFGH1234';
const pair = { accessKeyId: id, secretAccessKey: secret };

describe('a key pair in a text', () => {
  const texts: Readonly<Record<string, string>> = {
    'the portal’s JSON': JSON.stringify(pair),
    'JSON in JSON': JSON.stringify(JSON.stringify(pair)),
    'the answer of aws iam create-access-key': JSON.stringify({
      AccessKey: { UserName: 'alice', AccessKeyId: id, Status: 'Active', SecretAccessKey: secret },
    }),
    'two lines': `${id}\n${secret}\n`,
    'two lines the other way round': `  ${secret}\r\n\r\n${id}`,
    'the console’s CSV': `\uFEFFAccess key ID,Secret access key\r\n${id},${secret}\r\n`,
    'the console’s older CSV': `User name,Password,Access key ID,Secret access key,Console login link\nalice,,${id},${secret},https://x`,
    'a profile': `[hcp]\naws_access_key_id = ${id}\naws_secret_access_key=${secret}\nregion = us-east-1\n`,
    'the [hcp] profile among others': `[default]\naws_access_key_id = AKIAOTHEROTHEROTHER0\naws_secret_access_key = ${'x'.repeat(40)}\n\n[hcp]\naws_access_key_id = ${id}\naws_secret_access_key = ${secret}\n[lab]\nregion = eu-west-1\n`,
    'the [profile hcp] of a config file': `[profile lab]\nregion = us-east-1\n[profile hcp]\naws_access_key_id=${id}\naws_secret_access_key=${secret}\n`,
    'export lines': `export AWS_ACCESS_KEY_ID="${id}"\nexport AWS_SECRET_ACCESS_KEY='${secret}'\n`,
    'Windows lines': `set AWS_ACCESS_KEY_ID=${id}\r\nset AWS_SECRET_ACCESS_KEY=${secret}\r\n`,
    'PowerShell lines': `$Env:AWS_ACCESS_KEY_ID="${id}"\n$Env:AWS_SECRET_ACCESS_KEY="${secret}"\n`,
    'labelled lines': `Access Key: ${id}\nSecret Access Key: ${secret}\n`,
    'a sentence': `Your access key is ${id}; your secret is ${secret}.`.replace('.', ''),
  };
  for (const [name, text] of Object.entries(texts)) {
    it(`is found as ${name}`, () => {
      assert.deepEqual(findKeyPair(text), pair);
    });
  }

  const other = { accessKeyId: 'AKIAOTHEROTHEROTHER0', secretAccessKey: 'x'.repeat(40) };
  const refusedTexts: Readonly<Record<string, string>> = {
    nothing: '',
    'an ID alone': id,
    'a cut-off secret': JSON.stringify({ ...pair, secretAccessKey: secret.slice(1) }),
    'two profiles': `[a]\naws_access_key_id=${id}\naws_secret_access_key=${secret}\n[b]\naws_access_key_id=${other.accessKeyId}\naws_secret_access_key=${other.secretAccessKey}`,
    'an [hcp] profile without a pair': `[hcp]\nregion = us-east-1\n[a]\naws_access_key_id=${id}\naws_secret_access_key=${secret}`,
    'two IDs': `${id}\n${other.accessKeyId}\n${secret}`,
    'a page': '<html><body>Sign in</body></html>',
    'one word twice': id + id,
  };
  for (const [name, text] of Object.entries(refusedTexts)) {
    it(`is not made up from ${name}`, () => {
      assert.equal(findKeyPair(text), undefined);
    });
  }
});
