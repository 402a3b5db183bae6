import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { Coverage } from './coverage';
import { Mutator, randomOf } from './mutate';
import { preview } from './target';

// One process of the fuzzer: tries inputs until it is ended. The one that is tried is on disk, for whoever has
// to end this process because it hangs.

const [folder = '', seed = '1', seconds = '60'] = process.argv.slice(2);
const corpusFolder = path.join(folder, 'corpus');
const current = path.join(folder, 'current');
const longest = 48 * 1024;
/** An input that takes longer is a find: the readers look at a few kilobytes. */
const slow = 3_000;

function inputsIn(place: string): readonly Uint8Array[] {
  return readdirSync(place).map((name) => readFileSync(path.join(place, name)));
}

function idOf(input: Uint8Array): string {
  return createHash('sha1').update(input).digest('hex').slice(0, 16);
}

function keepFind(input: Uint8Array, problem: string): void {
  writeFileSync(path.join(folder, `found-${idOf(input)}`), input);
  writeFileSync(path.join(folder, `found-${idOf(input)}.txt`), problem);
  process.stdout.write(`FOUND ${idOf(input)}: ${problem.split('\n').slice(0, 3).join(' | ')}\n`);
}

/** False when it found something. */
async function run(input: Uint8Array): Promise<boolean> {
  writeFileSync(current, input);
  const begin = performance.now();
  try {
    await preview(input);
  } catch (error) {
    keepFind(input, error instanceof Error ? (error.stack ?? error.message) : String(error));
    return false;
  }
  const took = performance.now() - begin;
  if (took > slow) keepFind(input, `took ${took.toFixed(0)} ms`);
  return took <= slow;
}

async function main(): Promise<void> {
  const coverage = new Coverage('/loop.js');
  await coverage.start();
  const corpus: Uint8Array[] = [];
  const known = new Set<string>();
  for (const input of [...inputsIn(path.join(folder, 'seeds')), ...inputsIn(corpusFolder)]) {
    await run(input);
    if ((await coverage.news()) > 0) corpus.push(input);
  }
  process.stdout.write(`Begins with ${String(corpus.length)} inputs, ${String(coverage.blocks)} blocks.\n`);
  const random = randomOf(Number(seed));
  const mutator = new Mutator(random, longest);
  const end = performance.now() + Number(seconds) * 1000;
  let runs = 0;
  for (; performance.now() < end; runs++) {
    // The latest finds of new blocks lead to the next ones.
    const recent = random() < 0.4 ? corpus.slice(-50) : corpus;
    const input = mutator.mutate(mutator.pick(recent), mutator.pick(corpus));
    const fine = await run(input);
    if ((await coverage.news()) === 0 || !fine || known.has(idOf(input))) continue;
    known.add(idOf(input));
    corpus.push(input);
    writeFileSync(path.join(corpusFolder, idOf(input)), input);
  }
  process.stdout.write(
    `${String(runs)} runs, ${String(corpus.length)} inputs, ${String(coverage.blocks)} blocks.\n`,
  );
  process.exit(0);
}

process.on('unhandledRejection', (error) => {
  keepFind(readFileSync(current), `unhandled: ${String(error instanceof Error ? error.stack : error)}`);
});
void main();
