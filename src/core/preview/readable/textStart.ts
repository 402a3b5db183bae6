import { throwIfCancelled } from '../../errors';
import { Undrawable, type Opened } from '../model';

export type TextEncoding = 'UTF-8' | 'UTF-16LE' | 'UTF-16BE' | 'windows-1252';

export interface TextStart {
  readonly text: string;
  readonly encoding: TextEncoding;
  /** False when the file has more than was read. */
  readonly complete: boolean;
}

/** Up to `most` bytes from the start of the file, as text. @throws Undrawable `empty`, HcpError */
export async function readTextStart(opened: Opened, most: number): Promise<TextStart> {
  const bytes = await readStart(opened, most);
  return { ...decodeText(bytes), complete: bytes.length === opened.source.size };
}

/** Up to `most` bytes from the start of the file. @throws Undrawable `empty`, HcpError */
export async function readStart({ source, signal }: Opened, most: number): Promise<Uint8Array> {
  throwIfCancelled(signal);
  if (source.size === 0) throw new Undrawable('empty', 'no bytes');
  const bytes = await source.read(0, Math.min(most, source.size), signal);
  throwIfCancelled(signal);
  return bytes;
}

/**
 * Text of an unknown encoding: by its byte order mark, else UTF-8 where it is that (a character that is cut off
 * at the end is no fault), else windows-1252, which takes any byte. Without the mark.
 */
export function decodeText(bytes: Uint8Array): { readonly text: string; readonly encoding: TextEncoding } {
  const encoding = markedEncoding(bytes);
  if (encoding) return { text: new TextDecoder(encoding).decode(bytes, { stream: true }), encoding };
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return { text, encoding: 'UTF-8' };
  } catch {
    return { text: new TextDecoder('windows-1252').decode(bytes), encoding: 'windows-1252' };
  }
}

function markedEncoding([first, second]: Uint8Array): 'UTF-16LE' | 'UTF-16BE' | undefined {
  if (first === 0xff && second === 0xfe) return 'UTF-16LE';
  return first === 0xfe && second === 0xff ? 'UTF-16BE' : undefined;
}
