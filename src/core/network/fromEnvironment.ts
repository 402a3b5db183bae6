import { readCertificates } from './certificates';
import type { NetworkOptions } from './networkOptions';

/**
 * What the environment says about the network, as other command-line tools read it: `HTTPS_PROXY` (else
 * `ALL_PROXY`, else `HTTP_PROXY`), `NO_PROXY`, each in small letters too, and the certificate files
 * `AWS_CA_BUNDLE`, `SSL_CERT_FILE` and `NODE_EXTRA_CA_CERTS`.
 * @param known the certificate file that Node has read itself as it started
 */
export function networkFromEnvironment(
  env: Readonly<Record<string, string | undefined>>,
  known?: string,
): NetworkOptions {
  const read = (name: string) => [env[name.toLowerCase()], env[name]].find((value) => value?.trim());
  const files = ['AWS_CA_BUNDLE', 'SSL_CERT_FILE', 'NODE_EXTRA_CA_CERTS'].flatMap((name) => env[name] ?? []);
  // To add to Node's certificates means to read all of them again, which takes longer than a request.
  const ca = files.every((file) => file === known) ? [] : readCertificates([...new Set(files)]);
  return {
    proxy: proxyUrl(read('HTTPS_PROXY') ?? read('ALL_PROXY') ?? read('HTTP_PROXY')),
    noProxy: (read('NO_PROXY') ?? '').split(/[\s,]+/).filter(Boolean),
    ca: ca.length > 0 ? ca : undefined,
  };
}

/** The address of a proxy that can be used (http or https; http where it names no scheme); undefined for others. */
export function proxyUrl(text: string | undefined): string | undefined {
  if (text === undefined || text.trim() === '') return undefined;
  const full = text.includes('://') ? text.trim() : `http://${text.trim()}`;
  return URL.canParse(full) && /^https?:$/.test(new URL(full).protocol) ? full : undefined;
}
