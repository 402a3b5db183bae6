import type { Layout } from '../look';
import type { Orientation } from './orient';
import { planes, type Plane } from './slices';

/** Where a plane is drawn. CSS pixels. */
export interface Tile {
  readonly plane: Plane;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

const gap = 6;

/** The planes, as large as they fit, at the same scale: axial below coronal, sagittal beside it. */
export function tilesOf(
  layout: Layout,
  { axes }: Orientation,
  width: number,
  height: number,
): readonly Tile[] {
  const extent = (axis: 0 | 1 | 2): number => axes[axis].size * axes[axis].step;
  if (layout === 'multi' || layout === 'render') {
    const [right, front, top] = [extent(0), extent(1), extent(2)];
    const scale = Math.min((width - gap) / (right + front), (height - gap) / (top + front));
    const [left, above] = [
      (width - gap - scale * (right + front)) / 2,
      (height - gap - scale * (top + front)) / 2,
    ];
    const [second, below] = [left + scale * right + gap, above + scale * top + gap];
    return [
      { plane: 'coronal', left, top: above, width: scale * right, height: scale * top },
      { plane: 'sagittal', left: second, top: above, width: scale * front, height: scale * top },
      { plane: 'axial', left, top: below, width: scale * right, height: scale * front },
    ];
  }
  const { across, up } = planes[layout];
  const scale = Math.min(width / extent(across), height / extent(up));
  const [wide, high] = [scale * extent(across), scale * extent(up)];
  return [{ plane: layout, left: (width - wide) / 2, top: (height - high) / 2, width: wide, height: high }];
}
