import { lookup as systemLookup, type LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';

/** Milliseconds. S3 changes its addresses every few seconds, and means clients to use all it names. */
const keepFor = 10_000;

type Resolve = (
  hostname: string,
  options: { readonly all: true },
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

type Done = Parameters<Resolve>[2];

/**
 * Looks up the addresses of one host once for many connections that are made together: the system does a few at
 * a time only. Each connection begins with another address.
 */
export function createLookup(resolve: Resolve = systemLookup): LookupFunction {
  let known: { readonly addresses: readonly LookupAddress[]; readonly until: number } | undefined;
  let waiting: Done[] | undefined;
  let turn = 0;

  function withAddresses(hostname: string, done: Done): void {
    if (known && performance.now() < known.until) {
      done(null, inTurn(known.addresses, turn++));
      return;
    }
    if (waiting) {
      waiting.push(done);
      return;
    }
    waiting = [done];
    resolve(hostname, { all: true }, (error, addresses) => {
      const all = waiting ?? [];
      waiting = undefined;
      known = error ? undefined : { addresses, until: performance.now() + keepFor };
      for (const one of all) one(error, error ? [] : inTurn(addresses, turn++));
    });
  }

  return (hostname, options, callback) => {
    withAddresses(hostname, (error, addresses) => {
      const [first] = addresses;
      if (options.all) callback(error, [...addresses]);
      else callback(error, first?.address ?? '', first?.family);
    });
  };
}

/** Those of the preferred kind (IPv6 or IPv4) stay before the others. */
function inTurn(addresses: readonly LookupAddress[], turn: number): LookupAddress[] {
  const preferred = addresses[0]?.family;
  const kinds = [
    (one: LookupAddress) => one.family === preferred,
    (one: LookupAddress) => one.family !== preferred,
  ];
  return kinds.flatMap((isOfKind) => {
    const some = addresses.filter(isOfKind);
    const from = some.length > 0 ? turn % some.length : 0;
    return [...some.slice(from), ...some.slice(0, from)];
  });
}
