import type { CookieJar } from 'tough-cookie';
import { HcpError, type ErrorFacts } from '../errors';
import { plainPath } from './unknownAnswer';

/** An answer of the portal, read to its end. */
export interface Answer {
  readonly status: number;
  /** Where the answer came from, after redirects. */
  readonly url: URL;
  /** Where it points to, when redirects were not followed; undefined when that is no readable address. */
  readonly location: URL | undefined;
  readonly contentType: string;
  readonly text: string;
  /** The connection broke while the text arrived, so that its end may be missing. */
  readonly broken: boolean;
}

export interface Call {
  readonly method?: 'GET' | 'POST';
  /** Sent as a form. */
  readonly form?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** False hands the redirect itself to the caller. */
  readonly followRedirects?: boolean;
  /** Hands over what arrived of a body that broke off, instead of failing. */
  readonly acceptBroken?: boolean;
  /** Milliseconds for the whole call, redirects included. */
  readonly timeLimit?: number;
  readonly signal?: AbortSignal | undefined;
}

export interface Transport {
  /**
   * Calls a path of the portal. Answers of any status are returned.
   * @throws HcpError `portal.unreachable` (fact `sent`: `no` when the request that failed certainly never
   * left), `portal.changed` (a redirect to another host, a body that is too long), `portal.address`, `cancelled`
   */
  call(path: string, call?: Call): Promise<Answer>;
  /** Drops all cookies. */
  forget(): void;
}

export interface TransportOptions {
  readonly address: () => URL;
  readonly fetch: typeof fetch;
  readonly log: (line: string) => void;
}

