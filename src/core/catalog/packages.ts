import definitions from './packages.json';

/** A data package as people know it from ConnectomeDB. */
export interface DataPackage {
  /** As in the names of HCP's manifests, e.g. `3T_Structural_preproc`. */
  readonly id: string;
  readonly label: string;
  /** How sure the selection is, in words. */
  readonly confidence: string;
  /** Whether the package holds the file, by its path below the subject's folder. */
  includes(path: string, subject: string): boolean;
}

/** All packages; for subject 100307 they split the data files with no overlap. */
export const dataPackages: readonly DataPackage[] = definitions.map((definition) => {
  const include = forSubject(definition.include);
  const exclude = definition.exclude === null ? undefined : forSubject(definition.exclude);
  return {
    id: definition.id,
    label: definition.label,
    confidence: definition.confidence,
    includes: (path, subject) => include(subject).test(path) && exclude?.(subject).test(path) !== true,
  };
});

/** The package that a file belongs to, by its path below the subject's folder. */
export function packageOf(path: string, subject: string): DataPackage | undefined {
  return dataPackages.find((candidate) => candidate.includes(path, subject));
}

/** A pattern compiled once per subject, if it names the subject at all. */
function forSubject(pattern: string): (subject: string) => RegExp {
  let last = { subject: '', regExp: new RegExp(pattern) };
  if (!pattern.includes('<SUBJECT>')) return () => last.regExp;
  return (subject) => {
    if (last.subject !== subject) {
      last = { subject, regExp: new RegExp(pattern.replaceAll('<SUBJECT>', subject)) };
    }
    return last.regExp;
  };
}
