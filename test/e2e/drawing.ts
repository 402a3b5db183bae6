import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';
import { projectFolder } from '../vscode/cache';

/**
 * A drawing is compared when it is this small: what is left is the picture, not how edges are smoothed, nor the
 * pixel or two that one VS Code gives it more than another.
 */
const [width, height] = [120, 80] as const;
/** Of a pixel's colour, 0 to 1. */
const colorTolerance = 0.2;
/** Of all pixels. */
const tolerated = 0.02;

const references = path.join(projectFolder, 'test/e2e/references');
const differences = path.join(projectFolder, 'test-screenshots/drawings');

/**
 * What a drawing differs in from its reference, in words; undefined when it is the same within the tolerance.
 * Without a reference, or with HCP_RENEW_DRAWINGS set, the drawing becomes the reference.
 */
export function drawingProblem(name: string, screenshot: Buffer): string | undefined {
  const drawn = shrunk(PNG.sync.read(screenshot));
  const file = path.join(references, `${name}.png`);
  if (process.env.HCP_RENEW_DRAWINGS !== undefined) {
    mkdirSync(references, { recursive: true });
    writeFileSync(file, PNG.sync.write(drawn));
    return undefined;
  }
  if (!existsSync(file)) return `there is no reference ${name}; HCP_RENEW_DRAWINGS=yes makes it`;
  const reference = PNG.sync.read(readFileSync(file));
  const difference = new PNG({ width, height });
  const options = { threshold: colorTolerance, includeAA: true };
  const count = pixelmatch(drawn.data, reference.data, difference.data, width, height, options);
  const share = count / (width * height);
  if (share <= tolerated) return undefined;
  mkdirSync(differences, { recursive: true });
  writeFileSync(path.join(differences, `${name}.png`), PNG.sync.write(drawn));
  writeFileSync(path.join(differences, `${name}-difference.png`), PNG.sync.write(difference));
  return `${(share * 100).toFixed(1)} % of its pixels differ from the reference (test-screenshots/drawings)`;
}

/** Each pixel is the mean of those that fall on it. */
function shrunk(picture: PNG): PNG {
  const small = new PNG({ width, height });
  const range = (at: number, count: number, of: number) =>
    [
      Math.floor((at * of) / count),
      Math.max(Math.floor((at * of) / count) + 1, Math.floor(((at + 1) * of) / count)),
    ] as const;
  for (let y = 0; y < height; y += 1) {
    const [top, bottom] = range(y, height, picture.height);
    for (let x = 0; x < width; x += 1) {
      const [left, right] = range(x, width, picture.width);
      const sums = [0, 0, 0];
      for (let row = top; row < bottom; row += 1)
        for (let column = left; column < right; column += 1)
          for (let channel = 0; channel < 3; channel += 1)
            sums[channel]! += picture.data[(row * picture.width + column) * 4 + channel]!;
      const count = (bottom - top) * (right - left);
      small.data.set([...sums.map((sum) => Math.round(sum / count)), 255], (y * width + x) * 4);
    }
  }
  return small;
}
