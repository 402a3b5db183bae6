import { readFile } from 'node:fs/promises';
import * as tls from 'node:tls';
import * as vscode from 'vscode';
import type { NetworkOptions } from '../core/network/networkOptions';

const settingNames = ['http.proxy', 'http.noProxy', 'http.proxySupport', 'http.systemCertificates'] as const;

/** Where the systems keep the certificates that they trust, in one file. */
const bundles = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/ssl/cert.pem',
] as const;

/** This machine is never reached through a proxy. */
const thisMachine = ['localhost', '127.0.0.1', '::1'] as const;

/**
 * How VS Code's settings say that the network is to be reached, for what runs outside of its extension host's
 * thread, where VS Code's own patches don't reach. The same object as long as nothing has changed.
 */
export class Network {
  private last: { readonly key: string; readonly options: Promise<NetworkOptions> } | undefined;

  options(): Promise<NetworkOptions> {
    const { get } = reader();
    const proxied = get<string>('http.proxySupport', 'override') !== 'off';
    const own = get('http.proxy', '');
    const proxy = proxied ? own || proxyOf(process.env) : undefined;
    const noProxy = [
      ...thisMachine,
      ...get<readonly string[]>('http.noProxy', []),
      ...noProxyOf(process.env),
    ];
    const system = get('http.systemCertificates', true);
    const key = JSON.stringify([proxy, noProxy, system]);
    if (this.last?.key !== key) this.last = { key, options: build(proxy, noProxy, system) };
    return this.last.options;
  }

  onDidChange(listener: () => void): vscode.Disposable {
    return vscode.workspace.onDidChangeConfiguration((event) => {
      if (settingNames.some((name) => event.affectsConfiguration(name))) listener();
    });
  }
}

function reader() {
  const configuration = vscode.workspace.getConfiguration();
  return {
    get: <T>(name: (typeof settingNames)[number], fallback: T): T => {
      const value = configuration.get<unknown>(name);
      return typeof value === typeof fallback && Array.isArray(value) === Array.isArray(fallback)
        ? (value as T)
        : fallback;
    },
  };
}

async function build(
  proxy: string | undefined,
  noProxy: readonly string[],
  system: boolean,
): Promise<NetworkOptions> {
  return { proxy, noProxy, ca: system ? await systemCertificates() : undefined };
}

/** What command-line tools go by, when the settings name no proxy. */
function proxyOf(env: NodeJS.ProcessEnv): string | undefined {
  const found = env.https_proxy ?? env.HTTPS_PROXY ?? env.http_proxy ?? env.HTTP_PROXY ?? env.all_proxy;
  return found === '' ? undefined : found;
}

function noProxyOf(env: NodeJS.ProcessEnv): readonly string[] {
  const text = env.no_proxy ?? env.NO_PROXY ?? '';
  return text.split(/[\s,]+/).filter((host) => host !== '');
}

/** Node asks the system from 22.15 on; before, the file of Linux distributions is read. */
async function systemCertificates(): Promise<readonly string[] | undefined> {
  const { getCACertificates } = tls as { getCACertificates?: (type: 'system') => string[] };
  if (getCACertificates) return getCACertificates('system');
  for (const file of bundles) {
    const text = await readFile(file, 'utf8').catch(() => undefined);
    const found = text?.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g);
    if (found) return found;
  }
  return undefined;
}
