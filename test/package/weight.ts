import { readFile, stat } from 'node:fs/promises';
import * as path from 'node:path';
import * as v from 'valibot';

/** What the extension may weigh, in bytes, and take to activate, in milliseconds. */
export const limits = { package: 3_000_000, start: 200_000, activate: 20 } as const;

const piecesSchema = v.record(
  v.string(),
  v.object({ imports: v.array(v.object({ path: v.string(), kind: v.string() })) }),
);

/** Bytes of the files that are loaded when the extension starts, as they were built. */
export async function startWeight(projectFolder: string): Promise<number> {
  const file = path.join(projectFolder, 'out/pieces/pieces.json');
  const pieces = v.parse(piecesSchema, JSON.parse(await readFile(file, 'utf8')));
  const loaded = new Set<string>();
  const load = (piece: string): void => {
    if (loaded.has(piece)) return;
    loaded.add(piece);
    for (const { path: other, kind } of pieces[piece]?.imports ?? [])
      if (kind === 'import-statement' && other in pieces) load(other);
  };
  load('out/pieces/extension.js');
  const sizes = await Promise.all(
    [...loaded].map(
      async (piece) => (await stat(path.join(projectFolder, 'dist', path.basename(piece)))).size,
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
