import { randomOf, type Source } from '../source';
import { padded, textBody } from './fit';
import type { Body } from '../segment';

/** Volumes of a diffusion run, as its name says (`dir95`), else of the three runs together. */
export function directionsIn(name: string): number {
  return Number(/dir(\d+)/.exec(name)?.[1] ?? 288);
}

/** b-values in one row: shells of 1000, 2000 and 3000 s/mm², a volume without weighting every 16. */
export function bvals(source: Source): Body {
  const random = randomOf(source);
  const values = Array.from({ length: directionsIn(source.name) }, (_, index) => {
    if (index % 16 === 0) return '5';
    return String(1000 * (1 + (index % 3)) + random.pick([-10, -5, 0, 5]));
  });
  const shorten = (): number => values.findIndex((value, index) => index % 16 !== 0 && value.length > 3);
  while (values.join(' ').length + 1 > source.size) {
    const at = shorten();
    if (at < 0) break;
    values[at] = random.pick(['990', '995']);
  }
  return textBody(padded(`${values.join(' ')}\n`, source.size));
}

/** Unit vectors in three rows, zero where there is no weighting. */
export function bvecs(source: Source): Body {
  const random = randomOf(source);
  const count = directionsIn(source.name);
  const vectors = Array.from({ length: count }, (_, index) => {
    if (index % 16 === 0) return [0, 0, 0];
    const z = random.between(-1, 1);
    const angle = random.between(0, 2 * Math.PI);
    const radius = Math.sqrt(1 - z * z);
    return [radius * Math.cos(angle), radius * Math.sin(angle), z];
  });
  const width = Math.floor(source.size / (3 * count));
  const row = (axis: number): string =>
    vectors.map((vector) => (vector[axis] ?? 0).toFixed(Math.max(1, width - 4)).padEnd(width)).join('');
  return textBody(padded(`${[0, 1, 2].map((axis) => row(axis).slice(0, -1)).join('\n')}\n`, source.size));
}
