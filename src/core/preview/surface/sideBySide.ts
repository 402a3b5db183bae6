import type { Mesh } from '../viewer';

/** Brains touch at the middle: hemispheres in their own place may share so much, in millimetres. */
const TOUCH = 12;
/** What is left free between hemispheres that had to be moved. */
const GAP = 5;

/** The meshes, the left and right one moved apart where they would lie in each other, as inflated ones do. */
export function sideBySide(meshes: readonly Mesh[]): readonly Mesh[] {
  const left = meshes.find(({ hemisphere }) => hemisphere === 'left');
  const right = meshes.find(({ hemisphere }) => hemisphere === 'right');
  if (!left || !right) return meshes;
  const shared = extent(left.positions)[1] - extent(right.positions)[0];
  if (!(shared > TOUCH)) return meshes;
  const shift = (shared + GAP) / 2;
  return meshes.map((mesh) => {
    if (mesh === left) return moved(mesh, -shift);
    return mesh === right ? moved(mesh, shift) : mesh;
  });
}

/** Smallest and largest x of the corners that are numbers. */
function extent(positions: Float32Array): readonly [least: number, most: number] {
  let [least, most] = [Infinity, -Infinity];
  for (let at = 0; at < positions.length; at += 3) {
    const x = positions[at] ?? 0;
    if (x < least) least = x;
    if (x > most) most = x;
  }
  return [least, most];
}

function moved(mesh: Mesh, by: number): Mesh {
  const positions = mesh.positions.slice();
  for (let at = 0; at < positions.length; at += 3) positions[at] = (positions[at] ?? 0) + by;
  return { ...mesh, positions };
}
