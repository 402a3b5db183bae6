/** The values of an uncompressed little-endian NIfTI-1 file with one volume, scaled, as its own standard says. */
export function niftiValues(bytes: Uint8Array): Float64Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getInt32(0, true) !== 348) throw new Error('It is no little-endian NIfTI-1.');
  const ranks = view.getInt16(40, true);
  let count = 1;
  for (let rank = 1; rank <= ranks; rank += 1) count *= view.getInt16(40 + 2 * rank, true);
  const offset = view.getFloat32(108, true);
  const [slope, inter] = [view.getFloat32(112, true), view.getFloat32(116, true)];
  const { size, get } = readerOf(view, view.getInt16(70, true));
  if (offset + count * size !== bytes.byteLength)
    throw new Error('It has another number of bytes than its header says.');
  const scaled = slope !== 0 && Number.isFinite(slope);
  return Float64Array.from({ length: count }, (_, index) => {
    const value = get(offset + index * size);
    return scaled ? value * slope + inter : value;
  });
}

function readerOf(
  view: DataView,
  type: number,
): { readonly size: number; readonly get: (at: number) => number } {
  switch (type) {
    case 2:
      return { size: 1, get: (at) => view.getUint8(at) };
    case 4:
      return { size: 2, get: (at) => view.getInt16(at, true) };
    case 8:
      return { size: 4, get: (at) => view.getInt32(at, true) };
    case 16:
      return { size: 4, get: (at) => view.getFloat32(at, true) };
    case 64:
      return { size: 8, get: (at) => view.getFloat64(at, true) };
    case 256:
      return { size: 1, get: (at) => view.getInt8(at) };
    case 512:
      return { size: 2, get: (at) => view.getUint16(at, true) };
    case 768:
      return { size: 4, get: (at) => view.getUint32(at, true) };
    default:
      throw new Error(`The data type ${String(type)} is none that is handed out.`);
  }
}
