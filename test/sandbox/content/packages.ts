import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DATA_FOLDER, recordedListing, type ListedFile } from './listing';
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
  /** The recorded files of the package. */
  files(): readonly ListedFile[];
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

function toPackage(rule: PackageRule): DataPackage {
  let files: readonly ListedFile[] | undefined;
  return { id: rule.id, bytes: rule.bytes_100307, files: () => (files ??= filesOf(rule)) };
}

function filesOf(rule: PackageRule): readonly ListedFile[] {
  const compile = (source: string): RegExp => new RegExp(source.replaceAll('<SUBJECT>', REAL_SUBJECT));
  const include = compile(rule.include);
  const exclude = rule.exclude === null ? undefined : compile(rule.exclude);
  return recordedListing().filter(({ path }) => include.test(path) && exclude?.test(path) !== true);
}
