import { connect as connectPlain, isIP, type LookupFunction, type Socket } from 'node:net';
import { connect as connectSecure, type SecureContext } from 'node:tls';
import type { Connection } from './connection';
import type { WireTarget } from './request';

/** Bytes. Smaller ones cost more calls: 64 KiB takes half as much CPU time again. */
const bufferSize = 1024 * 1024;

/** One for all connections of this thread: what arrives is handed on before the next bytes are read. */
let shared: Buffer | undefined;

/** Milliseconds for one of a host's addresses. Node's own 250 are too few for a far or busy way. */
const attemptTimeout = 2_000;

/** What connections to a host have in common. */
export interface Origin {
  readonly target: WireTarget;
  readonly secureContext: SecureContext | undefined;
  readonly lookup: LookupFunction;
  /** Of an earlier connection, so that the next one is made with less work. */
  session: Buffer | undefined;
}

/** Opens the socket of a connection. */
export function openSocket(origin: Origin, connection: Connection): void {
  const { target, secureContext } = origin;
  shared ??= Buffer.allocUnsafeSlow(bufferSize);
  const buffer = shared;
  const options = {
    host: target.hostname,
    port: target.port,
    lookup: origin.lookup,
    autoSelectFamilyAttemptTimeout: attemptTimeout,
    onread: { buffer, callback: (length: number) => connection.receive(buffer.subarray(0, length)) },
  };
  if (!target.secure) {
    connection.attach(connectPlain(options), 'connect');
    return;
  }
  const socket = connectSecure({
    ...options,
    ALPNProtocols: ['http/1.1'],
    rejectUnauthorized: true,
    ...servername(target.hostname),
    ...(secureContext && { secureContext }),
    ...(origin.session && { session: origin.session }),
  });
  socket.on('session', (session: Buffer) => {
    origin.session = session;
  });
  connection.attach(socket as Socket, 'secureConnect');
}

/** An IP address is no server name (RFC 6066). */
function servername(hostname: string): { readonly servername?: string } {
  return isIP(hostname) === 0 ? { servername: hostname } : {};
}
