import * as v from 'valibot';
import { isSubjectId } from '../../core/catalog/subjects';
import type { ToolId } from '../ids';
import { Refusal } from './answer';
import { safeText } from './safeText';

/** Longer than any key can be. */
const path = v.pipe(v.string(), v.maxLength(1_100));
const name = v.pipe(v.string(), v.nonEmpty(), v.maxLength(200));
const whole = (least: number, most: number) =>
  v.pipe(v.number(), v.safeInteger(), v.minValue(least), v.maxValue(most));
const some = <const S extends v.GenericSchema>(item: S, most: number) =>
  v.optional(v.pipe(v.array(item), v.maxLength(most)), []);

const selection = v.strictObject({
  paths: some(v.pipe(path, v.nonEmpty()), 50),
  subjects: some(v.pipe(v.string(), v.check(isSubjectId, 'A subject is six digits.')), 100),
  release: v.optional(v.pipe(v.string(), v.regex(/^\w[\w.-]{0,63}\/?$/)), 'HCP_1200'),
  packages: some(name, 20),
  folders: some(name, 20),
});

/** What each tool takes. package.json tells models the same; a test compares them. */
export const inputSchemas = {
  hcp_list: v.strictObject({
    path: v.optional(path, ''),
    offset: v.optional(whole(0, 20_000), 0),
    limit: v.optional(whole(1, 200), 100),
  }),
  hcp_describe: v.strictObject({ path: v.pipe(path, v.nonEmpty()) }),
  hcp_estimatePlan: selection,
  hcp_download: selection,
} as const satisfies Record<ToolId, v.GenericSchema>;

export type InputOf<I extends ToolId> = v.InferOutput<(typeof inputSchemas)[I]>;
export type Selection = InputOf<'hcp_download'>;

/** @throws Refusal `invalidInput` */
export function parseInput<I extends ToolId>(id: I, input: unknown): InputOf<I> {
  const result = v.safeParse(inputSchemas[id] as v.GenericSchema<unknown, InputOf<I>>, input ?? {});
  if (result.success) return result.output;
  const problems = result.issues.slice(0, 5).map((issue) => {
    const place = v.getDotPath(issue);
    return safeText(place === null ? issue.message : `${place}: ${issue.message}`);
  });
  throw new Refusal('invalidInput', 'The input is not what this tool takes.', { problems });
}
