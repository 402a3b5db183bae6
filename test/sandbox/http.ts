import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

/** A request as both servers see it. */
export interface SandboxRequest {
  readonly method: string;
  /** As sent: percent-encoded, dots and double slashes untouched, without the query. */
  readonly path: string;
  /** As sent, without the question mark. */
  readonly query: string;
  readonly headers: IncomingHttpHeaders;
  /** The body, as far as a form needs it. @throws Error above 64 KiB */
  readText(): Promise<string>;
  /** Fires when the client has gone or the answer is out. */
  readonly signal: AbortSignal;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Content-Length; undefined where an answer has none. */
  readonly length: number | undefined;
  readonly body: AsyncIterable<Uint8Array> | readonly Uint8Array[];
}

/** The request has been carried out, and its answer is lost. */
export const lostAnswer = 'lost';

const maximumForm = 64 * 1024;

export function toSandboxRequest(incoming: IncomingMessage, signal: AbortSignal): SandboxRequest {
  const url = incoming.url ?? '/';
  const mark = url.indexOf('?');
  return {
    method: incoming.method ?? 'GET',
    path: mark < 0 ? url : url.slice(0, mark),
    query: mark < 0 ? '' : url.slice(mark + 1),
    headers: incoming.headers,
    readText: () => readText(incoming),
    signal,
  };
}

/** An answer that is a text, in UTF-8. */
export function textAnswer(
  status: number,
  contentType: string,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  const body = Buffer.from(text);
  return { status, headers: { 'content-type': contentType, ...headers }, length: body.length, body: [body] };
}

export function jsonAnswer(
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return textAnswer(status, 'application/json;charset=UTF-8', JSON.stringify(value), headers);
}

async function readText(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maximumForm) throw new Error('The body is too large for the sandbox.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
