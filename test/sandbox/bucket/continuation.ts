import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

const cipher = 'aes-256-gcm';
const key = createHash('sha256').update('continuation tokens of the sandbox').digest();
const ivLength = 12;
const tagLength = 16;

/** An opaque token in base64, so with characters that a query has to encode. */
export function encodeToken(after: string): string {
  const iv = randomBytes(ivLength);
  const encryption = createCipheriv(cipher, key, iv);
  const text = Buffer.concat([encryption.update(after, 'utf8'), encryption.final()]);
  return Buffer.concat([iv, encryption.getAuthTag(), text]).toString('base64');
}

/** Undefined for a token that is not one of ours. */
export function decodeToken(token: string): string | undefined {
  const bytes = Buffer.from(token, 'base64');
  if (bytes.length < ivLength + tagLength) return undefined;
  try {
    const decryption = createDecipheriv(cipher, key, bytes.subarray(0, ivLength));
    decryption.setAuthTag(bytes.subarray(ivLength, ivLength + tagLength));
    const text = decryption.update(bytes.subarray(ivLength + tagLength));
    return Buffer.concat([text, decryption.final()]).toString('utf8');
  } catch {
    return undefined;
  }
}
