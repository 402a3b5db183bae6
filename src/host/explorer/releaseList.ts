import type { ReleaseFolder } from '../../core/bucket/access';
import { knownReleases } from '../../core/catalog/releases';
import type { LockedReleaseNode, ReleaseNode, Unlocking } from './nodes';

/** In the given order, which has the open ones first. One that could not be checked says why when it is expanded. */
export function releaseNodes(
  folders: readonly ReleaseFolder[],
  unlocking: (prefix: string) => Unlocking | undefined,
): readonly (ReleaseNode | LockedReleaseNode)[] {
  return folders.map(({ prefix, label, datasetId, access }) => {
    const release = { keyOrPrefix: prefix, label, datasetId };
    return access === 'denied'
      ? { kind: 'lockedRelease', ...release, unlocking: unlocking(prefix) }
      : { kind: 'release', ...release };
  });
}

/** The known releases of a dataset that the bucket does not open, or does not even show. */
export function closedReleases(folders: readonly ReleaseFolder[], datasetId: string): readonly string[] {
  const open = new Set(folders.filter(({ access }) => access === 'open').map(({ prefix }) => prefix));
  return knownReleases
    .filter((release) => release.datasetId === datasetId && !open.has(release.prefix))
    .map((release) => release.prefix);
}
