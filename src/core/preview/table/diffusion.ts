import { readTextStart } from '../readable/textStart';
import { Undrawable, type Opened } from '../model';
import type { Diffusion } from '../viewer';
import { readBvals, readBvecs } from '../volume/diffusion';

/** Of a file of b-values or directions: HCP's have 2 and 20 kB. */
const maxBytes = 1024 * 1024;

const strengths = /(^|[._-])bvals?$/i;
const vectors = /(^|[._-])bvecs?$/i;

/** Whether a file's name says that it holds b-values or directions of diffusion weighting. */
export function isDiffusionName(name: string): boolean {
  return strengths.test(name) || vectors.test(name);
}

/**
 * The b-values and directions of a file of either, with those of the file beside it that holds the other.
 * The other list is empty where there is no such file, or one of another number of volumes.
 */
export async function readDiffusion(opened: Opened): Promise<Diffusion> {
  const { path } = opened.source;
  const name = path.slice(path.lastIndexOf('/') + 1);
  const { text } = await readTextStart(opened, maxBytes);
  const other = await readOther(opened, path.slice(0, -name.length) + otherName(name));
  return strengths.test(name) ? withDirections(text, other) : withStrengths(text, other);
}

function withDirections(text: string, other: string): Diffusion {
  const bvals = readBvals(text);
  if (!bvals) throw new Undrawable('notTheFormat', 'no b-values');
  const directions = readBvecs(other) ?? [];
  return { bvals, directions: directions.length === bvals.length ? directions : [] };
}

function withStrengths(text: string, other: string): Diffusion {
  const directions = readBvecs(text);
  if (!directions) throw new Undrawable('notTheFormat', 'no directions');
  const bvals = readBvals(other) ?? [];
  return { bvals: bvals.length === directions.length ? bvals : [], directions };
}

function otherName(name: string): string {
  return strengths.test(name) ? name.replace(/bval(s?)$/i, 'bvec$1') : name.replace(/bvec(s?)$/i, 'bval$1');
}

async function readOther({ neighbours, signal }: Opened, path: string): Promise<string> {
  const source = await neighbours.open(path, signal);
  if (!source || source.size === 0) return '';
  return (await readTextStart({ source, neighbours, signal }, maxBytes)).text;
}
