import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { REAL_SUBJECT } from './subjects';

/** The folder with the recorded listing and the packages. */
export const DATA_FOLDER = join(__dirname, '../data');

/** One file of the recorded listing of subject 100307. */
export interface ListedFile {
  /** Path below the subject folder, cut at each place where the subject's id stands. */
  readonly parts: readonly string[];
  /** The path as recorded. */
  readonly path: string;
  readonly size: number;
}

let listed: readonly ListedFile[] | undefined;

/** The recorded listing (17,389 files, November 2017), in UTF-8 binary order of the paths. Read once. */
export function recordedListing(): readonly ListedFile[] {
  listed ??= gunzipSync(readFileSync(join(DATA_FOLDER, 'subject-100307.tsv.gz')))
    .toString('utf8')
    .split('\n')
    .slice(1)
    .filter((line) => line !== '')
    .map(parseLine);
  return listed;
}

function parseLine(line: string): ListedFile {
  const [path, size] = line.split('\t');
  if (path === undefined || size === undefined) throw new Error(`Not a line of the listing: ${line}`);
  return { path, parts: path.split(REAL_SUBJECT), size: Number(size) };
}
