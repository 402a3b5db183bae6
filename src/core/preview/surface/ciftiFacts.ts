import type { Fact } from '../model';
import { surfacesOf, type Axis } from './cifti/axis';
import type { CiftiFile } from './cifti/ciftiFile';
import type { CiftiHeader } from './cifti/ciftiHeader';
import { facts, byteOrder } from './facts';

/** What a whole header of CIFTI tells. */
export function ciftiFacts(file: CiftiFile): readonly Fact[] {
  return partialCiftiFacts(file.header, [file.alongRow, file.alongColumn], file);
}

/** The same from the beginning of a file, with the axes that were reached. */
export function partialCiftiFacts(
  header: CiftiHeader,
  axes: readonly Axis[],
  { structures, voxels }: { readonly structures: readonly string[]; readonly voxels: number },
): readonly Fact[] {
  const brain = axes.find((axis) => axis.type === 'brainModels');
  const parcels = axes.find((axis) => axis.type === 'parcels');
  const series = axes.find((axis) => axis.type === 'series')?.series;
  const named = axes.find((axis) => axis.type === 'scalars' || axis.type === 'labels');
  const labels = axes.find((axis) => axis.type === 'labels')?.maps.map((map) => map.labels.length);
  const places = brain ?? parcels;
  const vertices = places ? [...surfacesOf(places).values()] : [];
  return facts([
    ['format', 'CIFTI-2'],
    ['intent', header.intent],
    ['ciftiRows', header.rows],
    ['ciftiColumns', header.columns],
    ['structures', structures.join(', ')],
    ['vertices', vertices.join(' + ')],
    ['voxels', voxels > 0 ? voxels : undefined],
    ['parcels', parcels?.length],
    ['maps', named?.length],
    ['labels', labels && labels.length > 0 ? Math.max(...labels) : undefined],
    ['seriesStep', series && `${String(series.step)} ${series.unit}`.trim()],
    ['dataType', header.type],
    ['byteOrder', byteOrder(header.littleEndian)],
  ]);
}
