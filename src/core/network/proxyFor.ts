import { isLoopback } from '../safeUrl';
import type { NetworkOptions } from './networkOptions';

/** A host, as far as the choice of a proxy goes. */
export interface ProxiedHost {
  /** Without the brackets of an IPv6 address. */
  readonly hostname: string;
  readonly port: number;
}

/** The proxy for this host; undefined when it is reached directly, as this machine itself always is. */
export function proxyFor(host: ProxiedHost, { proxy, noProxy }: NetworkOptions): string | undefined {
  if (proxy === undefined || isLoopback(host.hostname)) return undefined;
  return noProxy.some((entry) => covers(entry, host)) ? undefined : proxy;
}

/** As curl and Go read NO_PROXY: a name stands for all below it, with or without a leading dot or `*.`. */
function covers(entry: string, { hostname, port }: ProxiedHost): boolean {
  const [, bare = '', onlyPort] = /^(?:\*?\.)?(.+?)(?::(\d+))?$/.exec(entry.trim().toLowerCase()) ?? [];
  if (bare === '' || (onlyPort !== undefined && Number(onlyPort) !== port)) return false;
  const name = hostname.toLowerCase();
  return bare === '*' || name === bare || name.endsWith(`.${bare}`);
}
