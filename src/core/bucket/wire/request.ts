import { sign } from 'aws4';
import { HcpError } from '../../errors';
import type { KeyPair } from '../../keyPair';
import type { ProxiedHost } from '../../network/proxyFor';

/** The host that requests for objects go to, and where the bucket is on it. */
export interface WireTarget extends ProxiedHost {
  readonly secure: boolean;
  /** As the `host` header has it. */
  readonly authority: string;
  readonly region: string;
  /** What goes before a key: `/`, or `/bucket/`. */
  readonly path: string;
}

export interface WireRequest {
  readonly key: string;
  readonly range?: { readonly start: number; readonly end: number };
  readonly ifMatch: string;
}

/** What an ETag may hold (RFC 9110), so that it can't end its header. */
const plainTag = /^[\x21\x23-\x7e]+$/;

/**
 * A signed GetObject request, ready to be sent.
 * @throws HcpError `bucket.protocol` when the key or the ETag can't be sent
 */
export function writeRequest(target: WireTarget, request: WireRequest, keyPair: KeyPair): string {
  const { key, range, ifMatch } = request;
  if (!plainTag.test(ifMatch)) throw new HcpError('bucket.protocol', { reason: 'ETag' });
  const path = target.path + encodeKey(key);
  const signed = sign(
    {
      service: 's3',
      region: target.region,
      method: 'GET',
      // The signer leaves segments of one dot out, which S3 does not; in this form it keeps them.
      path: path.replaceAll(/\/\.(?=\/|$)/g, '/%2E'),
      headers: {
        host: target.authority,
        'if-match': `"${ifMatch}"`,
        'x-amz-content-sha256': 'UNSIGNED-PAYLOAD',
        ...(range && { range: `bytes=${String(range.start)}-${String(range.end - 1)}` }),
      },
    },
    keyPair,
  );
  let text = `GET ${path} HTTP/1.1\r\nuser-agent: hcp-explorer\r\n`;
  for (const [name, value] of Object.entries(signed.headers ?? {})) text += `${name}: ${String(value)}\r\n`;
  return `${text}\r\n`;
}

/** Percent-encodes all but the unreserved characters and the slash, as signatures have it. */
function encodeKey(key: string): string {
  try {
    return encodeForSignature(key).replaceAll('%2F', '/');
  } catch {
    throw new HcpError('bucket.protocol', { reason: 'key' });
  }
}

/** Percent-encodes all but the unreserved characters. @throws URIError for half a surrogate pair */
export function encodeForSignature(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
