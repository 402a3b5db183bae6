import * as v from 'valibot';
import type { JobSpec } from './jobs';

/** As last written; jobs that are done and on the disk itself, and cancelled ones, have no journal. */
export type JournalState =
  | 'running'
  | 'paused'
  | 'failed'
  /** All is delivered, but the last files may not be on the disk itself yet. */
  | 'settled';

/** The first line of a journal. */
export interface JournalHeader {
  readonly spec: JobSpec;
  /** Of the boot that the lines below were written in, see `bootId`. */
  readonly boot: string;
  readonly doubtedSince: number | undefined;
}

/** One line of a journal. Numbers stand for files, given out in order and never again in the same journal. */
export type JournalRecord =
  /** A file is begun: its number, key, ETag, size, bytes a part. */
  | readonly ['b', number, string, string, number, number]
  /** A part is written. */
  | readonly ['p', number, number]
  /** Parts are on the disk itself. */
  | readonly ['y', number, ...number[]]
  /** What is known of the file is forgotten. */
  | readonly ['e', number]
  /** A key is left out of the job. */
  | readonly ['x', string]
  | readonly ['s', JournalState]
  /** Files that were whole at this moment are on the disk itself. */
  | readonly ['g', number];

const states: readonly string[] = ['running', 'paused', 'failed', 'settled'] satisfies JournalState[];

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const headerSchema = v.object({
  hcpJournal: v.literal(1),
  spec: v.object({
    id: v.pipe(v.string(), v.regex(/^[a-z0-9]+$/i)),
    sources: v.array(v.string()),
    target: v.string(),
    origin: v.string(),
    created: v.number(),
    all: v.optional(v.object({ files: count, bytes: count })),
  }),
  boot: v.string(),
  doubtedSince: v.optional(v.number()),
});

export function headerLine(header: JournalHeader): string {
  return `${JSON.stringify({ hcpJournal: 1, ...header })}\n`;
}

/** Undefined when the line is not the head of a journal of this version. */
export function readHeader(line: string): JournalHeader | undefined {
  const result = v.safeParse(headerSchema, parse(line));
  if (!result.success) return undefined;
  const { spec, boot, doubtedSince } = result.output;
  return { spec: { ...spec, all: spec.all }, boot, doubtedSince };
}

export function recordLine(record: JournalRecord): string {
  return `${JSON.stringify(record)}\n`;
}

/** Undefined when the line is damaged. */
export function readRecord(line: string): JournalRecord | undefined {
  const value = parse(line);
  return isRecord(value) ? value : undefined;
}

function isRecord(value: unknown): value is JournalRecord {
  if (!Array.isArray(value)) return false;
  const [kind, ...rest] = value as readonly unknown[];
  const [first, second, third, ...sizes] = rest;
  switch (kind) {
    case 'b':
      return (
        rest.length === 5 &&
        isCount(first) &&
        typeof second === 'string' &&
        typeof third === 'string' &&
        sizes.every(isCount) &&
        sizes[1] !== 0
      );
    case 'p':
      return rest.length === 2 && rest.every(isCount);
    case 'y':
      return rest.length > 0 && rest.every(isCount);
    case 'e':
      return rest.length === 1 && isCount(first);
    case 'x':
      return rest.length === 1 && typeof first === 'string';
    case 's':
      return rest.length === 1 && typeof first === 'string' && states.includes(first);
    case 'g':
      return rest.length === 1 && typeof first === 'number';
    default:
      return false;
  }
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
