import { constants, inflateSync } from 'node:zlib';
import type { Fact } from '../../model';
import type { Sniff } from './sniffs';

/** The text at the start of a file of MATLAB 5 and later; of 7.3 an HDF5 file follows it. */
const headerSize = 128;
const textSize = 116;
const mostVariables = 20;
/** Of a compressed variable, unpacked: its name stands in the first bytes. */
const mostUnpacked = 4096;

/** MATLAB's own types of data elements (MAT-File Format, table 1-1). */
const miMatrix = 14;
const miCompressed = 15;

const classes: Readonly<Record<number, string>> = {
  1: 'cell', 2: 'struct', 3: 'object', 4: 'char', 5: 'sparse', 6: 'double', 7: 'single', 8: 'int8',
  9: 'uint8', 10: 'int16', 11: 'uint16', 12: 'int32', 13: 'uint32', 14: 'int64', 15: 'uint64', 16: 'function',
}; // prettier-ignore

/** The header's text, and the variables whose beginning is among the bytes at hand. */
export const sniffMatlab: Sniff = ({ bytes }) => {
  if (bytes.length < headerSize || bytes.toString('latin1', 0, 6) !== 'MATLAB') return undefined;
  const text = printable(bytes.toString('latin1', 0, textSize));
  const version = /^MATLAB (\d\.\d)/.exec(text)?.[1] ?? '5.0';
  const created = /Created on:?\s*(.*?)(?:\s+HDF5.*)?$/.exec(text)?.[1];
  const names = version === '5.0' ? variablesOf(bytes) : [];
  const known: readonly (Fact | undefined)[] = [
    { id: 'format', value: `MATLAB ${version}${version.startsWith('7') ? ' (HDF5)' : ''}` },
    names.length === 0 ? undefined : { id: 'variables', value: names.join(', ') },
    created === undefined || created === '' ? undefined : { id: 'created', value: created.trim() },
  ];
  return known.filter((fact) => fact !== undefined);
};

function variablesOf(bytes: Buffer): readonly string[] {
  const isLittle = bytes.toString('latin1', 126, 128) === 'IM';
  const names: string[] = [];
  for (let at = headerSize; at + 8 <= bytes.length && names.length < mostVariables;) {
    const [type, length] = [uint32(bytes, at, isLittle), uint32(bytes, at + 4, isLittle)];
    const element = bytes.subarray(at + 8, Math.min(bytes.length, at + 8 + length));
    const name =
      type === miCompressed ? compressedName(element, isLittle) : matrixName(type, element, isLittle);
    if (name === undefined) break;
    names.push(name);
    at += 8 + length;
  }
  return names;
}

function compressedName(element: Buffer, isLittle: boolean): string | undefined {
  const start = unpackedStart(element);
  return start && start.length > 8
    ? matrixName(uint32(start, 0, isLittle), start.subarray(8), isLittle)
    : undefined;
}

/** The first bytes of what was packed; the packed data may be cut off. */
function unpackedStart(packed: Buffer): Buffer | undefined {
  try {
    const piece = packed.subarray(0, mostUnpacked);
    return inflateSync(piece, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: 16 * 1024 * 1024 });
  } catch {
    return undefined;
  }
}

/** Flags with the class (16 bytes), the dimensions, then the name, which is short enough to stand in its tag or not. */
function matrixName(type: number, element: Buffer, isLittle: boolean): string | undefined {
  if (type !== miMatrix || element.length < 24) return undefined;
  const kind = classes[uint32(element, 8, isLittle) & 0xff];
  const dimensionBytes = uint32(element, 20, isLittle);
  if (dimensionBytes > 256) return undefined;
  const size = Array.from({ length: Math.floor(dimensionBytes / 4) }, (_, index) =>
    24 + index * 4 + 4 <= element.length ? uint32(element, 24 + index * 4, isLittle) : 0,
  );
  const name = nameAt(element, 24 + Math.ceil(dimensionBytes / 8) * 8, isLittle);
  if (name === undefined || name === '') return undefined;
  return `${name} (${size.map(String).join(' × ')}${kind === undefined ? '' : ` ${kind}`})`;
}

function nameAt(element: Buffer, at: number, isLittle: boolean): string | undefined {
  if (at + 8 > element.length) return undefined;
  const tag = uint32(element, at, isLittle);
  const isSmall = tag >>> 16 !== 0;
  const length = isSmall ? tag >>> 16 : uint32(element, at + 4, isLittle);
  const start = at + (isSmall ? 4 : 8);
  if (length > 63 || start + length > element.length) return undefined;
  return printable(element.toString('latin1', start, start + length));
}

function uint32(bytes: Buffer, at: number, isLittle: boolean): number {
  return isLittle ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at);
}

function printable(text: string): string {
  return text.replaceAll(/[^\x20-\x7e]+/g, ' ').trim();
}
