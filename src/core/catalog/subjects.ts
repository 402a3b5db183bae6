import { releaseOf, type Release } from './releases';

/** A key or prefix inside a subject's folder. */
export interface SubjectPath {
  readonly release: Release;
  readonly subject: string;
  /** Below the subject's folder, without a leading slash; empty for the folder itself. */
  readonly path: string;
}

/** Subjects of the Human Connectome Project are six digits. */
export function isSubjectId(text: string): boolean {
  return /^\d{6}$/.test(text);
}

/** Where in which subject a key or prefix lies; undefined outside of subjects and of known releases. */
export function subjectOf(keyOrPrefix: string): SubjectPath | undefined {
  const release = releaseOf(keyOrPrefix);
  if (release === undefined) return undefined;
  const [subject = '', ...rest] = keyOrPrefix.slice(release.prefix.length).split('/');
  if (!isSubjectId(subject) || rest.length === 0) return undefined;
  return { release, subject, path: rest.join('/') };
}
