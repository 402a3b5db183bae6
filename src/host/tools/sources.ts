import type { ObjectStore } from '../../core/bucket/objectStore';
import { dataPackages, type DataPackage } from '../../core/catalog/packages';
import { packageSources } from '../../core/catalog/packageSources';
import { HcpError } from '../../core/errors';
import { normaliseSources } from '../../core/transfer/sources';
import { resolvePath, typedPaths } from '../downloads/typedSources';
import { Refusal } from './answer';
import type { Selection } from './input';

/** What a selection stands for. */
export interface Selected {
  /** Keys and prefixes, normalised. */
  readonly sources: readonly string[];
  /** Subjects that have no file of the packages. */
  readonly without: readonly string[];
}

/** Milliseconds: packages are found by listing each subject. */
const patience = 60_000;
/** Of a subject with packages some are a hundred. */
const mostSources = 5_000;

/** Finds what paths, and subjects with packages or folders, stand for. @throws Refusal, HcpError */
export async function selectSources(
  store: Pick<ObjectStore, 'list'>,
  selection: Selection,
  signal: AbortSignal,
): Promise<Selected> {
  const { paths, subjects, packages, folders } = selection;
  if (paths.length + subjects.length === 0)
    throw new Refusal('invalidInput', 'Name paths, or subjects, or both.');
  if (subjects.length === 0 && packages.length + folders.length > 0)
    throw new Refusal('invalidInput', 'Packages and folders are those of subjects: name the subjects.');
  const wanted = packages.map(packageNamed);
  const resolved = await Promise.all(
    paths.flatMap((path) => typedPaths(path, '')).map((path) => resolvePath(store, path, signal)),
  );
  const ofSubjects = await inSubjects(store, { ...selection, wanted }, signal);
  const sources = normaliseSources([...resolved, ...ofSubjects.sources]);
  if (sources.length === 0)
    throw new Refusal('invalidInput', 'None of these subjects has files of these packages.');
  if (sources.length > mostSources) throw tooMuch();
  return { sources, without: ofSubjects.without };
}

async function inSubjects(
  store: Pick<ObjectStore, 'list'>,
  {
    release,
    subjects,
    folders,
    wanted,
  }: Pick<Selection, 'release' | 'subjects' | 'folders'> & { readonly wanted: readonly DataPackage[] },
  signal: AbortSignal,
): Promise<Selected> {
  const prefixes = subjects.map((subject) => `${release.replace(/\/$/, '')}/${subject}/`);
  const sources = prefixes.flatMap((prefix) =>
    folders.map((folder) => `${prefix}${folder.replace(/^\/+|\/+$/g, '')}/`),
  );
  if (wanted.length === 0) return { sources: folders.length > 0 ? sources : prefixes, without: [] };
  const without: string[] = [];
  const time = AbortSignal.timeout(patience);
  for (const [index, prefix] of prefixes.entries()) {
    const found = await packageSources(
      store,
      { prefix, packages: wanted },
      AbortSignal.any([signal, time]),
    ).catch((error: unknown) => {
      throw time.aborted && !signal.aborted && HcpError.is(error, 'cancelled') ? tooMuch() : error;
    });
    if (found.length === 0) without.push(subjects[index] ?? '');
    sources.push(...found);
  }
  return { sources, without };
}

function tooMuch(): Refusal {
  return new Refusal('tooMuch', 'This is too much for one call. Name fewer subjects or packages.');
}

/** By its ID or its label. @throws Refusal `unknownPackage`, which names all */
function packageNamed(name: string): DataPackage {
  const wanted = name.trim().toLowerCase();
  const found = dataPackages.find((one) =>
    [one.id, one.id.replace(/\*$/, ''), one.label].some((known) => known.toLowerCase() === wanted),
  );
  if (found) return found;
  throw new Refusal('unknownPackage', 'There is no package of this name.', {
    packages: dataPackages.map(({ id, label }) => ({ id, label })),
  });
}
