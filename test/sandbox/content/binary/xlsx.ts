import { crc32 } from 'node:zlib';
import { ByteStream } from '../random';
import { wholeBody, type Body } from '../segment';
import type { Source } from '../source';

const LOCAL_HEAD = 30;
const CENTRAL_HEAD = 46;
const END = 22;
const SPREADSHEET = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

interface Entry {
  readonly name: string;
  readonly data: Buffer;
}

/** A workbook with one sheet, stored without compression; a picture of random bytes takes what is left. */
export function xlsxBody(source: Source): Body | undefined {
  const parts = partsOf(source);
  const filler = { name: 'xl/media/image1.bin', data: Buffer.alloc(0) };
  const room = source.size - sizeOf([...parts, filler]);
  if (room < 0) return undefined;
  const data = new ByteStream(source.seed, source.key).read(0, room);
  return wholeBody(zip([...parts, { ...filler, data }]));
}

function partsOf(source: Source): readonly Entry[] {
  const xml = (text: string): Buffer => Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n${text}`);
  const types = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  return [
    {
      name: '[Content_Types].xml',
      data: xml(
        `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="bin" ContentType="application/octet-stream"/><Override PartName="/xl/workbook.xml" ContentType="${types}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${types}.worksheet+xml"/></Types>`,
      ),
    },
    {
      name: 'xl/workbook.xml',
      data: xml(`<workbook xmlns="${SPREADSHEET}"><!-- ${source.mark} --></workbook>`),
    },
    {
      name: 'xl/worksheets/sheet1.xml',
      data: xml(`<worksheet xmlns="${SPREADSHEET}"><sheetData/></worksheet>`),
    },
  ];
}

function sizeOf(entries: readonly Entry[]): number {
  return entries.reduce(
    (sum, { name, data }) => sum + LOCAL_HEAD + CENTRAL_HEAD + 2 * name.length + data.length,
    END,
  );
}

/** PKWARE's APPNOTE, 4.3: the entries, the directory of them, and where that is. */
function zip(entries: readonly Entry[]): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const facts = factsOf(entry);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), facts, Buffer.from(entry.name), entry.data]);
    const central = Buffer.alloc(CENTRAL_HEAD);
    central.write('PK\x01\x02');
    central.writeUInt16LE(20, 4);
    facts.copy(central, 6);
    central.writeUInt32LE(offset, 42);
    locals.push(local);
    centrals.push(central, Buffer.from(entry.name));
    offset += local.length;
  }
  const directory = Buffer.concat(centrals);
  const end = Buffer.alloc(END);
  end.write('PK\x05\x06');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}

/** What both heads say of an entry: version, method (stored), time, check sum, sizes and the name's length. */
function factsOf({ name, data }: Entry): Buffer {
  const facts = Buffer.alloc(LOCAL_HEAD - 4);
  facts.writeUInt16LE(20);
  facts.writeUInt16LE(0x46_a1, 8);
  facts.writeUInt32LE(crc32(data), 10);
  facts.writeUInt32LE(data.length, 14);
  facts.writeUInt32LE(data.length, 18);
  facts.writeUInt16LE(name.length, 22);
  return facts;
}
