import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DATA_FOLDER } from './listing';
import { REAL_SUBJECT } from './subjects';

interface PackageRule {
  readonly id: string;
  readonly include: string;
  readonly exclude: string | null;
  readonly bytes_100307: number;
}

/** A data package as people know it from the portal: which files of a subject belong to it. */
export interface DataPackage {
  readonly id: string;
  /** Bytes of the package in subject 100307. */
  readonly bytes: number;
  /** Whether a path below the folder of `subject` belongs to the package. */
  holds(subject: string, path: string): boolean;
}

let packages: ReadonlyMap<string, DataPackage> | undefined;

/** The packages by id. Read once. */
export function dataPackages(): ReadonlyMap<string, DataPackage> {
  packages ??= new Map(readRules().map((rule) => [rule.id, toPackage(rule)]));
  return packages;
}

function readRules(): readonly PackageRule[] {
  return JSON.parse(readFileSync(join(DATA_FOLDER, 'packages.json'), 'utf8')) as readonly PackageRule[];
}

/** The rules are matched against the path as it would be in subject 100307, so that each is compiled once. */
function toPackage(rule: PackageRule): DataPackage {
  const compile = (source: string): RegExp => new RegExp(source.replaceAll('<SUBJECT>', REAL_SUBJECT));
  const include = compile(rule.include);
  const exclude = rule.exclude === null ? undefined : compile(rule.exclude);
  return {
    id: rule.id,
    bytes: rule.bytes_100307,
    holds: (subject, path) => {
      const recorded = path.replaceAll(subject, REAL_SUBJECT);
      return include.test(recorded) && exclude?.test(recorded) !== true;
    },
  };
}
