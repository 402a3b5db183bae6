import { Undrawable } from '../../model';
import type { Label } from '../../viewer';
import { labelOf } from '../labels';
import { MAX_ARRAY_BYTES, MAX_DATA_ARRAYS, MAX_LABELS } from '../limits';
import { bytesOf, type NumberType } from '../numbers';
import { nameOfXml, xmlParser } from '../xml';

/** In a file of its own: known, but not read. */
export type Encoding = 'ASCII' | 'Base64Binary' | 'GZipBase64Binary' | 'ExternalFileBinary';

/** What stands in the tag of a data array, checked against our bounds. */
export interface ArrayHead {
  /** Without `NIFTI_INTENT_`, e.g. `POINTSET`. */
  readonly intent: string;
  readonly type: NumberType;
  readonly dims: readonly number[];
  /** All dims multiplied. */
  readonly count: number;
  readonly encoding: Encoding;
  readonly littleEndian: boolean;
  readonly columnMajor: boolean;
}

export interface RawArray {
  readonly head: ArrayHead;
  readonly metadata: ReadonlyMap<string, string>;
  /** The text of `<Data>`. */
  readonly text: string;
  /** Place of the array's tag in the file, from where the parser began. */
  readonly at: number;
}

/** What a GIFTI file says outside of its arrays. */
export interface GiftiHead {
  /** As the root element announces it. */
  arrays: number;
  readonly metadata: Map<string, string>;
  readonly labels: Label[];
  /** Tags of arrays that were seen, the last one perhaps unfinished. */
  readonly heads: ArrayHead[];
}

/**
 * Reads GIFTI 1.0 (https://www.nitrc.org/projects/gifti, its DTD) piece by piece. `arrays` collects those that are
 * whole; whoever takes them out may empty it.
 */
export class GiftiParser {
  readonly head: GiftiHead = { arrays: 0, metadata: new Map(), labels: [], heads: [] };
  readonly arrays: RawArray[] = [];
  /** The root element was there, and whether it was closed. */
  isGifti = false;
  isWhole = false;
  private array:
    | { head: ArrayHead; metadata: Map<string, string>; text: string[]; length: number; at: number }
    | undefined;
  private entry: { name: string; value: string } | undefined;
  private label: { value: number; color: Label['color']; name: string } | undefined;
  private element = '';
  private readonly xml = xmlParser({
    open: (name, attributes, at) => {
      this.open(name, attributes, at);
    },
    text: (text) => {
      this.text(text);
    },
    close: (name) => {
      this.close(name);
    },
  });

  /** The metadata of the file, and of its arrays as far as they were seen. */
  get metadata(): readonly ReadonlyMap<string, string>[] {
    const seen = [this.head, ...this.arrays, ...(this.array ? [this.array] : [])];
    return seen.map(({ metadata }) => metadata);
  }

  /** One character a byte. */
  write(text: string): void {
    this.xml.write(text);
  }

  private open(name: string, attributes: Readonly<Record<string, string>>, at: number): void {
    this.element = name;
    switch (name) {
      case 'GIFTI':
        this.isGifti = true;
        this.head.arrays = wholeNumber(attributes['NumberOfDataArrays']) ?? 0;
        return;
      case 'MD':
        this.entry = { name: '', value: '' };
        return;
      case 'Label':
        this.label = { ...labelOf(attributes), name: '' };
        return;
      case 'DataArray': {
        const head = arrayHead(attributes);
        if (this.head.heads.push(head) > MAX_DATA_ARRAYS)
          throw new Undrawable('tooLarge', 'too many data arrays');
        this.array = { head, metadata: new Map(), text: [], length: 0, at };
        return;
      }
    }
  }

  private text(text: string): void {
    if (this.element === 'Data' && this.array) {
      this.array.length += text.length;
      if (this.array.length > mostText(this.array.head))
        throw new Undrawable('damaged', 'a data array has more text than its dimensions allow');
      this.array.text.push(text);
    } else if (this.label && this.element === 'Label') this.label.name += text;
    else if (this.entry && this.element === 'Name') this.entry.name += text;
    else if (this.entry && this.element === 'Value') this.entry.value += text;
  }

