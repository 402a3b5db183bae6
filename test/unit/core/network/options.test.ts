import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { systemCertificates, trustedCertificates } from '../../../../src/core/network/certificates';
import { networkFromEnvironment, proxyUrl } from '../../../../src/core/network/fromEnvironment';
import { directNetwork, sameNetwork } from '../../../../src/core/network/networkOptions';
import { proxyFor } from '../../../../src/core/network/proxyFor';

const proxy = 'http://proxy.example:3128';
const amazon = { hostname: 'hcp-openaccess.s3.us-east-1.amazonaws.com', port: 443 };

describe('the proxy for a host', () => {
  const uses = (noProxy: readonly string[], host = amazon) =>
    proxyFor(host, { ...directNetwork, proxy, noProxy }) !== undefined;

  it('is the one that is said, if any', () => {
    assert.equal(proxyFor(amazon, { ...directNetwork, proxy }), proxy);
    assert.equal(proxyFor(amazon, directNetwork), undefined);
  });

  it('is left out for the names that are said, with all below them', () => {
    for (const entry of [
      '*',
      'amazonaws.com',
      '.amazonaws.com',
      '*.AmazonAWS.com ',
      amazon.hostname,
      'com:443',
    ]) {
      assert.equal(uses([entry]), false, entry);
    }
    for (const entry of [
      '',
      '.',
      'aws.com',
      'example.com',
      'amazonaws.com:80',
      's3',
      'xcom',
      'hcp-openaccess',
    ]) {
      assert.equal(uses([entry]), true, entry);
    }
    assert.equal(uses(['example.com', 'amazonaws.com']), false);
  });

  it('is left out for this machine', () => {
    for (const hostname of ['localhost', 's3.localhost', '127.0.0.1', '127.8.9.1', '::1']) {
      assert.equal(uses([], { hostname, port: 9000 }), false, hostname);
    }
    assert.equal(uses([], { hostname: 'localhost.example', port: 9000 }), true);
  });
});

describe('the network that the environment tells of', () => {
  it('is none where it says nothing', () => {
    assert.deepEqual(networkFromEnvironment({}), directNetwork);
    assert.deepEqual(
      networkFromEnvironment({ HTTPS_PROXY: ' ', NO_PROXY: '', AWS_CA_BUNDLE: '/none' }),
      directNetwork,
    );
  });

  it('has a proxy, in capital or small letters, the one for https before others', () => {
    const all = { HTTP_PROXY: 'http://http:1', ALL_PROXY: 'http://all:1', https_proxy: 'http://https:1' };
    assert.equal(networkFromEnvironment(all).proxy, 'http://https:1');
    assert.equal(networkFromEnvironment({ ...all, https_proxy: '' }).proxy, 'http://all:1');
    assert.equal(networkFromEnvironment({ http_proxy: 'proxy:3128' }).proxy, 'http://proxy:3128');
    assert.deepEqual(networkFromEnvironment({ no_proxy: 'a, .b  c' }).noProxy, ['a', '.b', 'c']);
  });

  it('takes addresses of http and https proxies only', () => {
    assert.equal(proxyUrl('https://u:p@proxy:1'), 'https://u:p@proxy:1');
    for (const text of ['socks5://proxy:1080', 'http://', 'ftp://x', undefined])
      assert.equal(proxyUrl(text), undefined);
  });

  it('has the certificates of the files that are named and can be read', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'network-'));
    const [one = '', two = ''] = rootCertificates;
    await writeFile(join(folder, 'one'), one);
    await writeFile(join(folder, 'two'), two);
    await writeFile(join(folder, 'other'), 'no certificate');
    const read = (env: Record<string, string>, known?: string) => {
      const full = Object.entries(env).map(([name, file]) => [name, join(folder, file)]);
      const knownPath = known === undefined ? undefined : join(folder, known);
      return networkFromEnvironment(Object.fromEntries(full) as Record<string, string>, knownPath).ca;
    };
    assert.deepEqual(read({ AWS_CA_BUNDLE: 'one', SSL_CERT_FILE: 'two', NODE_EXTRA_CA_CERTS: 'one' }), [
      one,
      two,
    ]);
    assert.deepEqual(read({ AWS_CA_BUNDLE: 'missing', SSL_CERT_FILE: 'other' }), undefined);
    assert.equal(read({ NODE_EXTRA_CA_CERTS: 'one' }, 'one'), undefined, 'Node has them');
    assert.deepEqual(read({ NODE_EXTRA_CA_CERTS: 'one' }, 'two'), [one]);
    assert.deepEqual(read({ AWS_CA_BUNDLE: 'two', NODE_EXTRA_CA_CERTS: 'one' }, 'one'), [two, one]);
    await rm(folder, { recursive: true });
  });

  it('is the same when all of it is', () => {
    const full = { proxy, noProxy: ['a'], ca: ['x', 'y'] };
    assert.ok(sameNetwork(full, { proxy, noProxy: ['a'], ca: ['x', 'y'] }));
    assert.ok(sameNetwork(directNetwork, { ...directNetwork, ca: [] }));
    for (const other of [
      { proxy: undefined },
      { noProxy: [] },
      { ca: ['x'] },
      { ca: ['x', 'z'] },
      { ca: undefined },
    ]) {
      assert.ok(!sameNetwork(full, { ...full, ...other }));
    }
  });
});

describe('the certificates to trust', () => {
  it('are Node’s own, and those that are given besides', () => {
    assert.deepEqual(trustedCertificates(directNetwork), {});
    const { ca = [] } = trustedCertificates({ ...directNetwork, ca: ['mine'] });
    assert.ok(ca.includes('mine') && rootCertificates.every((root) => ca.includes(root)));
  });

  it('of the system are certificates', () => {
    for (const text of systemCertificates()) assert.match(text, /-----BEGIN CERTIFICATE-----/);
  });
});
