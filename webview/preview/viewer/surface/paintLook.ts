import type { MapData } from '../../../../src/shared/preview';
import type { PaintLook } from '../look';
import { usableWindow } from '../window';

/** How a map is painted at first: with zero in the middle where there are values on both sides of it. */
export function firstLook(map: Pick<MapData, 'window'>): PaintLook {
  const [low, high] = usableWindow(map.window);
  const twoSided = low < 0 && high > 0;
  const most = Math.max(-low, high);
  return {
    window: twoSided ? [-most, most] : [low, high],
    threshold: 0,
    colorMap: twoSided ? 'blueRed' : 'viridis',
    opacity: 0.85,
  };
}
