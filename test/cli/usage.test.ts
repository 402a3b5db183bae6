import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { version } from '../../package.json';
import { bareEnvironment, cliFile, hcp, Run, type Ended } from './command';
import { madeContent } from './content';
import { useStage } from './stage';

describe('the command line of hcp', () => {
  const stage = useStage(madeContent([{ key: 'HCP_1200/100307/file', size: 10 }]));

  const plain = (args: readonly string[]): Promise<Ended> => {
    const child = spawn(process.execPath, [cliFile, ...args], { env: bareEnvironment(stage.home) });
    return new Run(child, []).ended;
  };

  it('ends with 2 when it is wrong, and says how', async () => {
    const cases: readonly (readonly [readonly string[], RegExp])[] = [
      [[], /Usage: hcp/],
      [['fetch'], /unknown command 'fetch'/],
      [['get', 'a/'], /--to <DIR>' not specified/],
      [['get', '--to', 'x'], /missing required argument 'SOURCE'/],
      [['du'], /missing required argument 'PREFIX'/],
      [['ls', 'a', 'b'], /too many arguments/],
      [['verify'], /missing required argument 'DIR'/],
      [['verify', 'folder', '--no-checksum'], /unknown option '--no-checksum'/],
      [['get', 'a/', '--to', 'x', '--connections', '0'], /whole number from 1 to 256/],
      [['get', 'a/', '--to', 'x', '--bandwidth', 'fast'], /megabytes a second/],
      [['ls', '--endpoint-url', 'http://example.org'], /must begin with https/],
    ];
    for (const [args, words] of cases) {
      const ended = await plain(args);
      assert.equal(ended.status, 2, args.join(' '));
      assert.equal(ended.stdout, '');
      assert.match(ended.stderr, words);
    }
    for (const args of [
      ['get', 's3://other/x', '--to', 'x'],
      ['get', 's3://hcp-openaccess/', '--to', 'x'],
      ['du', 's3://hcp-openaccess'],
    ]) {
      assert.equal((await hcp(stage, args)).status, 2, args.join(' '));
    }
  });

  it('takes no key, and does not repeat what was meant as one', async () => {
    for (const option of ['--secret-access-key', '--access-key-id', '--secret']) {
      const ended = await plain(['ls', `${option}=MySecretMySecret`]);
      assert.equal(ended.status, 2);
      assert.match(ended.stderr, new RegExp(`unknown option '${option}'`));
      assert.ok(!ended.stderr.includes('MySecret'));
    }
  });

  it('teaches', async () => {
    const general = await plain(['--help']);
    assert.deepEqual([general.status, general.stderr], [0, '']);
    for (const word of [
      'Examples:',
      'Keys:',
      'Exit status:',
      '130',
      'HCP_SECRET_ACCESS_KEY',
      'HTTPS_PROXY',
    ]) {
      assert.ok(general.stdout.includes(word), word);
    }
    for (const command of ['ls', 'du', 'plan', 'get', 'verify']) {
      const help = await plain([command, '--help']);
      assert.equal(help.status, 0);
      assert.match(help.stdout, /Events of --json:/);
      assert.ok(help.stdout.includes(`"command":"${command}"`), command);
    }
    assert.equal((await plain(['--version'])).stdout, `${version}\n`);
  });

  it('reads the keys of a profile', async () => {
    const { accessKeyId, secretAccessKey } = stage.sandbox.readyKeys;
    const text = (name: string) =>
      `[${name}]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`;
    await mkdir(join(stage.home, '.aws'), { recursive: true });
    await writeFile(join(stage.home, '.aws/credentials'), text('hcp'));
    const elsewhere = join(stage.home, 'elsewhere');
    await writeFile(elsewhere, text('mine'));
    const bare = bareEnvironment(stage.home);
    const named = { ...bare, AWS_SHARED_CREDENTIALS_FILE: elsewhere };
    assert.equal((await hcp(stage, ['ls', 'HCP_1200/'], { env: bare })).status, 0);
    assert.equal((await hcp(stage, ['ls', 'HCP_1200/'], { env: named })).status, 3);
    assert.equal((await hcp(stage, ['ls', 'HCP_1200/', '--profile', 'mine'], { env: named })).status, 0);
  });

  it('asks no identity of the machine but the pair that it was given', async () => {
    const { accessKeyId, secretAccessKey } = stage.sandbox.readyKeys;
    const env = {
      ...bareEnvironment(stage.home),
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
    };
    assert.equal((await hcp(stage, ['ls', 'HCP_1200/'], { env })).status, 3);
  });
});
