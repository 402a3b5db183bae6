import { packageOf } from '../../core/catalog/packages';
import { releaseOf } from '../../core/catalog/releases';
import { subjectOf } from '../../core/catalog/subjects';
import { kindOf } from '../../core/preview/kind';
import { resolvePath, typedPaths } from '../downloads/typedSources';
import { dataNote, Refusal, type Answer } from './answer';
import type { ToolDeps } from './deps';
import type { InputOf } from './input';
import { safeText } from './safeText';

/** What is known of a file, of less than 128 kB of its bytes. @throws Refusal, HcpError */
export async function describe(
  { store, previews, format }: Pick<ToolDeps, 'store' | 'previews' | 'format'>,
  { path }: InputOf<'hcp_describe'>,
  signal: AbortSignal,
): Promise<Answer> {
  const [key] = typedPaths(path, '');
  if (key === undefined || (await resolvePath(store, key, signal)).endsWith('/'))
    throw new Refusal('invalidInput', 'This is a folder. hcp_list lists it, hcp_describe describes files.');
  const { size, modified, facts, problem } = await previews.describe(key, signal);
  const name = key.slice(key.lastIndexOf('/') + 1);
  return {
    note: dataNote,
    path: safeText(key),
    name: safeText(name),
    kind: kindOf(name).label,
    size: format.size(size),
    bytes: size,
    modified: modified.toISOString(),
    ...placeOf(key),
    content: Object.fromEntries(facts.map(({ id, value }) => [id, safeText(value)])),
    ...(problem && { contentProblem: problem }),
  };
}

/** Of which release, subject and package it is, by its name alone. */
function placeOf(key: string): Answer {
  const release = releaseOf(key);
  const inSubject = subjectOf(key);
  const found = inSubject && packageOf(inSubject.path, inSubject.subject);
  return {
    ...(release && { release: release.prefix.slice(0, -1), releaseLabel: release.label }),
    ...(inSubject && { subject: inSubject.subject }),
    ...(found && { package: found.id, packageLabel: found.label }),
  };
}
