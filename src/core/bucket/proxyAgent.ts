import type { ClientRequest } from 'node:http';
import type { SecureContext } from 'node:tls';
import { HttpsProxyAgent } from 'https-proxy-agent';

export interface ProxyAgentOptions {
  readonly keepAlive: boolean;
  readonly maxSockets: number;
  readonly rejectUnauthorized: true;
  /** For the proxy (where it is asked over TLS) and for the bucket. */
  readonly secureContext?: SecureContext;
}

/** Connects through the proxy of this address, which may hold a user name and a password. */
export class ProxyAgent extends HttpsProxyAgent<string> {
  constructor(
    address: string,
    private readonly trust: ProxyAgentOptions,
  ) {
    const url = new URL(address);
    const headers = authorization(url);
    // Apart from the address, so that nothing that shows the address shows them.
    url.username = '';
    url.password = '';
    super(url.href, { ...trust, headers });
    // Else a refusal of the proxy would pass for one of the bucket.
    this.on('proxyConnect', ({ statusCode }: { statusCode: number }, request: ClientRequest) => {
      if (statusCode !== 200) request.destroy(new ProxyRefusal(statusCode));
    });
  }

  override connect(...[request, options]: Parameters<HttpsProxyAgent<string>['connect']>) {
    const { rejectUnauthorized, secureContext } = this.trust;
    const trust = { rejectUnauthorized, ...(secureContext && { secureContext }) };
    return super.connect(request, Object.assign({}, options, trust));
  }
}

function authorization({ username, password }: URL): Readonly<Record<string, string>> {
  if (username === '' && password === '') return {};
  const pair = `${decode(username)}:${decode(password)}`;
  return { 'Proxy-Authorization': `Basic ${Buffer.from(pair).toString('base64')}` };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A lone `%` that was not encoded.
    return text;
  }
}

/** The proxy did not open the way to the bucket. */
class ProxyRefusal extends Error {
  readonly code: string;

  constructor(status: number) {
    super('The proxy refused the connection.');
    this.code = `PROXY_${String(status)}`;
  }
}
