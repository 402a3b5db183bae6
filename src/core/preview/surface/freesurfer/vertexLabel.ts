import { Undrawable } from '../../model';
import { MAX_VERTICES } from '../limits';

/** Some vertices of a surface, with a statistic each. */
export interface VertexLabel {
  readonly vertices: Uint32Array;
  readonly statistics: Float32Array;
}

/** How many vertices a label has, as its second line says. */
export function labelledVertices(start: string): number {
  const found = /^#[^\n]*\n\s*(\d{1,10})\s*(\n|$)/.exec(start);
  if (!found) throw new Undrawable('notTheFormat', 'no comment and number of vertices');
  const count = Number(found[1]);
  if (count > MAX_VERTICES) throw new Undrawable('tooLarge', `${String(count)} vertices`);
  return count;
}

/** A label of FreeSurfer: a comment, a count, then lines of vertex, x, y, z and statistic. */
export function vertexLabelOf(text: string): VertexLabel {
  const count = labelledVertices(text.slice(0, 4096));
  const lines = text
    .split('\n')
    .slice(2)
    .filter((line) => line.trim() !== '');
  if (lines.length < count)
    throw new Undrawable('truncated', `${String(lines.length)} of ${String(count)} vertices`);
  const vertices = new Uint32Array(count);
  const statistics = new Float32Array(count);
  for (let at = 0; at < count; at++) {
    const [vertex = NaN, , , , statistic] = (lines[at] ?? '').trim().split(/\s+/).map(Number);
    if (!(vertex >= 0 && vertex < MAX_VERTICES))
      throw new Undrawable('damaged', `vertex ${String(vertex)} in line ${String(at + 3)}`);
    if (statistic === undefined) throw new Undrawable('truncated', `line ${String(at + 3)} has no statistic`);
    vertices[at] = vertex;
    statistics[at] = statistic;
  }
  return { vertices, statistics };
}
