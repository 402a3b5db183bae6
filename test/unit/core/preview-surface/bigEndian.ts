/** A CIFTI file of 32-bit floats with all numbers of its header and data turned around. */
export function bigEndianCifti(file: Uint8Array): Uint8Array {
  const bytes = Buffer.from(file);
  const dataStart = Number(bytes.readBigInt64LE(168));
  const turn = (start: number, size: number, count = 1): void => {
    for (let at = start; at < start + size * count; at += size) bytes.subarray(at, at + size).reverse();
  };
  turn(0, 4);
  turn(12, 2, 2);
  turn(16, 8, 8);
  turn(80, 8, 3);
  turn(104, 8, 8);
  turn(168, 8, 7);
  turn(224, 8, 2);
  turn(344, 4, 2);
  turn(352, 8, 18);
  turn(496, 4, 3);
  turn(544, 4, 2);
  turn(dataStart, 4, (bytes.length - dataStart) / 4);
  return new Uint8Array(bytes);
}
