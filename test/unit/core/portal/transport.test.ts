import assert from 'node:assert/strict';
import { createTransport, type Transport } from '../../../../src/core/portal/transport';
import { refused } from '../refused';
import { html, startOddPortal, type OddPortal, type Routes } from './oddPortal';

describe('the portal: transport', () => {
  let odd: OddPortal;
  let lines: string[];
  afterEach(() => odd.close());

  async function start(routes: Routes): Promise<Transport> {
    odd = await startOddPortal(routes);
    lines = [];
    const address = new URL(`${odd.url}/`);
    return createTransport({ address: () => address, fetch, log: (line) => lines.push(line) });
  }

  it('gives up after its time limit, before and in the middle of an answer', async () => {
    const transport = await start({
      'GET /silent': () => undefined,
      'GET /slow': (response) => response.writeHead(200).write('begun'),
    });
    const facts = { reason: 'timeout', sent: 'maybe' };
    await refused(transport.call('/silent', { timeLimit: 100 }), 'portal.unreachable', facts);
    await refused(transport.call('/slow', { timeLimit: 100 }), 'portal.unreachable', facts);
    const answer = await transport.call('/slow', { timeLimit: 100, acceptBroken: true });
    assert.deepEqual([answer.text, answer.broken], ['begun', true]);
  });

  it('uses a connection once, so that no request meets one that is just being closed', async () => {
    const seen: (string | undefined)[] = [];
    const transport = await start({
      'GET /page': (response, request) => {
        seen.push(request.headers.connection);
        html('page')(response);
      },
    });
    await transport.call('/page');
    await transport.call('/page');
    assert.deepEqual(seen, ['close', 'close']);
  });

  it('keeps cookies through redirects until they are forgotten', async () => {
    const seen: (string | undefined)[] = [];
    const transport = await start({
      'GET /start': (response) => {
        response
          .writeHead(302, { location: '/page', 'set-cookie': ['JSESSIONID=1; Path=/; HttpOnly', 'b=2'] })
          .end();
      },
      'GET /page': (response, request) => {
        seen.push(request.headers.cookie);
        html('page')(response);
      },
    });
    const answer = await transport.call('/start');
    assert.equal(answer.url.pathname, '/page');
    transport.forget();
    await transport.call('/page');
    assert.deepEqual(seen, ['JSESSIONID=1; b=2', undefined]);
  });

  it('logs paths without their query', async () => {
    const transport = await start({ 'GET /page': html('page') });
    await transport.call('/page?secret=1');
    assert.match(lines.join(), /^GET \/page 200 \d+ ms$/);
  });

  it('keeps to the folder of the address', async () => {
    odd = await startOddPortal({ 'GET /portal/page': html('inside') });
    const address = new URL(`${odd.url}/portal/`);
    const transport = createTransport({ address: () => address, fetch, log: () => undefined });
    assert.equal((await transport.call('/page')).text, 'inside');
  });
});
