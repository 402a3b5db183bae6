/** The status line and the header of an answer. */
export interface AnswerHead {
  readonly status: number;
  /** By lower-case name; values of a name that came more than once are joined with a comma. */
  readonly headers: ReadonlyMap<string, string>;
  /** Whether the connection may be used for another request. */
  readonly keepsOpen: boolean;
}

/** Bytes. Real ones have about one thousand. */
export const headLimit = 64 * 1024;

const statusLine = /^HTTP\/1\.([01]) ([1-9]\d\d)(?: |$)/;
/** Name, colon, value: as RFC 9110 has it, without folded lines. */
const field = /^([!#$%&'*+.^_`|~\dA-Za-z-]+):[ \t]*([\t\x20-\x7e\x80-\xff]*)$/;

/** Reads a head without its final empty line; undefined when it is not one. */
export function parseHead(text: string): AnswerHead | undefined {
  const [first = '', ...lines] = text.split('\r\n');
  const [, minor, status] = statusLine.exec(first) ?? [];
  if (status === undefined) return undefined;
  const headers = new Map<string, string>();
  for (const line of lines) {
    const [, name, value] = field.exec(line) ?? [];
    if (name === undefined || value === undefined) return undefined;
    const key = name.toLowerCase();
    const before = headers.get(key);
    headers.set(key, before === undefined ? value.trimEnd() : `${before}, ${value.trimEnd()}`);
  }
  const closes = minor === '0' || (headers.get('connection') ?? '').toLowerCase().includes('close');
  return { status: Number(status), headers, keepsOpen: !closes };
}

const endOfHead = Buffer.from('\r\n\r\n');

/** Finds the head of an answer in bytes that arrive in pieces. */
export class HeadReader {
  private kept: Buffer | undefined;

  /**
   * Takes the next bytes; they may be overwritten after the call.
   * @returns the head with the bytes behind it, `more` when its end has not come yet, or `malformed`
   */
  push(bytes: Buffer): { readonly head: AnswerHead; readonly rest: Buffer } | 'more' | 'malformed' {
    const all = this.kept ? Buffer.concat([this.kept, bytes]) : bytes;
    const end = all.indexOf(endOfHead);
    if (end < 0 && all.length <= headLimit) {
      this.kept = this.kept ? all : Buffer.from(all);
      return 'more';
    }
    this.kept = undefined;
    if (end < 0 || end > headLimit) return 'malformed';
    const head = parseHead(all.toString('latin1', 0, end));
    return head ? { head, rest: all.subarray(end + endOfHead.length) } : 'malformed';
  }
}
