const HEADER = 544;
const FLOAT32 = 16;
const EXTENSION_CIFTI = 32;

/** Offset of the XML: the NIfTI-2 header, four bytes that say that an extension follows, and the extension's frame. */
export const XML_OFFSET = HEADER + 8;

/** Intent codes and names of the CIFTI-2 specification, by the middle part of the file's name. */
export const INTENTS = {
  dconn: [3001, 'ConnDense'],
  dtseries: [3002, 'ConnDenseSeries'],
  pconn: [3003, 'ConnParcels'],
  ptseries: [3004, 'ConnParcelSries'],
  dscalar: [3006, 'ConnDenseScalar'],
  dlabel: [3007, 'ConnDenseLabel'],
  pscalar: [3008, 'ConnParcelScalr'],
  sdseries: [3000, 'ConnUnknown'],
} as const;
export type CiftiKind = keyof typeof INTENTS;

/** The NIfTI-2 header and the frame of the XML that follows it. */
export function ciftiHeader(options: {
  readonly kind: CiftiKind;
  readonly rows: number;
  readonly columns: number;
  readonly xmlLength: number;
  readonly remark: string;
}): Buffer {
  const header = Buffer.alloc(XML_OFFSET);
  const [code, name] = INTENTS[options.kind];
  header.writeInt32LE(540, 0);
  header.write('n+2\0\r\n\x1a\n', 4, 'latin1');
  header.writeInt16LE(FLOAT32, 12);
  header.writeInt16LE(32, 14);
  const dims = [6, 1, 1, 1, 1, options.columns, options.rows, 1];
  dims.forEach((value, index) => header.writeBigInt64LE(BigInt(value), 16 + index * 8));
  for (let index = 0; index < 8; index++) header.writeDoubleLE(1, 104 + index * 8);
  header.writeBigInt64LE(BigInt(XML_OFFSET + options.xmlLength), 168);
  header.writeDoubleLE(1, 176);
  header.write(options.remark, 240, 79, 'latin1');
  header.writeInt32LE(2 | 8, 500);
  header.writeInt32LE(code, 504);
  header.write(name, 508, 'latin1');
  header[540] = 1;
  header.writeInt32LE(options.xmlLength + 8, HEADER);
  header.writeInt32LE(EXTENSION_CIFTI, HEADER + 4);
  return header;
}
