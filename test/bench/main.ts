import { mkdir, writeFile } from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { withLab, type Lab } from '../lab/rgw';
import { projectFolder } from '../vscode/cache';
import type { BenchClient, LinkName } from './clients';
import { compete } from './compete';
import { startFar, type FarProcess } from './farProcess';
import { runKills, type KillReport } from './kills';
import { farLink } from './link';
import { measureLoop, type LoopReport } from './loop';
import { firstLine } from './measure';
import { readOptions, type Options } from './options';
import { ours } from './ours';
import { peers } from './peers';
import { measurePlan } from './planMemory';
import { measureLink } from './probe';
import { reportText, type Report } from './report';
import type { Table } from './table';
import { workOf } from './trees';
import { upload } from './upload';

// `npm run bench`: this project and every peer that is installed, on the same server and tree (README.md).

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

interface Entrant {
  readonly client: BenchClient;
  readonly version: string;
}

/** The clients that can run here; says which can't. */
async function entrants({ only }: Options): Promise<readonly Entrant[]> {
  const found: Entrant[] = [];
  for (const client of [...ours, ...peers]) {
    if (only !== undefined && !only.includes(client.name)) continue;
    const version = await firstLine(client.version);
    const ports = client.ignoresPort !== true || process.getuid?.() === 0;
    if (version !== undefined && ports) found.push({ client, version });
    else say(`Left out: ${client.name} (${ports ? 'does not start' : 'needs ports 80 and 443'}).`);
  }
  return found;
}

async function runTables(lab: Lab, options: Options, entered: readonly Entrant[]): Promise<readonly Table[]> {
  const tlsPort = Number(new URL(lab.tlsEndpoint).port);
  const far = await startFar(tlsPort, farLink);
  const clients = entered.map(({ client }) => client);
  const plainFar = clients.some(({ ignoresPort }) => ignoresPort)
    ? await startFar(tlsPort, farLink, 443)
    : undefined;
  const endpoint = (link: LinkName) => (client: BenchClient) => {
    if (link === 'near') return client.ignoresPort ? 'http://127.0.0.1' : lab.endpoint;
    return client.ignoresPort ? 'https://127.0.0.1' : `https://127.0.0.1:${String(far.port)}`;
  };
  const tables: Table[] = [];
  try {
    for (const id of options.works) {
      const work = workOf(id);
      say(`Uploading (${id}) ${work.title} …`);
      const digests = await upload(lab, work);
      for (const link of options.links) {
        const linkRate = link === 'far' ? await rateOf(lab, far) : undefined;
        const rows = await compete({
          ...options,
          rounds: options.rounds[link],
          lab,
          work,
          digests,
          link,
          endpoint: endpoint(link),
          clients,
          say,
        });
        const { title, prefix, bytes } = work;
        tables.push({ work: { id, title, prefix, bytes }, link, linkRate, rows });
      }
    }
  } finally {
    far.close();
    plainFar?.close();
  }
  return tables;
}

async function rateOf(lab: Lab, far: FarProcess): Promise<number> {
  const large = workOf('a');
  await upload(lab, large);
  return measureLink(lab, far.port, large);
}

async function runKillSeries(
  { parts, works, kills, folder }: Options,
  lab: Lab,
): Promise<readonly KillReport[]> {
  const ids = works.filter((id) => id !== 'c');
  if (!parts.includes('kills')) return [];
  const reports: KillReport[] = [];
  for (const id of ids) reports.push(await runKills(lab, id, Math.ceil(kills / ids.length), folder, say));
  return reports;
}

async function runLoops({ parts, works, folder }: Options, lab: Lab): Promise<readonly LoopReport[]> {
  if (!parts.includes('loop')) return [];
  const reports: LoopReport[] = [];
  for (const id of works.filter((id) => id !== 'a')) reports.push(await measureLoop(lab, id, folder));
  return reports;
}

async function run(lab: Lab, options: Options): Promise<Report> {
  const { parts, rounds, folder } = options;
  const entered = parts.includes('table') ? await entrants(options) : [];
  return {
    date: new Date().toISOString().slice(0, 10),
    machine: `${String(os.cpus().length)} × ${os.cpus()[0]?.model ?? 'unknown'}, ${os.type()} ${os.release()}`,
    server: lab.server,
    rounds,
    tables: parts.includes('table') ? await runTables(lab, options, entered) : [],
    kills: await runKillSeries(options, lab),
    plan: parts.includes('plan') ? await measurePlan(folder) : undefined,
    loops: await runLoops(options, lab),
    versions: Object.fromEntries(entered.map(({ client, version }) => [client.name, version])),
  };
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  const folder = path.join(projectFolder, 'out/bench');
  await mkdir(folder, { recursive: true });
  const root = process.getuid?.() === 0;
  const report = await withLab((lab) => run(lab, options), { HCP_LAB_PORT_80: root ? '1' : '0' });
  const text = reportText(report);
  await writeFile(path.join(folder, 'bench.md'), text);
  await writeFile(path.join(folder, 'bench.json'), JSON.stringify(report, undefined, 2));
  process.stdout.write(text);
}

void main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
