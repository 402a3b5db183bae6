import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findKeys } from '../../../src/cli/keys';
import { wordsFor } from '../../../src/cli/words';
import { refused } from '../core/refused';

const first = { accessKeyId: 'AKIAFIRSTFIRSTFIRST0', secretAccessKey: '1'.repeat(40) };
const second = { accessKeyId: 'AKIASECONDSECOND0000', secretAccessKey: '2'.repeat(40) };
const profile = (name: string, { accessKeyId, secretAccessKey }: typeof first) =>
  `[${name}]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`;

describe('where the command finds its keys', () => {
  let folder: string;
  let file: string;
  let env: NodeJS.ProcessEnv;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hcp-cli-keys-'));
    file = join(folder, 'credentials');
    env = { AWS_SHARED_CREDENTIALS_FILE: file };
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('takes both variables before any profile', async () => {
    await writeFile(file, profile('hcp', second));
    const both = {
      ...env,
      HCP_ACCESS_KEY_ID: first.accessKeyId,
      HCP_SECRET_ACCESS_KEY: first.secretAccessKey,
    };
    assert.deepEqual(await findKeys(both, 'hcp').current(), first);
  });

  it('takes the named profile without them', async () => {
    await writeFile(file, profile('hcp', second) + profile('other', first));
    assert.deepEqual(await findKeys(env, 'hcp').current(), second);
    assert.deepEqual(await findKeys(env, 'other').current(), first);
  });

  it('does not take a profile in place of half a pair', async () => {
    await writeFile(file, profile('hcp', second));
    await refused(findKeys({ ...env, HCP_ACCESS_KEY_ID: 'AKIA' }, 'hcp').current(), 'keys.missing');
    await refused(findKeys({ ...env, HCP_SECRET_ACCESS_KEY: 'x' }, 'hcp').current(), 'keys.missing');
  });

  it('says where it looked', async () => {
    const missing = await refused(findKeys(env, 'none').current(), 'keys.missing', { profile: 'none', file });
    assert.match(wordsFor(missing), /no profile “none” in .*credentials/);
    await writeFile(file, '[bad]\naws_access_key_id = short\n');
    const malformed = await refused(findKeys(env, 'bad').current(), 'keys.malformed', { profile: 'bad' });
    assert.match(wordsFor(malformed), /the profile “bad” in .* holds is not an AWS key pair/);
  });

  it('notices that the profile holds another pair by now', async () => {
    await writeFile(file, profile('hcp', first));
    const keys = findKeys(env, 'hcp');
    await keys.current();
    assert.equal(await keys.renew(), false);
    await writeFile(file, profile('hcp', second));
    assert.deepEqual(await keys.current(), first);
    assert.equal(await keys.renew(), true);
    assert.deepEqual(await keys.current(), second);
  });
});
