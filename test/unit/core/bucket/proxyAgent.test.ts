import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { ProxyAgent } from '../../../../src/core/bucket/proxyAgent';

const options = { keepAlive: true, maxSockets: 1, rejectUnauthorized: true } as const;

describe('ProxyAgent', () => {
  const asked = (address: string) => {
    const { proxyHeaders } = new ProxyAgent(address, options);
    const said = (proxyHeaders as Readonly<Record<string, string>>)['Proxy-Authorization'];
    return said === undefined ? undefined : Buffer.from(said.replace(/^Basic /, ''), 'base64').toString();
  };

  it('tells the proxy who asks, as far as its address does', () => {
    assert.equal(asked('http://proxy.example:3128'), undefined);
    assert.equal(asked('http://anna:p%3Ass@proxy.example:3128'), 'anna:p:ss');
    assert.equal(asked('http://anna@proxy.example:3128'), 'anna:');
    assert.equal(asked('http://:secret@proxy.example:3128'), ':secret');
    assert.equal(asked('http://anna:100%@proxy.example:3128'), 'anna:100%');
  });

  it('keeps that out of its address', () => {
    const agent = new ProxyAgent('http://anna:secret@proxy.example:3128', options);
    assert.doesNotMatch(agent.proxy.href, /anna|secret/);
    assert.doesNotMatch(inspect(agent.proxy), /anna|secret/);
  });
});
