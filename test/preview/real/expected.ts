import { readFile } from 'node:fs/promises';
import * as path from 'node:path';
import * as v from 'valibot';

const figuresSchema = v.object({
  count: v.number(),
  finite: v.number(),
  min: v.optional(v.number()),
  max: v.optional(v.number()),
  mean: v.optional(v.number()),
  placed: v.number(),
});
/** What readers of the same numbers agree about. */
export type Figures = v.InferOutput<typeof figuresSchema>;

const fileSchema = v.object({
  /** Below the folder of the list, or absolute. */
  file: v.string(),
  /** Why nibabel can't read it, or what is wrong with what it reads. */
  refused: v.optional(v.string()),
  /** By the id of the card's fact: a word or several, or the numbers in it. */
  facts: v.optional(v.record(v.string(), v.union([v.string(), v.array(v.number())])), {}),
  volumes: v.optional(v.array(v.object({ index: v.number(), ...figuresSchema.entries })), []),
  mesh: v.optional(v.object({ positions: figuresSchema, triangles: v.nullable(figuresSchema) })),
  maps: v.optional(v.array(figuresSchema), []),
  series: v.optional(
    v.array(
      v.object({
        hemisphere: v.picklist(['left', 'right']),
        vertex: v.number(),
        values: v.array(v.number()),
      }),
    ),
    [],
  ),
});
/** What nibabel and wb_command say of a file (`make.py`). */
export type Expected = v.InferOutput<typeof fileSchema>;

const listSchema = v.object({ nibabel: v.string(), files: v.array(fileSchema) });

/** The files of a folder that `make.py` filled, their paths made absolute. */
export async function readExpected(folder: string): Promise<readonly Expected[]> {
  const text = await readFile(path.join(folder, 'expected.json'), 'utf8');
  const { files } = v.parse(listSchema, JSON.parse(text));
  return files.map((one) => ({ ...one, file: path.resolve(folder, one.file) }));
}
