import type { Sniff } from './sniffs';

/** Names that are read; an archive may hold many thousands. */
const mostNames = 50;
const headerSize = 30;
/** The length of an entry stands after its data: then the next header is looked for. */
const flagLengthAfter = 0x08;

/** The names of the first entries (PKWARE's APPNOTE, 4.3.7), and what kind of document they make. */
export const sniffZip: Sniff = ({ bytes }) => {
  if (bytes.toString('latin1', 0, 4) !== 'PK\x03\x04') return undefined;
  const names = entryNames(bytes);
  return [
    { id: 'format', value: formatOf(names) },
    ...(names.length === 0 ? [] : [{ id: 'description', value: shortList(names) } as const]),
  ];
};

function entryNames(bytes: Buffer): readonly string[] {
  const names: string[] = [];
  let at = 0;
  while (at >= 0 && at + headerSize <= bytes.length && names.length < mostNames) {
    if (bytes.toString('latin1', at, at + 4) !== 'PK\x03\x04') break;
    const nameEnd = at + headerSize + bytes.readUInt16LE(at + 26);
    if (nameEnd > bytes.length) break;
    names.push(bytes.toString('utf8', at + headerSize, nameEnd));
    const dataStart = nameEnd + bytes.readUInt16LE(at + 28);
    const isLengthAfter = (bytes.readUInt16LE(at + 6) & flagLengthAfter) !== 0;
    at = isLengthAfter
      ? bytes.indexOf('PK\x03\x04', dataStart, 'latin1')
      : dataStart + bytes.readUInt32LE(at + 18);
  }
  return names;
}

function formatOf(names: readonly string[]): string {
  const has = (start: string): boolean => names.some((name) => name.startsWith(start));
  if (has('xl/')) return 'Excel workbook (XLSX)';
  if (has('word/')) return 'Word document (DOCX)';
  if (has('ppt/')) return 'PowerPoint presentation (PPTX)';
  return names[0] === 'mimetype' ? 'OpenDocument' : 'ZIP';
}

function shortList(names: readonly string[]): string {
  const shown = names.slice(0, 12).map((name) => name.slice(0, 100));
  return `${shown.join(', ')}${names.length > shown.length ? ', …' : ''}`;
}
