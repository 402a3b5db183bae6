import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Mutator, randomOf } from '../../../fuzz/mutate';
import { writeSeeds } from '../../../fuzz/seeds';
import { preview } from '../../../fuzz/target';

const kept = join(__dirname, '../../../fuzz/found');

describe('inputs of the fuzzer', function () {
  this.timeout(60_000);

  it('that found something once find nothing any more', async () => {
    const names = existsSync(kept) ? readdirSync(kept) : [];
    for (const name of names) await preview(readFileSync(join(kept, name)));
  });

  it('that are good files, and changed ones, are shown or have a reason', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'hcp-fuzz-'));
    try {
      const count = await writeSeeds(folder);
      assert.ok(count > 100, String(count));
      const seeds = readdirSync(folder)
        .sort()
        .map((name) => readFileSync(join(folder, name)));
      for (const seed of seeds) await preview(seed);
      const mutator = new Mutator(randomOf(1), 48 * 1024);
      for (let run = 0; run < 1500; run++)
        await preview(mutator.mutate(mutator.pick(seeds), mutator.pick(seeds)));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
