import { fileNeighbours, fileSource } from '../../../src/core/preview/bytes/fileSource';
import { describe } from '../../../src/core/preview/describe';
import { cardBytes, Undrawable, type Fact, type Opened } from '../../../src/core/preview/model';
import { open } from '../../../src/core/preview/open';
import type { Mesh, SurfaceViewer, Viewer, VolumeViewer } from '../../../src/core/preview/viewer';
import type { Expected } from './expected';
import { differences, figuresOf } from './figures';
import { niftiValues } from './niftiValues';

const { signal } = new AbortController();

/** What this project reads in a file otherwise than nibabel and wb_command do; empty when they agree. */
export async function compare(expected: Expected): Promise<readonly string[]> {
  const opened = { source: await fileSource(expected.file), neighbours: fileNeighbours, signal };
  if (expected.refused !== undefined) return refuses(opened);
  const card = factProblems('card', await describe(opened), expected, opened.source.size > cardBytes);
  const viewer = await viewerOf(opened);
  // A file without the subject's surfaces beside it has its card alone.
  if (viewer === 'noSurface') return card;
  return [
    ...card,
    ...factProblems('viewer', viewer.facts, expected),
    ...(await contentProblems(viewer, expected)),
  ];
}

async function refuses(opened: Opened): Promise<readonly string[]> {
  try {
    await open(opened);
    return ['it can be opened, although nibabel can make nothing of it'];
  } catch (error) {
    if (error instanceof Undrawable) return [];
    throw error;
  }
}

async function viewerOf(opened: Opened): Promise<Viewer | 'noSurface'> {
  try {
    return await open(opened);
  } catch (error) {
    if (error instanceof Undrawable && error.reason === 'noSurface') return error.reason;
    throw error;
  }
}

/** What may stand far from the beginning of a file. */
const late: ReadonlySet<string> = new Set(['triangles', 'parcels', 'labels', 'maps', 'voxels']);

function factProblems(
  where: string,
  facts: readonly Fact[],
  expected: Expected,
  isBeginning = false,
): readonly string[] {
  const mayLack = (id: string): boolean =>
    isBeginning && (late.has(id) || (id === 'structures' && expected.file.endsWith('.nii')));
  return Object.entries(expected.facts).flatMap(([id, theirs]) => {
    const mine = facts.find((fact) => fact.id === id)?.value;
    if (mine === undefined && mayLack(id)) return [];
    if (mine !== undefined && says(mine, theirs)) return [];
    return [`${where}: ${id} is ${mine ?? 'not told'}, not ${String(theirs)}`];
  });
}

/** Whether a fact has these numbers at its places, or these words whatever way they are written. */
function says(mine: string, theirs: string | readonly number[]): boolean {
  if (typeof theirs === 'string') return plain(mine) === plain(theirs);
  const numbers = (mine.match(/-?\d[\d,]*(\.\d+)?(e[-+]?\d+)?/gi) ?? []).map((text) =>
    Number(text.replaceAll(',', '')),
  );
  return (
    numbers.length >= theirs.length &&
    theirs.every(
      (number, index) => Math.abs(numbers[index]! - number) <= 0.005 * Math.max(1, Math.abs(number)),
    )
  );
}

function plain(words: string): string {
  return words.toLowerCase().replaceAll(/[^a-z0-9?,]/g, '');
}

async function contentProblems(viewer: Viewer, expected: Expected): Promise<readonly string[]> {
  switch (viewer.kind) {
    case 'volume':
      return volumeProblems(viewer, expected);
    case 'surface':
      return surfaceProblems(viewer, expected);
    case 'table':
    case 'links':
    case 'readable':
      return [];
  }
}

async function volumeProblems(viewer: VolumeViewer, { volumes }: Expected): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const { index, ...theirs } of volumes) {
    const { nifti } = await viewer.volume(index, signal);
    problems.push(...differences(`volume ${String(index)}`, figuresOf(niftiValues(nifti)), theirs));
  }
  return problems;
}

async function surfaceProblems(viewer: SurfaceViewer, expected: Expected): Promise<readonly string[]> {
  return [
    ...meshProblems(await viewer.meshes(signal), expected),
    ...(await mapProblems(viewer, expected)),
    ...(await seriesProblems(viewer, expected)),
  ];
}

function meshProblems(meshes: readonly Mesh[], { mesh, file }: Expected): readonly string[] {
  if (!mesh) return [];
  const shown = meshes.find(({ name }) => file.endsWith(`/${name}`));
  if (!shown)
    return [`mesh: there is none of the file itself among ${meshes.map(({ name }) => name).join(', ')}`];
  const { triangles, positions } = mesh;
  return [
    // Two hemispheres have been moved apart: their places are no longer those in the file.
    ...(meshes.length === 1
      ? differences('positions', figuresOf(columnsFirst(shown.positions)), positions)
      : []),
    ...(shown.positions.length === positions.count ? [] : ['positions: another number of vertices']),
    ...(triangles ? differences('triangles', figuresOf(columnsFirst(shown.triangles)), triangles) : []),
  ];
}

/** As the numbers of a table with three columns stand one column after the other. */
function columnsFirst(rows: ArrayLike<number>): Float64Array {
  const count = rows.length / 3;
  return Float64Array.from(rows, (_, at) => rows[(at % count) * 3 + Math.floor(at / count)]!);
}

async function mapProblems(viewer: SurfaceViewer, { maps, file }: Expected): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const [index, theirs] of maps.entries()) {
    const { values } = await viewer.map(index, signal);
    const all = Float64Array.from(values.flatMap((one) => [...one.values]));
    // A GIFTI file is of one hemisphere; whatever the other one is painted with is not in it.
    const own = file.endsWith('.gii') ? Float64Array.from(all.subarray(0, theirs.count)) : all;
    problems.push(...differences(`map ${String(index)}`, figuresOf(own), theirs));
  }
  return problems;
}

async function seriesProblems(viewer: SurfaceViewer, { series }: Expected): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const { hemisphere, vertex, values } of series) {
    const found = await viewer.series(hemisphere, vertex, signal);
    const same =
      found.values.length === values.length &&
      values.every((value, at) => Math.abs(value - found.values[at]!) < 1e-5);
    if (!same)
      problems.push(
        `series of ${hemisphere} ${String(vertex)}: ${found.values.join(' ')}, not ${values.join(' ')}`,
      );
  }
  return problems;
}
