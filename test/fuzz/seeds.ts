import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { createContent } from '../sandbox/content/catalog';
import { projectFolder } from '../vscode/cache';
import { inputOf, names } from './target';

/** Larger inputs find nothing that smaller ones do not, and take longer. */
const largest = 48 * 1024;
const fixtureFolders = [
  'test/unit/core/preview-surface/fixtures',
  'test/unit/core/preview-surface/fixtures/nibabel',
  'test/unit/core/preview-surface/fixtures/freesurfer',
  'test/preview/data',
];

type Name = (typeof names)[number];

/** The names of the target that end as this one does. */
function namesLike(file: string): readonly Name[] {
  const ending = /(\.[a-z]+\.(?:nii|gii)|\.nii\.gz|\.\w+)$/.exec(file)?.[1] ?? path.basename(file);
  return names.filter((name) => name.endsWith(ending));
}

/** Small good files to begin with: fixtures of the tests, and the smallest files of the sandbox of each kind. */
export async function writeSeeds(folder: string): Promise<number> {
  await mkdir(folder, { recursive: true });
  let count = 0;
  const add = async (file: string, bytes: Uint8Array): Promise<void> => {
    if (bytes.byteLength === 0 || bytes.byteLength > largest) return;
    for (const name of namesLike(file)) {
      const input = inputOf(name, bytes);
      const id = createHash('sha1').update(input).digest('hex');
      await writeFile(path.join(folder, id), input);
      count++;
    }
  };
  for (const place of fixtureFolders.map((one) => path.join(projectFolder, one)).filter(existsSync)) {
    for (const file of readdirSync(place, { withFileTypes: true })) {
      if (file.isFile()) await add(file.name, readFileSync(path.join(place, file.name)));
    }
  }
  const content = createContent({ seed: 'sandbox', cacheFolder: tmpdir() });
  const kinds = new Map<string, number>();
  for (const object of content.objects('HCP_1200/100307/', '')) {
    if (!object.key.startsWith('HCP_1200/100307/')) break;
    const [like] = namesLike(object.key);
    if (like === undefined || object.size > largest || (kinds.get(like) ?? 0) >= 4) continue;
    kinds.set(like, (kinds.get(like) ?? 0) + 1);
    const parts: Uint8Array[] = [];
    for await (const chunk of content.read(object, 0, object.size)) parts.push(Buffer.from(chunk));
    await add(object.key, Buffer.concat(parts));
  }
  return count;
}
