import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(__dirname, 'fixtures/freesurfer');

/** What nibabel wrote in FreeSurfer's formats, and by hand what it does not write. */
export function freesurferBytes(): Record<string, Uint8Array> {
  const written = readdirSync(folder).map(
    (name) => [name, new Uint8Array(readFileSync(join(folder, name)))] as const,
  );
  return {
    ...Object.fromEntries(written),
    'lh.part.label': new TextEncoder().encode(
      '#!ascii label, from subject test\n2\n1  50.0 0.0 0.0 0.25\n4  0.0 -50.0 0.0 0.75\n',
    ),
    'lh.old_curv': oldCurvature([100, -50, 0, 25, 0, 1]),
    'lh.quad': quadrangles(),
  };
}

/** The map format without a magic number: hundredths as 16-bit integers. */
function oldCurvature(values: readonly number[]): Uint8Array {
  const bytes = Buffer.alloc(6 + 2 * values.length);
  bytes.writeUIntBE(values.length, 0, 3);
  bytes.writeUIntBE(8, 3, 3);
  values.forEach((value, at) => bytes.writeInt16BE(value, 6 + 2 * at));
  return new Uint8Array(bytes);
}

/** A square of one quadrangle. */
function quadrangles(): Uint8Array {
  const bytes = Buffer.alloc(9 + 4 * 6 + 12);
  bytes.writeUIntBE(0xffffff, 0, 3);
  bytes.writeUIntBE(4, 3, 3);
  bytes.writeUIntBE(1, 6, 3);
  [0, 0, 0, 100, 0, 0, 100, 100, 0, 0, 100, 0].forEach((value, at) => bytes.writeInt16BE(value, 9 + 2 * at));
  [0, 1, 2, 3].forEach((corner, at) => bytes.writeUIntBE(corner, 33 + 3 * at, 3));
  return new Uint8Array(bytes);
}
