import type { Fact } from '../model';
import { byteOrder, facts } from './facts';
import type { GiftiHead } from './gifti/giftiParser';

/** What a GIFTI file's tags tell; from its beginning only those that were reached. */
export function giftiFacts(head: GiftiHead, structure: string | undefined): readonly Fact[] {
  const points = head.heads.find(({ intent }) => intent === 'POINTSET');
  const triangles = head.heads.find(({ intent }) => intent === 'TRIANGLE');
  const data = head.heads.filter(({ intent }) => intent !== 'POINTSET' && intent !== 'TRIANGLE');
  const first = points ?? data[0];
  const labels = head.labels.length;
  return facts([
    ['format', 'GIFTI'],
    ['structures', structure],
    ['vertices', first?.dims[0]],
    ['triangles', triangles?.dims[0]],
    ['maps', points || triangles ? undefined : head.arrays],
    ['labels', labels > 0 ? labels : undefined],
    ['intent', (data[0] ?? points)?.intent],
    ['dataType', first?.type],
    ['encoding', first?.encoding],
    ['byteOrder', first && first.encoding !== 'ASCII' ? byteOrder(first.littleEndian) : undefined],
  ]);
}
