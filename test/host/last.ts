import assert from 'node:assert/strict';
import { sandbox } from './accountWindow';
import { activateExtension } from './inside/extension';
import { pairOf, secretId, useKeys } from './inside/keys';

/** Runs after all other tests of the first start. */
describe('at the end of the first start', () => {
  it('no secret is in the log', async () => {
    const { lines } = await activateExtension();
    assert.ok(lines.length > 0);
    const log = lines.join('\n');
    await sandbox('reset');
    for (const userName of ['researcher', 'ready']) {
      const { secretAccessKey } = await pairOf(userName);
      assert.ok(!log.includes(secretAccessKey), userName);
    }
    assert.doesNotMatch(log, /sandbox-only-/);
  });

  it('a pair is kept for the second start', async () => {
    const pair = await pairOf('ready');
    await useKeys(pair);
    const { context } = await activateExtension();
    assert.ok((await context.secrets.get(secretId))?.includes(pair.accessKeyId));
  });
});
