import * as v from 'valibot';
import { HcpError } from './errors';

/** An AWS key pair as the portal gives it: long-lived, no session token (portal-and-bucket.md, section 3). */
export interface KeyPair {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/**
 * The ID as in AWS's own API definition. No alphabet is asked of the secret: a pair that the portal gives is
 * the only one that works, so it must not be lost for an unusual character; a cut-off one is told by its length.
 */
const keyPairSchema = v.object({
  accessKeyId: v.pipe(v.string(), v.trim(), v.regex(/^\w{16,128}$/)),
  secretAccessKey: v.pipe(v.string(), v.trim(), v.regex(/^[!-~]{40,}$/)),
});

/**
 * Reads a key pair out of unknown data.
 * @throws HcpError `keys.malformed`; the error holds nothing of the data.
 */
export function parseKeyPair(data: unknown): KeyPair {
  const result = v.safeParse(keyPairSchema, data);
  if (!result.success) throw new HcpError('keys.malformed');
  return result.output;
}
