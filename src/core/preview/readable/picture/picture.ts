import { Undrawable, type Fact } from '../../model';
import type { PictureType } from '../../viewer';
import { MAX_PICTURE_POINTS } from '../limits';
import { pictureHead } from './pictureHead';
import { bmpOfPpm } from './ppm';

const types = { PNG: 'image/png', JPEG: 'image/jpeg', GIF: 'image/gif', BMP: 'image/bmp' } as const;

/** A picture in a format that a browser can show. @throws Undrawable */
export function pictureOf(bytes: Uint8Array): { readonly type: PictureType; readonly bytes: Uint8Array } {
  const head = pictureHead(bytes);
  if (!head) throw new Undrawable('notTheFormat', 'no known picture');
  if (head.format === 'PPM') return { type: 'image/bmp', bytes: bmpOfPpm(bytes) };
  const [width, height] = head.size ?? [0, 0];
  if (width * height > MAX_PICTURE_POINTS * 4)
    throw new Undrawable('tooLarge', `${String(width)} × ${String(height)}`);
  return { type: types[head.format], bytes };
}

/** What the first bytes of a picture tell. */
export function pictureFacts(bytes: Uint8Array): readonly Fact[] {
  const head = pictureHead(bytes);
  if (!head) return [];
  const format = { id: 'format', value: head.format } as const;
  if (!head.size) return [format];
  return [format, { id: 'picture', value: head.size.map(String).join(' × ') }];
}
