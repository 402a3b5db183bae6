import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { promisify } from 'node:util';
import * as vscode from 'vscode';
import type { KeyPair } from '../../src/core/keyPair';
import { KeyTerminals } from '../../src/host/account/keyTerminals';
import { openTerminal, type TerminalPlace } from '../../src/host/account/openTerminal';
import { writeAwsProfile } from '../../src/host/account/saveProfile';
import { Settings } from '../../src/host/settings';
import { hasCode, newEditor, openWindow, sandbox, type AccountWindow } from './accountWindow';
import { assertPrivate } from './assertPrivate';
import { Dialogues } from './dialogues';
import { eventually, pairOf } from './inside/keys';

const call = promisify(execFile);

describe('the pair outside of the editor', () => {
  let window: AccountWindow;
  let dialogues: Dialogues;
  let pair: KeyPair;

  beforeEach(async () => {
    await sandbox('reset');
    window = openWindow(await newEditor());
    dialogues = new Dialogues();
    pair = await pairOf('researcher');
    await window.model.keep({ ...pair, obtainedAt: new Date().toISOString() });
  });

  afterEach(() => {
    window.close();
    dialogues.dispose();
  });

  const yes = (title: string) => {
    dialogues.answer = ({ buttons }) => buttons.find((button) => button === title);
  };

  describe('in a terminal', () => {
    const terminals = new Set<vscode.Terminal>();
    let keyTerminals: KeyTerminals;
    beforeEach(() => (keyTerminals = new KeyTerminals()));
    const place: TerminalPlace = {
      address: new Settings().bucketAddress,
      trusted: true,
      logLevel: vscode.LogLevel.Info,
    };
    afterEach(() => {
      keyTerminals.dispose();
      for (const terminal of terminals) terminal.dispose();
      terminals.clear();
    });

    /** The terminals that came by the work. */
    async function opened(work: () => Promise<unknown>): Promise<readonly vscode.TerminalOptions[]> {
      const before = new Set(vscode.window.terminals);
      await work();
      const after = vscode.window.terminals.filter((terminal) => !before.has(terminal));
      for (const terminal of after) terminals.add(terminal);
      return after.map(({ creationOptions }) => creationOptions as vscode.TerminalOptions);
    }

    it('is asked about first', async () => {
      assert.deepEqual(await opened(() => openTerminal(window, place, keyTerminals)), []);
      const [question] = dialogues.messages;
      assert.equal(question?.modal, true);
      assert.match(question.detail ?? '', /secret access key/);
    });

    it('is in the environment of a transient one, and nowhere else', async () => {
      yes('Open Terminal');
      const [options, ...others] = await opened(() => openTerminal(window, place, keyTerminals));
      assert.ok(options);
      assert.equal(others.length, 0);
      assert.equal(options.isTransient, true);
      const { env, ...rest } = options;
      assert.equal(env?.AWS_SECRET_ACCESS_KEY, pair.secretAccessKey);
      assert.equal(env.HCP_SECRET_ACCESS_KEY, pair.secretAccessKey);
      assert.equal(env.AWS_ENDPOINT_URL_S3, place.address.endpoint);
      assert.ok(!JSON.stringify(rest).includes(pair.secretAccessKey));
      assert.ok(!window.lines.join('\n').includes(pair.secretAccessKey));
    });

    // The server of this version that the tests run on comes without the native part of terminals; the shell is a POSIX one.
    if (!vscode.version.startsWith('1.99.') && process.platform !== 'win32') {
      it('reaches the programs that run in it', async () => {
        yes('Open Terminal');
        const folder = await mkdtemp(path.join(tmpdir(), 'hcp-terminal-'));
        const file = path.join(folder, 'seen');
        await opened(() => openTerminal(window, place, keyTerminals));
        const [terminal] = terminals;
        terminal?.sendText(`printf '%s' "$AWS_ACCESS_KEY_ID" > '${file}'`);
        try {
          await eventually(async () => assert.equal(await readFile(file, 'utf8'), pair.accessKeyId));
          const { stdout } = await call('ps', ['-eo', 'args']);
          assert.ok(!stdout.includes(pair.secretAccessKey), 'no command line has the secret');
          keyTerminals.dispose();
          await eventually(() => assert.notEqual(terminal?.exitStatus, undefined));
        } finally {
          await rm(folder, { recursive: true });
        }
      });
    }

    it('is refused in an untrusted workspace, and where the log would have it', async () => {
      yes('Open Terminal');
      const untrusted = { ...place, trusted: false };
      const traced = { ...place, logLevel: vscode.LogLevel.Trace };
      assert.deepEqual(await opened(() => openTerminal(window, untrusted, keyTerminals)), []);
      assert.match(dialogues.messages[0]?.message ?? '', /not trusted/);
      assert.deepEqual(await opened(() => openTerminal(window, traced, keyTerminals)), []);
      assert.match(dialogues.messages[1]?.message ?? '', /log level is Trace/);
    });

    it('needs a pair', async () => {
      await window.model.forget();
      await assert.rejects(openTerminal(window, place, keyTerminals), hasCode('keys.missing'));
    });
  });

  describe('as a profile', () => {
    let file: string;
    const before = process.env.AWS_SHARED_CREDENTIALS_FILE;
    beforeEach(async () => {
      file = path.join(await mkdtemp(path.join(tmpdir(), 'hcp-profile-')), 'credentials');
      process.env.AWS_SHARED_CREDENTIALS_FILE = file;
    });
    afterEach(async () => {
      if (before === undefined) delete process.env.AWS_SHARED_CREDENTIALS_FILE;
      else process.env.AWS_SHARED_CREDENTIALS_FILE = before;
      await rm(path.dirname(file), { recursive: true });
    });

    it('is written after a yes only, privately', async () => {
      assert.equal(await writeAwsProfile(window), false);
      await assert.rejects(stat(file));
      yes('Write Profile');
      assert.equal(await writeAwsProfile(window), true);
      await assertPrivate(file);
      assert.match(await readFile(file, 'utf8'), new RegExp(`^\\[hcp\\]\n.*${pair.accessKeyId}`));
    });

    it('replaces another pair after a yes, and leaves the other bytes as they are', async () => {
      const others = '; mine\r\n[default]\naws_access_key_id=AKIADEFAULTDEFAULT00\n\n';
      await writeFile(
        file,
        `${others}[hcp]\naws_access_key_id = AKIAEXAMPLEEXAMPLE00\naws_secret_access_key = ${'x'.repeat(40)}\n`,
      );
      yes('Write Profile');
      assert.equal(await writeAwsProfile(window), false);
      assert.match(dialogues.messages.at(-1)?.detail ?? '', /AKIAEXAMPLEEXAMPLE00/);
      yes('Replace');
      assert.equal(await writeAwsProfile(window), true);
      const written = await readFile(file, 'utf8');
      assert.ok(written.startsWith(`${others}[hcp]\n`));
      assert.ok(written.includes(pair.secretAccessKey));
    });
  });
});
