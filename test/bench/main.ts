import { mkdir, writeFile } from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { withLab, type Lab } from '../lab/rgw';
import { projectFolder } from '../vscode/cache';
import type { BenchClient, LinkName } from './clients';
import { compete } from './compete';
import { startFar, type FarProcess } from './farProcess';
import { farLink } from './link';
import { firstLine } from './measure';
import { readOptions, type Options } from './options';
import { ours } from './ours';
import { peers } from './peers';
import { measureLink } from './probe';
import { tableText, type Table } from './table';
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

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  const entered = await entrants(options);
  const folder = path.join(projectFolder, 'out/bench');
  await mkdir(folder, { recursive: true });
  await withLab(
    async (lab) => {
      const machine = `${String(os.cpus().length)} × ${os.cpus()[0]?.model ?? 'unknown'}, ${os.type()} ${os.release()}`;
      const date = new Date().toISOString().slice(0, 10);
      const tables = await runTables(lab, options, entered);
      const versions = entered.map(({ client, version }) => `- ${client.name}: ${version}`).join('\n');
      const text = [
        `${date}, ${machine}, ${lab.server}, ${String(options.rounds)} rounds; medians`,
        ...tables.map(tableText),
        versions,
      ].join('\n\n');
      await writeFile(path.join(folder, 'bench.md'), `${text}\n`);
      const result = {
        date,
        machine,
        server: lab.server,
        versions: entered.map((one) => [one.client.name, one.version]),
        tables,
      };
      await writeFile(path.join(folder, 'bench.json'), JSON.stringify(result, undefined, 2));
      process.stdout.write(`${text}\n`);
    },
    { HCP_LAB_PORT_80: process.getuid?.() === 0 ? '1' : '0' },
  );
}

void main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
