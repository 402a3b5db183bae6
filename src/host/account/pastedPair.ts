import { parseKeyPair, type KeyPair } from '../../core/keyPair';
import { findKeyPair, hcpProfile } from '../../core/keyPairText';

/**
 * Finds a key pair in what was pasted into a one-line box: any form that `findKeyPair` knows, also when the
 * box swallowed the line breaks, so that the two values stick to each other or to the next label.
 */
export function readPastedPair(text: string): KeyPair | undefined {
  return findKeyPair(text) ?? fromOneLine(hcpProfile(text) ?? text);
}

/** What a lone access key ID looks like. */
export function looksLikeAccessKeyId(text: string): boolean {
  return /^[A-Z0-9]{16,128}$/.test(text.trim());
}

/** AWS's long-lived ids are 20 characters, beginning with AKIA; its secrets are 40. */
const accessKeyIds = /AKIA[A-Z0-9]{16}/g;
const secrets = /(?:^|[\s=:,;"'])([A-Za-z0-9/+]{40})/g;

function fromOneLine(text: string): KeyPair | undefined {
  const ids = new Set(text.match(accessKeyIds));
  const rest = text.replace(accessKeyIds, ' ');
  const found = new Set([...rest.matchAll(secrets)].map((match) => match[1]));
  if (ids.size !== 1 || found.size !== 1) return undefined;
  return parseKeyPair({ accessKeyId: [...ids][0], secretAccessKey: [...found][0] });
}
