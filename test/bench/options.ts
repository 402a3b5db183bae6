import * as os from 'node:os';
import { parseArgs } from 'node:util';
import { linkNames, type LinkName } from './clients';
import { workIds, type WorkId } from './trees';

export const partNames = ['table', 'kills', 'plan', 'loop'] as const;
export type PartName = (typeof partNames)[number];

export interface Options {
  readonly parts: readonly PartName[];
  readonly works: readonly WorkId[];
  readonly links: readonly LinkName[];
  /** Names of clients; undefined for all. */
  readonly only: readonly string[] | undefined;
  /** For each link: what is near is over soon, and other work on the machine weighs more in it. */
  readonly rounds: Readonly<Record<LinkName, number>>;
  readonly kills: number;
  /** Seconds. */
  readonly patience: number;
  readonly folder: string;
}

/** Reads the command line. @throws Error that says what is wrong with it */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      part: { type: 'string', default: partNames.join(',') },
      work: { type: 'string', default: workIds.join(',') },
      link: { type: 'string', default: linkNames.join(',') },
      only: { type: 'string' },
      rounds: { type: 'string', default: '3' },
      'near-rounds': { type: 'string' },
      kills: { type: 'string', default: '50' },
      patience: { type: 'string', default: '120' },
      folder: { type: 'string', default: os.tmpdir() },
    },
  });
  return {
    parts: named('part', values.part, partNames),
    works: named('work', values.work, workIds),
    links: named('link', values.link, linkNames),
    only: values.only?.split(','),
    rounds: {
      near: count('near-rounds', values['near-rounds'] ?? values.rounds),
      far: count('rounds', values.rounds),
    },
    kills: count('kills', values.kills),
    patience: count('patience', values.patience),
    folder: values.folder,
  };
}

function named<T extends string>(option: string, text: string, known: readonly T[]): readonly T[] {
  return text.split(',').map((name) => {
    const found = known.find((one) => one === name);
    if (found === undefined) throw new Error(`--${option} takes ${known.join(', ')}, not "${name}".`);
    return found;
  });
}

function count(option: string, text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new Error(`--${option} takes a number, not "${text}".`);
  return number;
}
