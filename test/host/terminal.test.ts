import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdir, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import * as vscode from 'vscode';
import { Dialogues } from './dialogues';
import { activateExtension } from './inside/extension';
import { eventually, pairOf, run } from './inside/keys';
import { Settings } from '../../src/host/settings';

const call = promisify(execFile);

describe('the command hcp', () => {
  const version = async () => {
    const { context } = await activateExtension();
    return (context.extension.packageJSON as { readonly version: string }).version;
  };

  /** What terminals of this window get before their own PATH. */
  async function added(): Promise<string> {
    const { context } = await activateExtension();
    let value = '';
    await eventually(() => {
      const mutator = context.environmentVariableCollection.get('PATH');
      assert.equal(mutator?.type, vscode.EnvironmentVariableMutatorType.Prepend);
      value = mutator.value;
    });
    return value;
  }

  it('is on the PATH of terminals, which get no secret', async () => {
    const { context } = await activateExtension();
    const path = await added();
    assert.ok(path.endsWith(delimiter));
    const env = { PATH: `${path}${process.env.PATH ?? ''}`, HOME: homedir() };
    const { stdout } = await call('hcp', ['--version'], { env });
    assert.equal(stdout.trim(), await version());
    const names: string[] = [];
    context.environmentVariableCollection.forEach((name) => names.push(name));
    assert.deepEqual(names, ['PATH']);
  });

  it('lists the bucket with the pair that it is given', async () => {
    const { accessKeyId, secretAccessKey } = await pairOf('ready');
    const env = {
      PATH: `${await added()}${process.env.PATH ?? ''}`,
      HOME: homedir(),
      HCP_ACCESS_KEY_ID: accessKeyId,
      HCP_SECRET_ACCESS_KEY: secretAccessKey,
    };
    const endpoint = new Settings().bucketAddress.endpoint ?? assert.fail('no sandbox');
    const { stdout } = await call('hcp', ['ls', 'HCP_Resources/', '--endpoint-url', endpoint], { env });
    assert.match(stdout, /release_notes\.txt/);
  });

  it('is installed into a folder of choice, with a program of its own', async () => {
    await activateExtension();
    const dialogues = new Dialogues();
    const folder = join(homedir(), '.local', 'bin');
    try {
      dialogues.pick = folder;
      await run('hcp.installCommand');
      await run('hcp.installCommand');
    } finally {
      dialogues.dispose();
    }
    const [said] = dialogues.messages;
    assert.match(said?.message ?? '', /\.local\/bin\/hcp is installed, but its folder is not on the PATH/);
    assert.deepEqual(said?.buttons, ['Copy']);
    const program = join(homedir(), '.local/share/hcp-explorer', await version());
    assert.deepEqual(
      (await readdir(program)).filter((name) => /extension|worker|webview/.test(name)),
      [],
    );
    const { stdout } = await call(join(folder, 'hcp'), ['--version'], { env: { PATH: process.env.PATH } });
    assert.equal(stdout.trim(), await version());
    await rm(folder, { recursive: true });
  });
});
