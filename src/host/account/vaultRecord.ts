import * as v from 'valibot';
import { HcpError } from '../../core/errors';
import { parseKeyPair, type KeyPair } from '../../core/keyPair';

/** What the secret store holds: the pair, whose it is, and since when. */
export interface VaultRecord extends KeyPair {
  readonly userName?: string;
  /** ISO 8601, UTC. */
  readonly obtainedAt: string;
}

const aboutSchema = v.object({
  userName: v.optional(v.string()),
  obtainedAt: v.pipe(v.string(), v.isoTimestamp()),
});

/** The record as one JSON text: the only form in which it is ever serialised, for the secret store alone. */
export function formatVaultRecord(record: VaultRecord): string {
  const { accessKeyId, secretAccessKey, userName, obtainedAt } = record;
  return JSON.stringify({ accessKeyId, secretAccessKey, userName, obtainedAt });
}

/** @throws HcpError `keys.malformed`; the error holds nothing of the text. */
export function parseVaultRecord(text: string): VaultRecord {
  const data = parseJson(text);
  const about = v.safeParse(aboutSchema, data);
  if (!about.success) throw new HcpError('keys.malformed');
  return { ...parseKeyPair(data), ...about.output };
}

export function isSamePair(one: KeyPair | undefined, other: KeyPair | undefined): boolean {
  return one?.accessKeyId === other?.accessKeyId && one?.secretAccessKey === other?.secretAccessKey;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new HcpError('keys.malformed');
  }
}
