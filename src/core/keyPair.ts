import * as v from 'valibot';
import { HcpError } from './errors';

/** An AWS key pair as the portal gives it: long-lived, no session token (portal-and-bucket.md, section 3). */
export interface KeyPair {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

const keyPairSchema = v.object({
  accessKeyId: v.pipe(v.string(), v.trim(), v.regex(/^[A-Z0-9]{16,128}$/)),
  secretAccessKey: v.pipe(v.string(), v.trim(), v.regex(/^[A-Za-z0-9/+=]{40,}$/)),
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
