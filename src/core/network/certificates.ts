import { readFileSync } from 'node:fs';
import * as tls from 'node:tls';
import type { NetworkOptions } from './networkOptions';

type CertificateStore = 'default' | 'system';
/** Node has it from 22.15 on. */
const { getCACertificates } = tls as { readonly getCACertificates?: (type: CertificateStore) => string[] };

/** Where Linux distributions, the BSDs and macOS keep the certificates of authorities in one file. */
const systemFiles = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/ssl/cert.pem',
];

/**
 * The certificates of authorities (PEM) that this machine trusts, those that its owner added included. Empty
 * where Node can't tell and there is no such file, as before Node 22.15 on Windows.
 */
export function systemCertificates(): readonly string[] {
  const known = getCACertificates?.('system') ?? [];
  if (known.length > 0) return known;
  return readCertificates(systemFiles).slice(0, 1);
}

/** What the files hold; those that can't be read, or hold no certificate, are left out. */
export function readCertificates(paths: readonly string[]): readonly string[] {
  return paths.flatMap((path) => {
    try {
      const text = readFileSync(path, 'utf8');
      return text.includes('-----BEGIN') ? [text] : [];
    } catch {
      // As other tools take it: the connection will tell, where the file was needed.
      return [];
    }
  });
}

/** The certificates to trust, as an option of TLS: Node's own, and those of the options. */
export function trustedCertificates({ ca }: NetworkOptions): { readonly ca?: string[] } {
  if (ca === undefined || ca.length === 0) return {};
  return { ca: [...(getCACertificates?.('default') ?? tls.rootCertificates), ...ca] };
}

let last: { readonly ca: readonly string[]; readonly context: tls.SecureContext } | undefined;

/**
 * A context of TLS that trusts what the options name; undefined where that is what Node trusts anyway. The last
 * one is kept, since reading hundreds of certificates takes a tenth of a second.
 */
export function trustedContext(network: NetworkOptions): tls.SecureContext | undefined {
  const { ca } = network;
  if (ca === undefined || ca.length === 0) return undefined;
  if (last?.ca.length !== ca.length || !last.ca.every((text, index) => text === ca[index])) {
    last = { ca, context: tls.createSecureContext(trustedCertificates(network)) };
  }
  return last.context;
}
