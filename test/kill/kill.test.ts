import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { connections, mostSent, Scene, source } from './scene';

const kills = Number(process.env.HCP_KILLS ?? 10);
const dist = join(__dirname, '../../dist');

interface Program {
  readonly title: string;
  start(scene: Scene): ChildProcess;
}

function environment({ sandbox }: Scene): NodeJS.ProcessEnv {
  const { accessKeyId, secretAccessKey } = sandbox.readyKeys;
  return { ...process.env, HCP_ACCESS_KEY_ID: accessKeyId, HCP_SECRET_ACCESS_KEY: secretAccessKey };
}

const command: Program = {
  title: 'the command',
  start: (scene) => {
    const where = ['--to', scene.target, '--endpoint-url', scene.sandbox.s3Endpoint];
    const args = ['get', source, ...where, '--connections', String(connections), '--json'];
    return spawn(process.execPath, [join(dist, 'cli.js'), ...args], {
      env: environment(scene),
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  },
};

/** A process with the engine in a thread, as the extension host is one. */
const host: Program = {
  title: 'a process whose thread is the engine',
  start: (scene) => {
    const args = [join(dist, 'worker.js'), scene.target, scene.sandbox.s3Endpoint];
    return spawn(process.execPath, ['--import', 'tsx', join(__dirname, 'engineHost.ts'), ...args], {
      env: environment(scene),
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  },
};

for (const program of [command, host]) {
  describe(`killed with SIGKILL over and over: ${program.title}`, function () {
    this.timeout(180_000);
    let scene: Scene;
    before(async () => {
      assert.ok(existsSync(join(dist, 'cli.js')), 'Build first.');
      scene = await Scene.open();
    });
    after(() => scene.close());

    it('fetches little again, and every file is right in the end', async () => {
      for (;;) {
        scene.beginRun();
        const child = program.start(scene);
        const end = once(child, 'exit');
        if (scene.kills < kills) {
          // As if at any moment, from before the first byte to somewhere in the large files.
          await scene.untilSent(Math.random() ** 2 * mostSent, end);
          if (child.kill('SIGKILL')) scene.kills++;
        }
        const [status] = (await end) as [number | null];
        if (status === null) continue;
        assert.equal(status, 0);
        break;
      }
      assert.ok(scene.kills > 0);
      await scene.assertWell();
    });
  });
}
