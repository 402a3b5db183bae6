/** How the network is reached. */
export interface NetworkOptions {
  /** http or https address of a proxy, which may hold a user name and a password; undefined for none. */
  readonly proxy: string | undefined;
  /** Hosts that are reached without it: names with everything below them, `host:port`, or `*` for all. */
  readonly noProxy: readonly string[];
  /** Certificates of authorities (PEM) that are trusted besides Node's own. */
  readonly ca: readonly string[] | undefined;
}

/** No proxy, and Node's own certificates. */
export const directNetwork: NetworkOptions = { proxy: undefined, noProxy: [], ca: undefined };

/** Whether both reach the network in the same way. */
export function sameNetwork(one: NetworkOptions, other: NetworkOptions): boolean {
  if (one === other) return true;
  return (
    one.proxy === other.proxy &&
    sameTexts(one.noProxy, other.noProxy) &&
    sameTexts(one.ca ?? [], other.ca ?? [])
  );
}

function sameTexts(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((text, index) => text === other[index]);
}
