import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { familyOf, findInFiles, findInProcesses, holdsAny } from '../../e2e/leaks';

// Put together here, so that neither this file nor the command of this run holds it.
const secret = ['wJalr/XUtnFEMI+K7', '"MDENG&bPx', 'RfiCYEXAMPLE'].join('');

describe('the search for leaks', () => {
  const planted: Readonly<Record<string, Buffer | string>> = {
    'as it is': `key=${secret};`,
    'in JSON': JSON.stringify({ secret }),
    'in JSON in JSON': JSON.stringify({ log: JSON.stringify({ secret }) }),
    'in an address': `https://example.org/?key=${encodeURIComponent(secret)}`,
    'in a form': new URLSearchParams({ key: secret }).toString(),
    'in hex': Buffer.from(secret).toString('hex'),
    'in UTF-16': Buffer.from(`a${secret}`, 'utf16le'),
  };
  for (const [form, content] of Object.entries(planted)) {
    it(`finds one ${form}`, () => {
      assert.ok(holdsAny(content, ['another text', secret]));
    });
  }

  it('finds one in base64, wherever in a longer text it begins', () => {
    for (const before of ['', 'a', 'ab', 'abc', 'user:']) {
      for (const after of ['', '1', '12']) {
        for (const form of ['base64', 'base64url'] as const)
          assert.ok(holdsAny(Buffer.from(`${before}${secret}${after}`).toString(form), [secret]), before);
      }
    }
  });

  it('finds nothing in what is not one', () => {
    assert.ok(!holdsAny(`${secret.slice(1)} ${secret.slice(0, -1)}`, [secret]));
    assert.ok(!holdsAny('', [secret]));
  });

  describe('in files', () => {
    let folder: string;
    before(async () => {
      folder = await mkdtemp(path.join(os.tmpdir(), 'hcp-leaks-'));
    });
    after(() => rm(folder, { recursive: true, force: true }));

    it('finds each, at any depth, but for those that may', async () => {
      const [log, allowed] = [path.join(folder, 'logs/1/host.log'), path.join(folder, 'credentials')];
      await mkdir(path.dirname(log), { recursive: true });
      await writeFile(log, `trace ${JSON.stringify(secret)}`);
      await writeFile(allowed, secret);
      await writeFile(path.join(folder, 'clean'), 'clean');
      assert.deepEqual(await findInFiles(folder, [secret], [allowed]), [log]);
      assert.deepEqual(await findInFiles(folder, [secret], [allowed, log]), []);
    });

    it('finds one in a name', async () => {
      const name = secret.replaceAll('/', '_');
      await writeFile(path.join(folder, name), '');
      assert.deepEqual(await findInFiles(folder, [name]), [path.join(folder, name)]);
    });
  });

  // Elsewhere a process does not tell what it was started with.
  if (process.platform === 'linux') {
    describe('in processes', () => {
      async function during(plant: { readonly args?: readonly string[]; readonly env?: NodeJS.ProcessEnv }) {
        const script = 'console.log(1); setInterval(() => undefined, 1000)';
        const child = spawn(process.execPath, ['-e', script, '--', ...(plant.args ?? [])], {
          env: { ...process.env, ...plant.env },
        });
        try {
          await once(child.stdout, 'data');
          const pid = child.pid ?? assert.fail('no process');
          const found = await findInProcesses([secret]);
          assert.ok((await familyOf(process.pid)).has(pid));
          assert.deepEqual(await findInProcesses([secret], await familyOf(pid)), []);
          return found.map((place) => place.replace(`${String(pid)}/`, ''));
        } finally {
          child.kill();
        }
      }

      it('finds one in arguments', async () => {
        assert.deepEqual(await during({ args: [`--key=${secret}`] }), ['cmdline']);
      });

      it('finds one in an environment', async () => {
        assert.deepEqual(await during({ env: { KEY: encodeURIComponent(secret) } }), ['environ']);
      });
    });
  }
});