const defaultTimeLimit = 30_000;
const bodyLimit = 5_000_000;
const redirectLimit = 8;
const redirectStatuses: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** HTTP to one host with a cookie jar that lives in memory. Nothing is ever sent a second time. */
export function createTransport(options: TransportOptions): Transport {
  let jar: CookieJar | undefined;
  let jarOrigin: string | undefined;

  async function currentJar(): Promise<CookieJar> {
    const libraries = await import('./libraries');
    jar ??= new libraries.CookieJar();
    return jar;
  }

  async function once(url: URL, call: Call, signal: AbortSignal): Promise<Response> {
    // What comes after `forget` belongs to a session that is forgotten.
    const cookieJar = await currentJar();
    const headers: Record<string, string> = {
      // A request on a kept connection that the server is just closing fails without saying whether it was
      // carried out, and some stacks then send it again by themselves. A new connection rules out both.
      connection: 'close',
      accept: 'text/html,application/json;q=0.9',
      ...call.headers,
    };
    const cookies = await cookieJar.getCookieString(url.href);
    if (cookies !== '') headers.cookie = cookies;
    const started = Date.now();
    const response = await options.fetch(url.href, {
      method: call.method ?? 'GET',
      headers,
      redirect: 'manual',
      signal,
      ...(call.form ? { body: new URLSearchParams(call.form) } : {}),
    });
    for (const cookie of response.headers.getSetCookie()) {
      await cookieJar.setCookie(cookie, url.href, { ignoreError: true });
    }
    options.log(
      `${call.method ?? 'GET'} ${plainPath(url)} ${String(response.status)} ${String(Date.now() - started)} ms`,
    );
    return response;
  }

  async function follow(start: URL, call: Call, signal: AbortSignal): Promise<Answer> {
    let url = start;
    let current = call;
    for (let count = 0; count <= redirectLimit; count += 1) {
      const response = await once(url, current, signal);
      const location = redirectTarget(response, url);
      if (!redirectStatuses.has(response.status) || call.followRedirects === false) {
        return { ...(await readAnswer(response, call.acceptBroken === true)), url, location };
      }
      await response.body?.cancel();
      if (location === undefined) throw changed({ reason: 'redirect without an address' });
      url = sameHost(location, start);
      // A form is sent to the address that it was meant for, and nowhere else.
      if (response.status >= 307 && current.method === 'POST') {
        throw changed({ reason: 'redirect of a form' });
      }
      current = { headers: call.headers ?? {} };
    }
    throw changed({ reason: 'too many redirects' });
  }

  return {
    async call(path, call = {}) {
      const base = options.address();
      if (base.origin !== jarOrigin) {
        jar = undefined;
        jarOrigin = base.origin;
      }
      const limit = AbortSignal.timeout(call.timeLimit ?? defaultTimeLimit);
      const signal = call.signal ? AbortSignal.any([call.signal, limit]) : limit;
      try {
        return await follow(new URL(path.replace(/^\//, ''), base.href), call, signal);
      } catch (error) {
        if (error instanceof HcpError) throw error;
        if (call.signal?.aborted) throw new HcpError('cancelled');
        throw unreachable(error, base, limit.aborted);
      }
    },
    forget() {
      jar = undefined;
    },
  };
}

function redirectTarget(response: Response, from: URL): URL | undefined {
  const location = response.headers.get('location');
  if (location === null || !URL.canParse(location, from.href)) return undefined;
  return new URL(location, from.href);
}

/** The address of a redirect, when it stays on the portal's host. */
function sameHost(target: URL, home: URL): URL {
  // A server behind a TLS proxy often names itself with http: the same host is then asked with https.
  if (home.protocol === 'https:' && target.protocol === 'http:' && target.port === '') {
    target.protocol = 'https:';
  }
  if (target.origin !== home.origin) throw changed({ reason: 'redirect', host: target.host });
  return target;
}

async function readAnswer(
  response: Response,
  acceptBroken: boolean,
): Promise<Omit<Answer, 'url' | 'location'>> {
  const decoder = new TextDecoder();
  let text = '';
  let received = 0;
  let broken = false;
  try {
    for await (const chunk of bodyOf(response)) {
      received += chunk.byteLength;
      if (received > bodyLimit) throw changed({ reason: 'answer too long' });
      text += decoder.decode(chunk, { stream: true });
    }
  } catch (error) {
    if (!acceptBroken || received === 0 || error instanceof HcpError) throw error;
    broken = true;
  }
  text += decoder.decode();
  const contentType = response.headers.get('content-type') ?? '';
  return { status: response.status, contentType, text, broken };
}

async function* bodyOf(response: Response): AsyncGenerator<Uint8Array> {
  const reader = response.body?.getReader();
  if (!reader) return;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function changed(facts: ErrorFacts): HcpError {
  return new HcpError('portal.changed', facts);
}

function unreachable(error: unknown, base: URL, timedOut: boolean): HcpError {
  const cause = rootCause(error);
  const reason = timedOut ? 'timeout' : (cause.code ?? 'network');
  const sent = !timedOut && neverLeft(cause) ? 'no' : 'maybe';
  return new HcpError('portal.unreachable', { host: base.host, reason, sent }, { cause: error });
}

interface NetworkFailure {
  readonly code: string | undefined;
  readonly syscall: string | undefined;
}

/** The network's own error below the one that `fetch` wraps around it. */
function rootCause(error: unknown): NetworkFailure {
  let current = error;
  for (let depth = 0; depth < 5 && current instanceof Error && !('code' in current); depth += 1) {
    current = current.cause;
  }
  if (current instanceof AggregateError && current.errors.length > 0) current = current.errors[0];
  const found = (typeof current === 'object' && current !== null ? current : {}) as Record<string, unknown>;
  return {
    code: typeof found.code === 'string' ? found.code : undefined,
    syscall: typeof found.syscall === 'string' ? found.syscall : undefined,
  };
}

/** Whether the failure happened before a request could be on the wire: name look-up, connecting, TLS. */
function neverLeft({ code, syscall }: NetworkFailure): boolean {
  if (syscall === 'connect' || syscall === 'getaddrinfo') return true;
  if (code === undefined) return false;
  return code === 'UND_ERR_CONNECT_TIMEOUT' || /CERT|SIGNATURE|ISSUER|^ERR_SSL/.test(code);
}
