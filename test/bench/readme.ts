import { readFile, writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import { projectFolder } from '../vscode/cache';
import type { Report } from './report';
import { best, likeAs, median, medianOf, type Row, type Table } from './table';

// `node --import tsx test/bench/readme.ts`: puts the figures of the last run into the README, between its marks.

const marks = ['<!-- figures of npm run bench -->', '<!-- end of the figures -->'] as const;
/** Peers that took so many times as long as the best one that checks alike are left out. */
const slowest = 2.5;
const slowestAws = 4;

const heads = [
  'work',
  'client',
  'checks',
  'seconds',
  'min–max',
  '÷ best',
  '÷ alike',
  'CPU s per GB',
  'peak MB',
];

function rowsOf({ link, work, rows }: Table): readonly string[] {
  const quickest = best(rows, () => true) ?? 0;
  return rows
    .filter(({ runs }) => runs.length > 0)
    .filter((row) => {
      const alike = best(rows, likeAs(row)) ?? quickest;
      const most = row.client === 'aws' ? slowestAws : slowest;
      return row.kind === 'ours' || medianOf(row, 'wall') <= most * alike;
    })
    .sort((a, b) => medianOf(a, 'wall') - medianOf(b, 'wall'))
    .map((row) => {
      const walls = row.runs.map(({ wall }) => wall);
      const wall = median(walls);
      const ratio = (time: number | undefined) => (time === undefined ? '–' : (wall / time).toFixed(2));
      const range = `${Math.min(...walls).toFixed(2)}–${Math.max(...walls).toFixed(2)}`;
      const cells = [
        `${link}, (${work.id}) ${work.title}`,
        row.kind === 'ours' ? `**${row.client}**` : row.client,
        row.checks,
        wall.toFixed(2),
        walls.length > 1 ? range : 'one run',
        ratio(quickest),
        ratio(best(rows, likeAs(row))),
        (medianOf(row, 'cpu') / (work.bytes / 1e9)).toFixed(2),
        (Math.max(...row.runs.map(({ memory }) => memory)) / 1e6).toFixed(0),
      ];
      return `| ${cells.join(' | ')} |`;
    });
}

function find({ tables }: Report, id: string, link: string): Table {
  const table = tables.find((one) => one.work.id === id && one.link === link);
  if (!table) throw new Error(`The run has no table of (${id}) ${link}.`);
  return table;
}

function rowOf(table: Table, client: string): Row {
  const row = table.rows.find((one) => one.client === client && one.runs.length > 0);
  if (!row) throw new Error(`The run has no figures of ${client}.`);
  return row;
}

function factsOf(report: Report): readonly string[] {
  const near = find(report, 'b', 'near');
  const cpu = medianOf(rowOf(near, 'hcp unchecked'), 'cpu') / medianOf(rowOf(near, 'aws'), 'cpu');
  const far = ['a', 'b'].map((id) => find(report, id, 'far'));
  const shares = (client: string) =>
    far
      .map((table) => {
        const rate = table.work.bytes / medianOf(rowOf(table, client), 'wall');
        return `${((rate / (table.linkRate ?? Infinity)) * 100).toFixed(0)} %`;
      })
      .join(' and ');
  const link = Math.min(...far.map(({ linkRate }) => linkRate ?? Infinity)) / 1e6;
  const { plan, kills, loops } = report;
  const moments = kills.flatMap((one) => one.moments);
  const within = moments.filter(({ lost, allowance }) => lost <= allowance).length;
  const wrong = kills.reduce((sum, one) => sum + one.wrong.length, 0);
  return [
    `(b) near takes ${cpu.toFixed(2)} of the CPU time of \`aws\` for each GB, where neither looks at checksums.`,
    `Far, (a) and (b) get ${shares('hcp unchecked')} of the ${link.toFixed(0)} MB/s that the link gave without checksums, ${shares('hcp')} with MD5.`,
    ...(plan
      ? [
          `A plan of a million keys: ${plan.wall.toFixed(0)} s, ${(plan.memory / 1e6).toFixed(0)} MB at the most.`,
        ]
      : []),
    `Killed ${String(moments.length)} times at random moments over (a) and (b): ${String(within)} times no more than one part per connection was fetched again; wrong files: ${String(wrong)}.`,
    ...loops.map(
      ({ work, p99, vscode }) =>
        `The extension host's thread is held up by ${p99.toFixed(1)} ms at the 99th percentile during (${work}), in VS Code ${vscode}.`,
    ),
  ];
}

function textOf(report: Report): string {
  const peers = Object.entries(report.versions).filter(([name]) => !/ |^hcp/.test(name));
  const versions = peers.map(([name, said]) => `\`${name}\` ${/\d+\.\d+(\.\d+)?/.exec(said)?.[0] ?? said}`);
  const { near, far } = report.rounds;
  return [
    `On ${report.date}, in one run: ${report.machine}; ${report.server} in memory; Node ${process.versions.node}; ${versions.join(', ')}. Near: medians of ${String(near)} rounds, far: of ${String(far)}.`,
    [
      `| ${heads.join(' | ')} |`,
      `|${heads.map((_, index) => (index < 3 ? '---' : '--:')).join('|')}|`,
      ...report.tables.flatMap(rowsOf),
    ].join('\n'),
    factsOf(report)
      .map((fact) => `- ${fact}`)
      .join('\n'),
  ].join('\n\n');
}

async function main(): Promise<void> {
  const report = JSON.parse(
    await readFile(path.join(projectFolder, 'out/bench/bench.json'), 'utf8'),
  ) as Report;
  const file = path.join(projectFolder, 'README.md');
  const readme = await readFile(file, 'utf8');
  const [begin, end] = marks.map((mark) => readme.indexOf(mark));
  if (begin === undefined || end === undefined || begin === -1 || end < begin)
    throw new Error('The README has no place for the figures.');
  const text = `${readme.slice(0, begin)}${marks[0]}\n\n${textOf(report)}\n\n${readme.slice(end)}`;
  await writeFile(file, text);
}

void main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
