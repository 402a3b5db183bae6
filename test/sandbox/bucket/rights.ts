import type { Switches } from '../switches';

/** What one account may do in the bucket; see the table in the facts. */
export interface Rights {
  mayList(prefix: string, delimiter: string): boolean;
  /** Whether objects under this key's release are open. */
  mayRead(key: string): boolean;
}

export function rightsOf(openReleases: readonly string[], switches: Switches): Rights {
  const isOpen = (name: string) => openReleases.some((release) => name.startsWith(release));
  return {
    mayList: (prefix, delimiter) =>
      prefix === '' ? delimiter === '/' && !switches.refuseRootListing : isOpen(prefix),
    mayRead: isOpen,
  };
}
