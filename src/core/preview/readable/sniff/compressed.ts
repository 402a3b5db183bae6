import type { Sniff } from './sniffs';

/** How files of each kind begin, in bytes as Latin-1. */
const beginnings: readonly (readonly [start: string, format: string])[] = [
  ['\xfd7zXZ\0', 'XZ'],
  ['7z\xbc\xaf\x27\x1c', '7z'],
  ['BZh', 'bzip2'],
  ['\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'Microsoft Office (OLE2)'],
  ['\x89HDF\r\n\x1a\n', 'HDF5'],
  ['\x7fELF', 'ELF'],
];

export const sniffCompressed: Sniff = ({ bytes }) => {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return gzipFacts(bytes);
  const start = bytes.toString('latin1', 0, 16);
  const format = beginnings.find(([beginning]) => start.startsWith(beginning))?.[1];
  if (format !== undefined) return [{ id: 'format', value: format }];
  return bytes.toString('latin1', 257, 262) === 'ustar' ? [{ id: 'format', value: 'tar' }] : undefined;
};

const flagExtra = 0x04;
const flagName = 0x08;

/** The name and time of the file that was packed, where the header has them (RFC 1952). */
function gzipFacts(bytes: Buffer): ReturnType<Sniff> {
  const format = { id: 'format', value: 'gzip' } as const;
  if (bytes.length < 10) return [format];
  const flags = bytes.readUInt8(3);
  const seconds = bytes.readUInt32LE(4);
  const created =
    seconds === 0 ? [] : [{ id: 'created', value: new Date(seconds * 1000).toISOString() } as const];
  const hasName = (flags & flagName) !== 0 && (flags & flagExtra) === 0;
  const end = hasName ? bytes.indexOf(0, 10) : -1;
  const name = end > 10 && end < 300 ? bytes.toString('latin1', 10, end) : '';
  return [format, ...(name === '' ? [] : [{ id: 'description', value: name } as const]), ...created];
}
