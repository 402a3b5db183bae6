import type { Checks, Kind, LinkName } from './clients';
import type { Figures } from './measure';
import type { Work } from './trees';

/** All runs of one client at one work over one link. */
export interface Row {
  readonly client: string;
  readonly kind: Kind;
  readonly checks: Checks;
  readonly runs: readonly Figures[];
  /** Why it has no figures. */
  readonly failure: string | undefined;
}

export interface Table {
  readonly work: Omit<Work, 'objects'>;
  readonly link: LinkName;
  /** Bytes per second that the far link gave in this run. */
  readonly linkRate: number | undefined;
  readonly rows: readonly Row[];
}

export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return (sorted[Math.ceil(middle) - 1]! + sorted[Math.floor(middle)]!) / 2;
}

export function medianOf(row: Row, figure: keyof Figures): number {
  return median(row.runs.map((run) => run[figure]));
}

/** The shortest median time of the peers that `fits` takes; undefined when none has one. */
export function best(rows: readonly Row[], fits: (row: Row) => boolean): number | undefined {
  const times = rows
    .filter((row) => row.kind !== 'ours' && row.runs.length > 0 && fits(row))
    .map((row) => medianOf(row, 'wall'));
  return times.length > 0 ? Math.min(...times) : undefined;
}

export function isDefault({ kind }: Row): boolean {
  return kind === 'default';
}

/** Checks what it got in the same way as `other`. */
export function likeAs(other: Row): (row: Row) => boolean {
  return ({ checks }) => checks === other.checks;
}

const heads = [
  'client',
  'checks',
  'seconds',
  'min–max',
  'MB/s',
  '÷ best default',
  '÷ best peer',
  '÷ best alike',
  'CPU s',
  'CPU s per GB',
  'peak MB',
];

/** As Markdown, the fastest first. */
export function tableText(table: Table): string {
  const { work, link, linkRate, rows } = table;
  const share = linkRate === undefined ? [] : ['share of the link'];
  const where =
    link === 'near' ? 'loopback, http' : 'far, https: 50 ms, 80 Mbit/s a connection, 1 Gbit/s in all';
  const sorted = [...rows].sort((a, b) => rank(a) - rank(b));
  const lines = [
    `### (${work.id}) ${work.title}, ${where}`,
    ...(linkRate === undefined ? [] : [`The link gave ${(linkRate / 1e6).toFixed(1)} MB/s in this run.`]),
    line([...heads, ...share]) + `\n${line([...heads, ...share].map((_, i) => (i < 2 ? '---' : '--:')))}`,
  ];
  return [lines.join('\n\n'), ...sorted.map((row) => line(cells(row, table)))].join('\n');
}

function rank(row: Row): number {
  return row.runs.length > 0 ? medianOf(row, 'wall') : Infinity;
}

function cells(row: Row, { rows, work, linkRate }: Table): readonly string[] {
  const name = row.kind === 'ours' ? `**${row.client}**` : row.client;
  if (row.runs.length === 0) return [name, row.checks, row.failure ?? ''];
  const walls = row.runs.map(({ wall }) => wall);
  const wall = median(walls);
  const cpu = medianOf(row, 'cpu');
  const ratio = (fits: (row: Row) => boolean) => {
    const time = best(rows, fits);
    return time === undefined ? '–' : (wall / time).toFixed(2);
  };
  return [
    name,
    row.checks,
    wall.toFixed(2),
    `${Math.min(...walls).toFixed(2)}–${Math.max(...walls).toFixed(2)}`,
    (work.bytes / wall / 1e6).toFixed(0),
    ratio(isDefault),
    ratio(() => true),
    ratio(likeAs(row)),
    cpu.toFixed(2),
    (cpu / (work.bytes / 1e9)).toFixed(2),
    (Math.max(...row.runs.map(({ memory }) => memory)) / 1e6).toFixed(0),
    ...(linkRate === undefined ? [] : [`${((work.bytes / wall / linkRate) * 100).toFixed(0)} %`]),
  ];
}

function line(texts: readonly string[]): string {
  return `| ${texts.map((text) => text.replaceAll('|', '/').replaceAll('\n', ' ')).join(' | ')} |`;
}
