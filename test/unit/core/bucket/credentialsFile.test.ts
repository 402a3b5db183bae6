import assert from 'node:assert/strict';
import { chmod, mkdtemp, readdir, readFile, readlink, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  credentialsFilePath,
  formatKeyPairFile,
  readProfile,
  writePrivateFile,
  writeProfile,
} from '../../../../src/core/bucket/credentialsFile';
import { findKeyPair } from '../../../../src/core/keyPairText';
import { refused } from '../refused';

const pair = {
  accessKeyId: 'AKIAEXAMPLEEXAMPLE00',
  secretAccessKey: 'abcdEFGH1234+/abcdEFGH1234+/abcdEFGH1234',
};
const lines = `aws_access_key_id = ${pair.accessKeyId}\naws_secret_access_key = ${pair.secretAccessKey}\n`;
/** The files of Windows have other rights. */
const mode = async (file: string) => (process.platform === 'win32' ? 0o600 : (await stat(file)).mode & 0o777);

describe('the credentials file', () => {
  let folder: string;
  let file: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hcp-credentials-'));
    file = join(folder, 'aws', 'credentials');
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function rewritten(before: string): Promise<string> {
    const existing = join(folder, 'credentials');
    await writeFile(existing, before);
    await writeProfile(existing, pair);
    assert.deepEqual(await readProfile(existing), pair);
    return readFile(existing, 'utf8');
  }

  it('is made with its folder, for its owner alone', async () => {
    assert.equal(await readProfile(file), undefined);
    await writeProfile(file, pair);
    assert.equal(await readFile(file, 'utf8'), `[hcp]\n${lines}`);
    assert.equal(await mode(file), 0o600);
    assert.equal(await mode(join(folder, 'aws')), 0o700);
    assert.deepEqual(await readdir(join(folder, 'aws')), ['credentials']);
  });

  it('keeps every other byte when the profile is added', async () => {
    const others = '# mine\n[default]\naws_access_key_id=A\n\n  [work] ; note\nregion = x';
    assert.equal(await rewritten(others), `${others}\n\n[hcp]\n${lines}`);
  });

  it('keeps every other byte when the profile is replaced', async () => {
    const text = await rewritten(
      '[default]\naws_access_key_id = D\n[ hcp ]\n# note\naws_secret_access_key=old\nregion = us-east-1\nAWS_ACCESS_KEY_ID=OLD\naws_session_token = old\n\n[hcp-other]\naws_access_key_id = O\n',
    );
    assert.equal(
      text,
      `[default]\naws_access_key_id = D\n[ hcp ]\n${lines}# note\nregion = us-east-1\n\n[hcp-other]\naws_access_key_id = O\n`,
    );
  });

  it('keeps bytes that are no UTF-8', async () => {
    const existing = join(folder, 'latin1');
    const others = Buffer.from('# Ren\xe9\n[default]\nregion = x\n', 'latin1');
    await writeFile(existing, others);
    await writeProfile(existing, pair);
    assert.deepEqual((await readFile(existing)).subarray(0, others.length), others);
  });

  it('keeps the line ends of Windows, and copes with a header at the end', async () => {
    assert.equal(
      await rewritten('[default]\r\nregion = x\r\n[hcp]'),
      `[default]\r\nregion = x\r\n[hcp]\r\n${lines.replaceAll('\n', '\r\n')}`,
    );
  });

  it('makes a readable file private, and writes through a link', async () => {
    const real = join(folder, 'real');
    await writeFile(real, '[default]\n');
    await chmod(real, 0o644);
    const link = join(folder, 'link');
    await symlink(real, link);
    await writeProfile(link, pair);
    assert.equal(await readlink(link), real);
    assert.deepEqual(await readProfile(real), pair);
    assert.equal(await mode(real), 0o600);
  });

  it('tells a profile without a pair from a missing one', async () => {
    const existing = join(folder, 'credentials');
    await writeFile(existing, '[hcp]\nregion = us-east-1\n[default]\n' + lines);
    const error = await refused(readProfile(existing), 'keys.malformed');
    assert.equal(error.cause, undefined);
    assert.equal(await readProfile(existing, 'none'), undefined);
    assert.deepEqual(await readProfile(existing, 'default'), pair);
  });

  it('leaves what was there when it cannot be written', async () => {
    await writeFile(file.replace('/credentials', ''), 'a file where the folder should be');
    await refused(writeProfile(file, pair), 'disk.failed', { reason: 'ENOTDIR' });
    await refused(writePrivateFile(folder, 'text'), 'disk.failed');
    assert.deepEqual(await readdir(folder), ['aws']);
  });

  it('is found where AWS tools look', () => {
    assert.equal(credentialsFilePath({}), join(homedir(), '.aws', 'credentials'));
    assert.equal(credentialsFilePath({ AWS_SHARED_CREDENTIALS_FILE: '/x/y' }), '/x/y');
    assert.equal(credentialsFilePath({ AWS_SHARED_CREDENTIALS_FILE: '~/y' }), join(homedir(), 'y'));
  });

  it('can be read back from the file for one pair', () => {
    const text = formatKeyPairFile(pair, { userName: 'a\nlice', date: new Date(0) });
    assert.deepEqual(findKeyPair(text), pair);
    assert.match(text, /^# AWS key pair of a lice .* saved 1970-01-01T00:00:00\.000Z\.\n/);
  });
});