  private close(name: string): void {
    this.element = '';
    switch (name) {
      case 'GIFTI':
        this.isWhole = true;
        return;
      case 'MD': {
        const metadata = this.array?.metadata ?? this.head.metadata;
        if (this.entry) metadata.set(nameOfXml(this.entry.name), nameOfXml(this.entry.value));
        this.entry = undefined;
        return;
      }
      case 'Label':
        if (this.label) this.head.labels.push({ ...this.label, name: nameOfXml(this.label.name) });
        if (this.head.labels.length > MAX_LABELS) throw new Undrawable('tooLarge', 'too many labels');
        this.label = undefined;
        return;
      case 'DataArray': {
        if (!this.array) return;
        const { head, metadata, text, at } = this.array;
        this.arrays.push({ head, metadata, text: text.join(''), at });
        this.array = undefined;
        return;
      }
    }
  }
}

/** The longest text that an array of these dimensions can have, with room for line breaks. */
function mostText(head: ArrayHead): number {
  const slack = 65_536;
  if (head.encoding === 'ExternalFileBinary') return slack;
  if (head.encoding === 'ASCII') return head.count * 40 + slack;
  // zlib adds at most 5 bytes a block to what can't be packed; base64 makes 4 characters of 3 bytes.
  return head.count * bytesOf(head.type) * 1.5 + slack;
}

const types: Readonly<Record<string, NumberType>> = {
  NIFTI_TYPE_UINT8: 'uint8',
  NIFTI_TYPE_INT8: 'int8',
  NIFTI_TYPE_INT16: 'int16',
  NIFTI_TYPE_UINT16: 'uint16',
  NIFTI_TYPE_INT32: 'int32',
  NIFTI_TYPE_UINT32: 'uint32',
  NIFTI_TYPE_INT64: 'int64',
  NIFTI_TYPE_UINT64: 'uint64',
  NIFTI_TYPE_FLOAT32: 'float32',
  NIFTI_TYPE_FLOAT64: 'float64',
};

function arrayHead(attributes: Readonly<Record<string, string>>): ArrayHead {
  const type = types[attributes['DataType'] ?? ''];
  if (!type)
    throw new Undrawable('unsupported', `DataType ${attributes['DataType'] ?? 'missing'}`.slice(0, 80));
  const dims = dimensions(attributes);
  const count = dims.reduce((product, size) => product * size, 1);
  if (count * bytesOf(type) > MAX_ARRAY_BYTES)
    throw new Undrawable('tooLarge', `a data array of ${dims.join(' x ')}`);
  return {
    intent: (attributes['Intent'] ?? '').replace(/^NIFTI_INTENT_/, '').slice(0, 80),
    type,
    dims,
    count,
    encoding: encodingOf(attributes['Encoding']),
    littleEndian: !/big/i.test(attributes['Endian'] ?? ''),
    columnMajor: attributes['ArrayIndexingOrder'] === 'ColumnMajorOrder',
  };
}

function dimensions(attributes: Readonly<Record<string, string>>): readonly number[] {
  const count = wholeNumber(attributes['Dimensionality']) ?? 0;
  if (count < 1 || count > 6) throw new Undrawable('damaged', `Dimensionality ${String(count)}`);
  return Array.from({ length: count }, (_, index) => {
    const size = wholeNumber(attributes[`Dim${String(index)}`]);
    if (size === undefined) throw new Undrawable('damaged', `Dim${String(index)} is missing`);
    return size;
  });
}

/** The names of GIFTI's DTD, and those that nibabel's oldest files have. */
const encodings: Readonly<Record<string, Encoding>> = {
  ASCII: 'ASCII',
  GIFTI_ENCODING_ASCII: 'ASCII',
  Base64Binary: 'Base64Binary',
  GIFTI_ENCODING_B64BIN: 'Base64Binary',
  GZipBase64Binary: 'GZipBase64Binary',
  GIFTI_ENCODING_B64GZ: 'GZipBase64Binary',
  ExternalFileBinary: 'ExternalFileBinary',
  GIFTI_ENCODING_EXTBIN: 'ExternalFileBinary',
};

function encodingOf(name: string | undefined): Encoding {
  const encoding = encodings[name ?? ''];
  if (!encoding) throw new Undrawable('unsupported', `Encoding ${name ?? 'missing'}`.slice(0, 80));
  return encoding;
}

function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\s*\d{1,15}\s*$/.test(text) ? Number(text) : undefined;
}
