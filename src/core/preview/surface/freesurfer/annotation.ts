import { Undrawable } from '../../model';
import type { Label } from '../../viewer';
import { MAX_LABELS, MAX_VERTICES } from '../limits';
import { nameOfXml } from '../xml';

export interface Annotation {
  /** Per vertex the `value` of its label; NaN where it has none. */
  readonly values: Float32Array;
  readonly labels: readonly Label[];
}

/**
 * A FreeSurfer annotation (https://surfer.nmr.mgh.harvard.edu/fswiki/LabelsClutsAnnotationFiles): a colour for each
 * vertex, then the table that names the colours, in its first version or its second.
 */
export function annotationOf(bytes: Uint8Array): Annotation {
  const reader = new Reader(bytes);
  const count = annotatedVertices(bytes);
  reader.skip(4);
  const vertices = new Uint32Array(count);
  const colours = new Uint32Array(count);
  for (let at = 0; at < count; at++) {
    vertices[at] = reader.integer(count - 1);
    colours[at] = reader.integer(0x7fffffff);
  }
  const labels = reader.isAtEnd() || reader.integer(1) === 0 ? [] : table(reader);
  const valueOfColour = new Map(
    labels.map(({ value, color: [red, green, blue] }) => [red + green * 256 + blue * 65_536, value]),
  );
  const values = new Float32Array(count).fill(NaN);
  vertices.forEach((vertex, at) => {
    values[vertex] = valueOfColour.get(colours[at] ?? 0) ?? NaN;
  });
  return { values, labels };
}

/** Vertices of an annotation, from its first bytes. */
export function annotatedVertices(start: Uint8Array): number {
  const count = new Reader(start).integer(MAX_VERTICES);
  if (count === 0) throw new Undrawable('notTheFormat', 'no vertices');
  return count;
}

const NEW_TABLE = -2;

function table(reader: Reader): readonly Label[] {
  const first = reader.signed();
  const isNew = first === NEW_TABLE;
  if (!isNew && first <= 0) throw new Undrawable('unsupported', `colour table of version ${String(-first)}`);
  // In the second version this is the largest number of an entry, else how many there are.
  const size = isNew ? reader.integer(MAX_LABELS) : first;
  if (size > MAX_LABELS) throw new Undrawable('tooLarge', `${String(size)} labels`);
  reader.text();
  const count = isNew ? reader.integer(MAX_LABELS) : size;
  return Array.from({ length: count }, (_, at): Label => {
    const value = isNew ? reader.integer(MAX_LABELS) : at;
    const name = reader.text();
    const [red, green, blue, transparency] = [reader.byte(), reader.byte(), reader.byte(), reader.byte()];
    return { value, name, color: [red, green, blue, 255 - transparency] };
  });
}

/** Big-endian integers and texts, one after the other. */
class Reader {
  private at = 0;
  private readonly view: DataView;

  constructor(private readonly bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  isAtEnd(): boolean {
    return this.at >= this.bytes.length;
  }

  skip(length: number): void {
    this.at += length;
  }

  signed(): number {
    if (this.at + 4 > this.bytes.length) throw new Undrawable('truncated', `ends at ${String(this.at)}`);
    this.at += 4;
    return this.view.getInt32(this.at - 4);
  }

  /** From 0 to `most`. */
  integer(most: number): number {
    const value = this.signed();
    if (value < 0 || value > most)
      throw new Undrawable('damaged', `${String(value)} at ${String(this.at - 4)}, at most ${String(most)}`);
    return value;
  }

  byte(): number {
    return this.integer(255);
  }

  /** Its length, then as many characters, the last one NUL. */
  text(): string {
    const length = this.integer(this.bytes.length - this.at);
    const start = this.at;
    this.at += length;
    if (this.at > this.bytes.length) throw new Undrawable('truncated', `ends in a name at ${String(start)}`);
    const text = Buffer.from(this.bytes.subarray(start, this.at)).toString('latin1');
    return nameOfXml(text.split('\0')[0] ?? '');
  }
}
