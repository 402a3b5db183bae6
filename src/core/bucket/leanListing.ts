import { sign } from 'aws4';
import * as http from 'node:http';
import * as https from 'node:https';
import type { KeyPair } from '../keyPair';
import { trustedContext } from '../network/certificates';
import type { NetworkOptions } from '../network/networkOptions';
import { proxyFor } from '../network/proxyFor';
import { readListing } from './listingXml';
import type { BucketAddress, ListPage, ListRequest } from './objectStore';
import { encodeForSignature, type WireTarget } from './wire/request';
import { targetOf } from './wire/target';

const connectTimeout = 10_000;
/** Milliseconds without a byte. */
const answerTimeout = 30_000;
/** Milliseconds for one of a host's addresses. Node's own 250 are too few for a far or busy way. */
const attemptTimeout = 2_000;
/** Bytes. A page of the longest keys has a quarter of it. */
const longestAnswer = 16 * 1024 * 1024;

/**
 * Listings without the AWS SDK, which takes a twentieth of a second to load, and a third of the time of a
 * download of small files to read their listing.
 */
export interface LeanListing {
  /**
   * @returns undefined for an answer that is not a plain page, most refusals included: the SDK is to ask again
   * @throws what the network says, and what `toRefusal` reads as busy
   */
  list(
    request: ListRequest,
    keyPair: KeyPair,
    signal: AbortSignal | undefined,
  ): Promise<ListPage | undefined>;
  dispose(): void;
}

/** @returns undefined where only the SDK knows the way: through a proxy, or to an address of another form */
export function createLeanListing(address: BucketAddress, network: NetworkOptions): LeanListing | undefined {
  const target = targetOf(address);
  if (target === undefined || proxyFor(target, network) !== undefined) return undefined;
  const kept = { keepAlive: true, autoSelectFamilyAttemptTimeout: attemptTimeout };
  const secureContext = target.secure ? trustedContext(network) : undefined;
  const agent = target.secure
    ? new https.Agent({ ...kept, rejectUnauthorized: true, ...(secureContext && { secureContext }) })
    : new http.Agent(kept);
  return {
    list: async (request, keyPair, signal) => {
      const path = pathOf(target, request);
      if (path === undefined) return undefined;
      const answer = await get(target, agent, path, headersOf(target, path, keyPair), signal);
      const page = answer && readListing(answer.text);
      return page && { ...page, ...clockOf(answer.date) };
    },
    dispose: () => {
      agent.destroy();
    },
  };
}

/** Undefined when the prefix can't be sent. */
function pathOf(target: WireTarget, request: ListRequest): string | undefined {
  const { prefix, delimiter, from, startAfter, maxKeys } = request;
  const parameters = {
    'continuation-token': from,
    delimiter,
    'encoding-type': 'url',
    'list-type': '2',
    'max-keys': maxKeys === undefined ? undefined : String(maxKeys),
    prefix,
    'start-after': startAfter,
  };
  try {
    const query = Object.entries(parameters).flatMap(([name, value]) =>
      value === undefined ? [] : `${name}=${encodeForSignature(value)}`,
    );
    return `${target.path.replace(/(?<=.)\/$/, '')}?${query.join('&')}`;
  } catch {
    return undefined;
  }
}

function headersOf(target: WireTarget, path: string, keyPair: KeyPair): http.OutgoingHttpHeaders {
  const signed = sign(
    {
      service: 's3',
      region: target.region,
      method: 'GET',
      path,
      headers: { host: target.authority, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' },
    },
    keyPair,
  );
  return { ...signed.headers, 'user-agent': 'hcp-explorer' };
}

interface PlainAnswer {
  readonly text: string;
  readonly date: string | undefined;
}

function clockOf(date: string | undefined): Pick<ListPage, 'answeredAt'> {
  const answeredAt = new Date(date ?? '');
  return Number.isNaN(answeredAt.getTime()) ? {} : { answeredAt };
}

function get(
  target: WireTarget,
  agent: http.Agent,
  path: string,
  headers: http.OutgoingHttpHeaders,
  signal: AbortSignal | undefined,
): Promise<PlainAnswer | undefined> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = target;
    const request = (target.secure ? https : http).get({
      hostname,
      port,
      path,
      headers,
      agent,
      timeout: answerTimeout,
      ...(signal && { signal }),
    });
    const giveUp = () => {
      request.destroy(Object.assign(new Error('The bucket does not answer.'), { code: 'ETIMEDOUT' }));
    };
    let connecting: NodeJS.Timeout | undefined;
    request.once('socket', (socket) => {
      if (!socket.connecting) return;
      connecting = setTimeout(giveUp, connectTimeout);
      socket.once(target.secure ? 'secureConnect' : 'connect', () => {
        clearTimeout(connecting);
      });
    });
    request.once('timeout', giveUp);
    request.once('close', () => {
      clearTimeout(connecting);
    });
    request.on('error', (error: NodeJS.ErrnoException) => {
      // A kept connection that the server has just closed proves nothing.
      if (request.reusedSocket && error.code === 'ECONNRESET') resolve(undefined);
      else reject(error);
    });
    request.once('response', (answer) => {
      answer.on('error', reject);
      const odd = () => {
        resolve(undefined);
        answer.destroy();
      };
      const { statusCode = 0 } = answer;
      if (statusCode === 429 || statusCode >= 500) {
        // Not to be asked twice: who is busy has said all there is.
        reject(
          Object.assign(new Error('The bucket is busy.'), {
            $response: { statusCode, headers: answer.headers },
          }),
        );
        answer.destroy();
        return;
      }
      if (statusCode !== 200) {
        odd();
        return;
      }
      const pieces: Buffer[] = [];
      let size = 0;
      answer.on('data', (piece: Buffer) => {
        pieces.push(piece);
        size += piece.length;
        if (size > longestAnswer) odd();
      });
      answer.once('end', () => {
        resolve({ text: Buffer.concat(pieces).toString('utf8'), date: answer.headers.date });
      });
    });
  });
}
