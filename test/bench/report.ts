import type { LinkName } from './clients';
import type { KillReport, Moment } from './kills';
import type { LoopReport } from './loop';
import type { Figures } from './measure';
import { tableText, type Table } from './table';

/** All that one run of the benchmark found out. */
export interface Report {
  readonly date: string;
  readonly machine: string;
  readonly server: string;
  readonly rounds: Readonly<Record<LinkName, number>>;
  /** Of each client, by name. */
  readonly versions: Readonly<Record<string, string>>;
  readonly tables: readonly Table[];
  readonly kills: readonly KillReport[];
  readonly plan: Figures | undefined;
  readonly loops: readonly LoopReport[];
}

/** As Markdown. */
export function reportText(report: Report): string {
  const { date, machine, server, rounds, versions, tables } = report;
  const parts = [
    `${date}, ${machine}, ${server}; medians of ${String(rounds.near)} rounds near, of ${String(rounds.far)} far`,
    ...tables.map(tableText),
    ...otherLines(report),
    Object.entries(versions)
      .map(([name, version]) => `- ${name}: ${version}`)
      .join('\n'),
  ];
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}

function otherLines({ kills, plan, loops }: Report): readonly string[] {
  const lines = [
    ...kills.map(
      (one) =>
        `Ended with SIGKILL at random moments, (${one.work}): ${String(one.kills)} times in ` +
        `${String(one.downloads)} downloads, ${megabytes(one.againPerKill)} fetched again each time on average, ` +
        `${momentsText(one.moments)}, ${String(one.wrong.length)} wrong files.`,
    ),
    ...(plan === undefined
      ? []
      : [
          `Plan of 1 million keys: ${plan.wall.toFixed(1)} s, CPU ${plan.cpu.toFixed(1)} s, peak ${megabytes(plan.memory)}.`,
        ]),
    ...loops.map(
      (one) =>
        `Delay of the extension host's thread in VS Code ${one.vscode}, (${one.work}): ${one.p99.toFixed(1)} ms at the 99th percentile, ` +
        `${one.max.toFixed(1)} ms at most.`,
    ),
  ];
  return lines;
}

function momentsText(moments: readonly Moment[]): string {
  const connections = moments.map((one) => one.connections);
  const [fewest, most] = [Math.min(...connections), Math.max(...connections)].map(String);
  const within = moments.filter(({ lost, allowance }) => lost <= allowance).length;
  return (
    `at most ${megabytes(Math.max(...moments.map(({ lost }) => lost)))}, with ${fewest!} to ${most!} connections; ` +
    `no more than one part per connection ${String(within)} of ${String(moments.length)} times`
  );
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
