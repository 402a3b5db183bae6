import assert from 'node:assert/strict';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { SettingId } from '../../src/host/ids';
import { Network } from '../../src/host/network';
import { Settings } from '../../src/host/settings';
import { activateExtension } from './inside/extension';
import { eventually } from './inside/keys';

/** What decides where password and signatures go. */
const machineOnly: readonly SettingId[] = [
  'hcp.portal.url',
  'hcp.bucket.name',
  'hcp.bucket.region',
  'hcp.bucket.endpoint',
];
const elsewhere = 'https://elsewhere.example';

describe('the settings', () => {
  const settings = new Settings();
  let folder: string;
  let file: string;

  before(async () => {
    await activateExtension();
    const [workspace] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(workspace, 'these tests run in a window with a folder');
    folder = path.join(workspace.uri.fsPath, '.vscode');
    file = path.join(folder, 'settings.json');
  });

  afterEach(async () => {
    await rm(folder, { recursive: true, force: true });
    await eventually(() => {
      assert.equal(settings.previewMaxSize, 5_000_000);
    });
  });

  it('of where the portal and the bucket are can’t be changed for a workspace', async () => {
    for (const id of machineOnly) {
      await assert.rejects(
        Promise.resolve(
          vscode.workspace.getConfiguration().update(id, elsewhere, vscode.ConfigurationTarget.Workspace),
        ),
        id,
      );
    }
  });

  it('of where the portal and the bucket are are not taken from a workspace’s file', async () => {
    const before = [settings.portalUrl, settings.bucketAddress];
    assert.match(settings.portalUrl, /^http:\/\/127\.0\.0\.1:/);
    await mkdir(folder, { recursive: true });
    const forged = Object.fromEntries(machineOnly.map((id) => [id, elsewhere]));
    await writeFile(file, JSON.stringify({ ...forged, 'hcp.preview.maxSize': 7 }));
    // The one that a workspace may set shows that the file has been read.
    await eventually(() => {
      assert.equal(settings.previewMaxSize, 7_000_000);
    });
    assert.deepEqual([settings.portalUrl, settings.bucketAddress], before);
  });

  it('hold sensible values whatever a settings file says', async () => {
    await mkdir(folder, { recursive: true });
    const senseless = {
      'hcp.download.connections': 0,
      'hcp.download.bandwidth': -1,
      'hcp.download.confirmAbove': 'a lot',
    };
    await writeFile(file, JSON.stringify({ ...senseless, 'hcp.preview.maxSize': 700 }));
    await eventually(() => {
      assert.equal(settings.previewMaxSize, 50_000_000);
    });
    assert.deepEqual(settings.downloadLimits, { connections: 1, bytesPerSecond: undefined });
    assert.equal(settings.downloadConfirmAbove, 10_000_000_000);
  });

  it('are heard of when they change', async () => {
    let heard = 0;
    const listening = settings.onDidChange(['hcp.preview.maxSize'], () => (heard += 1));
    const { Global } = vscode.ConfigurationTarget;
    await vscode.workspace.getConfiguration().update('hcp.preview.maxSize', 1, Global);
    assert.equal(settings.previewMaxSize, 1_000_000);
    await vscode.workspace.getConfiguration().update('hcp.preview.maxSize', undefined, Global);
    assert.equal(heard, 2);
    listening.dispose();
  });

  it('of VS Code about the network are handed on, and the environment’s where they are silent', () => {
    const real = Reflect.get(vscode.workspace, 'getConfiguration') as unknown;
    const say = (values: Readonly<Record<string, unknown>>) => {
      Reflect.set(vscode.workspace, 'getConfiguration', () => ({ get: (name: string) => values[name] }));
    };
    const before = process.env.HTTPS_PROXY;
    try {
      const network = new Network();
      say({ 'http.proxy': 'http://proxy.example:3128', 'http.noProxy': ['.lab.example'] });
      const first = network.options;
      assert.equal(first.proxy, 'http://proxy.example:3128');
      assert.ok(first.noProxy.includes('.lab.example') && first.noProxy.includes('127.0.0.1'));
      assert.equal(network.options, first, 'the same object as long as nothing changes');
      process.env.HTTPS_PROXY = 'http://other.example:8080';
      say({ 'http.proxy': '', 'http.systemCertificates': false });
      assert.equal(network.options.proxy, 'http://other.example:8080');
      say({ 'http.proxySupport': 'off' });
      assert.equal(network.options.proxy, undefined);
    } finally {
      Reflect.set(vscode.workspace, 'getConfiguration', real);
      if (before === undefined) delete process.env.HTTPS_PROXY;
      else process.env.HTTPS_PROXY = before;
    }
  });
});
