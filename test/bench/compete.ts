import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import * as path from 'node:path';
import { promisify } from 'node:util';
import { labClient, type Lab } from '../lab/rgw';
import { faultsOf } from './compare';
import type { BenchClient, LinkName, Scene } from './clients';
import { measure, type Figures } from './measure';
import type { Row } from './table';
import type { Work } from './trees';
import type { Digests } from './upload';

const run = promisify(execFile);

export interface Competition {
  readonly lab: Lab;
  readonly work: Work;
  readonly digests: Digests;
  readonly link: LinkName;
  /** The address for a client. */
  readonly endpoint: (client: BenchClient) => string;
  readonly clients: readonly BenchClient[];
  readonly rounds: number;
  /** Seconds: a client that took longer is not run again. */
  readonly patience: number;
  /** Folder below which the downloads go. */
  readonly folder: string;
  readonly say: (line: string) => void;
}

/**
 * More files than this are removed at the end only: after many removals a file system without a journal takes
 * minutes until new files cost what they cost before.
 */
const fewFiles = 1_000;

/** Runs all clients in turn, in another order each round. */
export async function compete(competition: Competition): Promise<readonly Row[]> {
  const folder = await mkdtemp(path.join(competition.folder, 'hcp-bench-'));
  try {
    return await runRounds({ ...competition, folder });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function runRounds(competition: Competition): Promise<readonly Row[]> {
  const { clients, rounds, patience, say, work, link } = competition;
  const runs = new Map<string, Figures[]>(clients.map(({ name }) => [name, []]));
  const failures = new Map<string, string>();
  for (let round = 1; round <= rounds; round += 1) {
    for (const client of shuffled(clients)) {
      const done = runs.get(client.name)!;
      if (failures.has(client.name) || done.some(({ wall }) => wall > patience)) continue;
      const label = `(${work.id}) ${link} ${String(round)}/${String(rounds)} ${client.name}`;
      try {
        const figures = await runOnce(competition, client, done.length === 0);
        done.push(figures);
        say(`${label}: ${figures.wall.toFixed(2)} s, CPU ${figures.cpu.toFixed(2)} s`);
      } catch (error) {
        failures.set(client.name, String(error).split('\n')[0]!.slice(0, 200));
        say(`${label}: ${String(error)}`);
      }
    }
  }
  return clients.map(({ name, kind, checks }) => {
    const failure = failures.get(name);
    return { client: name, kind, checks, runs: failure === undefined ? runs.get(name)! : [], failure };
  });
}

async function runOnce(competition: Competition, client: BenchClient, first: boolean): Promise<Figures> {
  const { lab, work, link, digests, patience } = competition;
  const base = await mkdtemp(path.join(competition.folder, 'run-'));
  const [folder, home] = [path.join(base, 'data'), path.join(base, 'home')];
  try {
    await mkdir(folder);
    await mkdir(home);
    const endpoint = competition.endpoint(client);
    const scene: Scene = {
      lab,
      work,
      link,
      endpoint,
      folder,
      home,
      signer: () => labClient(lab, 'all', endpoint),
    };
    const prepared = await client.prepare(scene);
    // What the last one has written is not to be paid for by this one.
    await run('sync');
    const figures = await measure(prepared, home, patience * 5_000);
    const [fault] = await faultsOf(folder, work, first ? digests : undefined);
    if (fault !== undefined) throw new Error(fault);
    return figures;
  } finally {
    if (work.objects.length <= fewFiles) await rm(base, { recursive: true, force: true });
  }
}

function shuffled<T>(items: readonly T[]): readonly T[] {
  return items
    .map((item) => ({ item, place: Math.random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
}
