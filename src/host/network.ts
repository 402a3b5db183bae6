import * as vscode from 'vscode';
import { systemCertificates } from '../core/network/certificates';
import { networkFromEnvironment, proxyUrl } from '../core/network/fromEnvironment';
import type { NetworkOptions } from '../core/network/networkOptions';

const settingNames = ['http.proxy', 'http.noProxy', 'http.proxySupport', 'http.systemCertificates'] as const;

/** This machine is never reached through a proxy. */
const thisMachine = ['localhost', '127.0.0.1', '::1'] as const;

/**
 * How VS Code's settings, and where they are silent the environment, say that the network is to be reached: for
 * what runs outside of the extension host's thread, where VS Code's own patches don't reach.
 */
export class Network {
  private last: { readonly key: string; readonly options: NetworkOptions } | undefined;

  /** The same object as long as nothing has changed. */
  get options(): NetworkOptions {
    const given = networkFromEnvironment(process.env);
    const proxied = read<string>('http.proxySupport', 'override') !== 'off';
    const proxy = proxied ? (proxyUrl(read('http.proxy', '')) ?? given.proxy) : undefined;
    const noProxy = [...thisMachine, ...read<readonly string[]>('http.noProxy', []), ...given.noProxy];
    const system = read('http.systemCertificates', true);
    const key = JSON.stringify([proxy, noProxy, system]);
    if (this.last?.key !== key) {
      const ca = [...(system ? systemCertificates() : []), ...(given.ca ?? [])];
      this.last = { key, options: { proxy, noProxy, ca: ca.length > 0 ? ca : undefined } };
    }
    return this.last.options;
  }

  onDidChange(listener: () => void): vscode.Disposable {
    return vscode.workspace.onDidChangeConfiguration((event) => {
      if (settingNames.some((name) => event.affectsConfiguration(name))) listener();
    });
  }
}

/** A settings file can hold anything: what has another type than it should counts as not set. */
function read<T>(name: (typeof settingNames)[number], fallback: T): T {
  const value = vscode.workspace.getConfiguration().get<unknown>(name);
  const fits = Array.isArray(fallback) ? Array.isArray(value) : typeof value === typeof fallback;
  return fits ? (value as T) : fallback;
}
