import { wholeBody, type Body } from '../segment';
import { randomOf, type Source } from '../source';
import { paintPpm } from './plot';

/** A portable pixmap; a comment in its header takes what the pixels leave over. */
export function ppmBody(source: Source): Body {
  const width = Math.max(1, Math.floor(Math.sqrt(source.size / 3)) - 2);
  const start = `P6\n# ${source.mark}`;
  const end = (height: number): string => `\n${String(width)} ${String(height)}\n255\n`;
  let height = Math.floor(source.size / (3 * width));
  while (height > 1 && start.length + end(height).length + 3 * width * height > source.size) height--;
  const rest = source.size - start.length - end(height).length - 3 * width * height;
  const head = start + '.'.repeat(Math.max(0, rest)) + end(height);
  return wholeBody(Buffer.concat([Buffer.from(head, 'latin1'), paintPpm(width, height, randomOf(source))]));
}
