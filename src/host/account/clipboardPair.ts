import { setTimeout as pause } from 'node:timers/promises';
import { HcpError } from '../../core/errors';
import { parseKeyPair, type KeyPair } from '../../core/keyPair';
import { looksLikeAccessKeyId, readPastedPair } from './pastedPair';

export interface ClipboardWatch {
  readonly signal: AbortSignal;
  /** The pair that this editor has already: what is left of it on the clipboard is not news. */
  readonly known?: KeyPair | undefined;
  /** Milliseconds between two looks: 1,000 unless said. */
  readonly everyMs?: number;
  /** Milliseconds until it gives up: five minutes unless said. */
  readonly forMs?: number;
}

/**
 * Looks at the clipboard until a key pair was copied there, as a whole or its two values one after the other.
 * What it reads is neither logged nor kept. Undefined when the time is over. @throws HcpError `cancelled`
 */
export async function watchForPair(
  read: () => PromiseLike<string>,
  { signal, known, everyMs = 1_000, forMs = 5 * 60_000 }: ClipboardWatch,
): Promise<KeyPair | undefined> {
  const end = Date.now() + forMs;
  let parts: Parts = {};
  while (!signal.aborted) {
    const text = await textOf(read);
    const pair = readPastedPair(text) ?? joined((parts = collected(parts, text)));
    if (pair && pair.accessKeyId !== known?.accessKeyId) return pair;
    if (Date.now() + everyMs > end) return undefined;
    await pause(everyMs, undefined, { signal }).catch(() => undefined);
  }
  throw new HcpError('cancelled');
}

interface Parts {
  readonly accessKeyId?: string;
  readonly secretAccessKey?: string;
}

/** A page with a copy button beside each value gives them one by one, in either order. */
function collected(parts: Parts, text: string): Parts {
  const word = text.trim();
  if (/^[0-9a-f]{40}$/.test(word)) return parts;
  if (/^[A-Za-z0-9/+]{40}$/.test(word)) return { ...parts, secretAccessKey: word };
  return looksLikeAccessKeyId(word) && word.startsWith('AKIA') ? { ...parts, accessKeyId: word } : parts;
}

function joined(parts: Parts): KeyPair | undefined {
  if (parts.accessKeyId === undefined || parts.secretAccessKey === undefined) return undefined;
  return parseKeyPair(parts);
}

/** A browser refuses the clipboard while another of its tabs is in front: that is no answer, not a failure. */
async function textOf(read: () => PromiseLike<string>): Promise<string> {
  try {
    return await read();
  } catch {
    return '';
  }
}
