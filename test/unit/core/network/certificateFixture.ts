import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Certificates {
  /** Of an authority that nobody knows (PEM). */
  readonly ca: string;
  /** Of a server, signed by it. */
  readonly cert: string;
  readonly key: string;
}

/** Makes an authority, and a server certificate for these names and addresses. Needs `openssl`. */
export function makeCertificates(names: readonly string[], addresses: readonly string[] = []): Certificates {
  const folder = mkdtempSync(join(tmpdir(), 'certificates-'));
  const openssl = (...args: readonly string[]) =>
    execFileSync('openssl', args, { cwd: folder, stdio: 'pipe', encoding: 'utf8' });
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  const alternatives = [
    ...names.map((name) => `DNS:${name}`),
    ...addresses.map((address) => `IP:${address}`),
  ];
  try {
    openssl(
      ...['req', '-x509', '-days', '2', '-subj', '/CN=Test authority', '-keyout', 'ca.key', '-out', 'ca.pem'],
      ...newKey,
    );
    openssl('req', '-subj', '/CN=Test server', '-keyout', 'key.pem', '-out', 'request.pem', ...newKey);
    writeFileSync(join(folder, 'names'), `subjectAltName=${alternatives.join(',')}\n`);
    openssl(
      ...['x509', '-req', '-in', 'request.pem', '-days', '2', '-extfile', 'names', '-out', 'cert.pem'],
      ...['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial'],
    );
    const read = (name: string) => readFileSync(join(folder, name), 'utf8');
    return { ca: read('ca.pem'), cert: read('cert.pem'), key: read('key.pem') };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
