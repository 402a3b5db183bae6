import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { manifestTableName, readManifestTable } from '../../../src/core/transfer/manifestTable';
import { labClient, type LabUser } from '../../lab/rgw';
import { cliFile } from '../../cli/command';
import { readLab } from '../place';
import { markerKey, oddNames, tree } from '../tree';

const lab = readLab();

interface Ended {
  readonly code: number | null;
  readonly output: string;
}

/** The command as it is built. */
async function hcp(user: LabUser, endpoint: string, ...args: readonly string[]): Promise<Ended> {
  const { accessKeyId, secretAccessKey } = lab.users[user];
  const command = [cliFile, ...args, '--endpoint-url', endpoint, '--bucket', lab.bucket];
  const child = spawn(process.execPath, command, {
    env: { ...process.env, HCP_ACCESS_KEY_ID: accessKeyId, HCP_SECRET_ACCESS_KEY: secretAccessKey },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  }
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  return { code, output };
}

/** The bytes of an object, from a client that shares nothing with the product. */
async function independently(key: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of await labClient(lab, 'owner').getObject(lab.bucket, key))
    chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

describe('hcp get from a real server', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'hcp-s3-get-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  for (const endpoint of [lab.endpoint, lab.tlsEndpoint]) {
    it(`brings every byte of a subject (${endpoint.split(':')[0]!})`, async () => {
      const prefix = 'HCP_1200/100307/';
      const { code, output } = await hcp('only1200', endpoint, 'get', prefix, '--to', folder);
      assert.equal(code, 0, output);
      for (const key of [...tree.keys()].filter((one) => one.startsWith(prefix))) {
        assert.ok((await readFile(path.join(folder, key))).equals(await independently(key)), key);
      }
    });
  }

  it('writes odd names, empty files, folder markers and objects of several parts', async () => {
    const prefixes = ['HCP_1200/odd/', 'HCP_1200/marker/', 'HCP_1200/parts/', 'HCP_1200/folders/'];
    const { code, output } = await hcp('only1200', lab.endpoint, 'get', ...prefixes, '--to', folder);
    assert.equal(code, 0, output);
    assert.ok((await stat(path.join(folder, markerKey))).isDirectory());
    const keys = [...tree.keys()].filter(
      (key) => key !== markerKey && prefixes.some((one) => key.startsWith(one)),
    );
    const rows = new Map(
      [...readManifestTable(path.join(folder, manifestTableName))].map((row) => [row.key, row.path]),
    );
    assert.equal(keys.filter((key) => key.includes('/odd/')).length, oddNames.length);
    for (const key of keys) {
      const file = rows.get(key);
      assert.ok(file, `${key} is not in the manifest`);
      assert.ok((await readFile(path.join(folder, file))).equals(await independently(key)), key);
    }
  });

  it('leaves what is there and whole alone', async () => {
    const get = () => hcp('all', lab.endpoint, 'get', 'HCP_900/', '--to', folder, '--json');
    assert.equal((await get()).code, 0);
    const again = await get();
    assert.equal(again.code, 0, again.output);
    const summary = JSON.parse(again.output.trim().split('\n').at(-1)!) as {
      readonly get: { readonly files: number; readonly alreadyThere: number };
    };
    assert.deepEqual([summary.get.files, summary.get.alreadyThere], [0, 6]);
  });

  it('says what is not allowed, and brings nothing of it', async () => {
    const { code, output } = await hcp('only1200', lab.endpoint, 'get', 'HCP_900/100307/', '--to', folder);
    assert.notEqual(code, 0, output);
    assert.deepEqual(
      (await readdir(folder, { recursive: true })).filter((name) => name.includes('HCP_900')),
      [],
    );
    assert.equal((await hcp('none', lab.endpoint, 'get', 'HCP_1200/100307/', '--to', folder)).code, 1);
  });
});
