/** A top folder of the bucket and the dataset of the portal whose terms open it. */
export interface Release {
  /** With the final slash; without it the bucket refuses the listing (portal-and-bucket.md, section 3). */
  readonly prefix: string;
  /** What people call it; its folder's name comes before it wherever both are shown. */
  readonly label: string;
  readonly datasetId: string;
}

/**
 * The releases known from the field's code and documentation. The bucket may hold others: what a listing
 * of its root shows is merged with these; where the root can't be listed, these are probed one by one.
 */
export const knownReleases: readonly Release[] = [
  { prefix: 'HCP_1200/', label: 'S1200 Release · 1,113 subjects', datasetId: 'HCP_YA' },
  { prefix: 'HCP_900/', label: 'S900 Release', datasetId: 'HCP_YA' },
  { prefix: 'HCP/', label: 'S500 Release', datasetId: 'HCP_YA' },
  { prefix: 'HCP_Retest/', label: 'Test-Retest', datasetId: 'HCP_Retest' },
  { prefix: 'HCP_Resources/', label: 'Resources', datasetId: 'HCP_YA' },
];

/** The release that a key or prefix lies in, when it is a known one. */
export function releaseOf(keyOrPrefix: string): Release | undefined {
  return knownReleases.find((release) => keyOrPrefix.startsWith(release.prefix));
}
