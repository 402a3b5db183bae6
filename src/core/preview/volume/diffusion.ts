import type { ByteSource, Neighbours } from '../byteSource';
import type { Diffusion } from '../viewer';

/** A file of b-values or directions is never larger. */
const largestTable = 1024 * 1024;

/** The numbers of a text, line by line; undefined when there is anything else in it. */
function numberLines(text: string): readonly (readonly number[])[] | undefined {
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => line.split(/[\s,]+/).map(Number));
  return lines.length > 0 && lines.every((line) => line.every(Number.isFinite)) ? lines : undefined;
}

/** One b-value (s/mm²) a volume, from FSL's `bvals`: one line, or one value a line. */
export function readBvals(text: string): readonly number[] | undefined {
  const lines = numberLines(text);
  if (lines === undefined) return undefined;
  return lines.length === 1 || lines.every((line) => line.length === 1) ? lines.flat() : undefined;
}

/** One direction a volume, from FSL's `bvecs`: three lines, or three values a line. Unit length, or zero. */
export function readBvecs(text: string): readonly (readonly [number, number, number])[] | undefined {
  const lines = numberLines(text);
  if (lines === undefined) return undefined;
  const count = lines[0]?.length ?? 0;
  if (lines.length === 3 && lines.every((line) => line.length === count)) {
    return Array.from({ length: count }, (_, volume) =>
      unit(lines[0]?.[volume] ?? 0, lines[1]?.[volume] ?? 0, lines[2]?.[volume] ?? 0),
    );
  }
  if (!lines.every((line) => line.length === 3)) return undefined;
  return lines.map(([x = 0, y = 0, z = 0]) => unit(x, y, z));
}

function unit(x: number, y: number, z: number): readonly [number, number, number] {
  const length = Math.hypot(x, y, z);
  return length > 0 ? [x / length, y / length, z / length] : [0, 0, 0];
}

/** The names that b-values and directions of an image have beside it: HCP's, and those of dcm2niix. */
function companions(path: string): readonly (readonly [bvals: string, bvecs: string])[] {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const stem = path.replace(/\.nii(\.gz)?$/, '');
  return [
    [`${stem}.bval`, `${stem}.bvec`],
    [`${stem}.bvals`, `${stem}.bvecs`],
    ...(/\/(data|nodif[^/]*)\.nii(\.gz)?$/.test(path)
      ? ([[`${folder}bvals`, `${folder}bvecs`]] as const)
      : []),
  ];
}

/** The weighting of each volume of a diffusion image, from the files beside it; undefined when they do not fit. */
export async function diffusionBeside(
  path: string,
  volumes: number,
  neighbours: Neighbours,
  signal: AbortSignal,
): Promise<Diffusion | undefined> {
  if (volumes < 2) return undefined;
  for (const [bvalsPath, bvecsPath] of companions(path)) {
    const files = await Promise.all([neighbours.open(bvalsPath, signal), neighbours.open(bvecsPath, signal)]);
    const [bvalsFile, bvecsFile] = files;
    if (!bvalsFile || !bvecsFile) continue;
    const [bvalsText, bvecsText] = await Promise.all([textOf(bvalsFile, signal), textOf(bvecsFile, signal)]);
    const bvals = readBvals(bvalsText);
    const directions = readBvecs(bvecsText);
    if (bvals?.length === volumes && directions?.length === volumes) return { bvals, directions };
  }
  return undefined;
}

async function textOf(source: ByteSource, signal: AbortSignal): Promise<string> {
  if (source.size > largestTable) return '';
  return new TextDecoder('latin1').decode(await source.read(0, source.size, signal));
}
