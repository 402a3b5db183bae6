import assert from 'node:assert/strict';
import type { LookupAddress, LookupOptions } from 'node:dns';
import { Socket } from 'node:net';
import type { BucketAddress } from '../../../../src/core/bucket/objectStore';
import { createLookup } from '../../../../src/core/bucket/wire/addresses';
import { Connection } from '../../../../src/core/bucket/wire/connection';
import { writeRequest } from '../../../../src/core/bucket/wire/request';
import { targetOf } from '../../../../src/core/bucket/wire/target';
import { HcpError } from '../../../../src/core/errors';
import { refused } from '../refused';

const amazon: BucketAddress = { bucket: 'hcp-openaccess', region: 'us-east-1', endpoint: undefined };
const keyPair = { accessKeyId: 'AKIAEXAMPLEEXAMPLE00', secretAccessKey: 'x'.repeat(40) };

describe('where requests for objects go', () => {
  it('is a virtual host of AWS, or the path of another server', () => {
    assert.deepEqual(targetOf(amazon), {
      secure: true,
      hostname: 'hcp-openaccess.s3.us-east-1.amazonaws.com',
      port: 443,
      authority: 'hcp-openaccess.s3.us-east-1.amazonaws.com',
      region: 'us-east-1',
      path: '/',
    });
    const other = (endpoint: string) => {
      const target = targetOf({ ...amazon, endpoint });
      return target && [target.secure, target.hostname, target.port, target.authority, target.path];
    };
    const path = '/hcp-openaccess/';
    assert.deepEqual(other('https://s3.example'), [true, 's3.example', 443, 's3.example', path]);
    assert.deepEqual(other('http://[::1]:9000/'), [false, '::1', 9000, '[::1]:9000', path]);
    assert.deepEqual(other('http://localhost'), [false, 'localhost', 80, 'localhost', path]);
  });

  it('is left to the AWS SDK where it is not that simple', () => {
    for (const change of [
      { bucket: 'with.dots' },
      { bucket: 'Capital' },
      { bucket: 'x\r\ny' },
      { region: 'cn-north-1' },
      { region: 'us-iso-east-1' },
      { region: 'x.example.com/' },
      { endpoint: 'https://s3.example/path' },
      { endpoint: 'https://s3.example/?x' },
      { endpoint: 'https://s3.example', region: 'a\r\nb' },
    ]) {
      assert.equal(targetOf({ ...amazon, ...change }), undefined, JSON.stringify(change));
    }
  });
});

describe('a request for an object', () => {
  const target = targetOf(amazon);
  assert.ok(target);
  const write = (key: string, ifMatch = 'e') => writeRequest(target, { key, ifMatch }, keyPair);

  it('is one head, whatever the key holds', () => {
    const text = write('a b\r\nhost: evil/\u0000+%2F?é🧠');
    const lines = text.split('\r\n');
    assert.equal(lines[0], 'GET /a%20b%0D%0Ahost%3A%20evil/%00%2B%252F%3F%C3%A9%F0%9F%A7%A0 HTTP/1.1');
    assert.deepEqual(lines.slice(-2), ['', '']);
    assert.ok(lines.slice(1, -2).every((line) => /^[A-Za-z0-9-]+: [\x20-\x7e]+$/.test(line)));
    assert.ok(!text.includes(keyPair.secretAccessKey));
  });

  it('is not made for an ETag or a key that can’t be sent', () => {
    for (const etag of ['', 'a"b', 'a\r\nb', 'a b', 'é', '\u0000']) {
      assert.throws(
        () => write('a', etag),
        (error) => HcpError.is(error, 'bucket.protocol'),
      );
    }
    assert.throws(
      () => write('\ud800'),
      (error) => HcpError.is(error, 'bucket.protocol'),
    );
  });
});

describe('a connection', () => {
  it('is given up when it is not made in time', async () => {
    const freed: Connection[] = [];
    const connection = new Connection((one) => freed.push(one));
    const socket = new Socket();
    connection.attach(socket, 'connect');
    const request = { request: '', judge: () => ({ kind: 'odd' }) as const, sink: () => undefined };
    const outcome = refused(connection.exchange(request), 'bucket.unreachable', { reason: 'ETIMEDOUT' });
    const patience = { connect: 10_000, stall: 30_000 };
    connection.tick(10_000, patience);
    assert.equal(socket.destroyed, false);
    connection.tick(1, patience);
    await outcome;
    assert.ok(socket.destroyed);
    assert.deepEqual(freed, [connection]);
  });
});

describe('the addresses of a host', () => {
  const addresses: LookupAddress[] = [
    { address: '10.0.0.1', family: 4 },
    { address: '10.0.0.2', family: 4 },
    { address: 'fd00::1', family: 6 },
  ];
  type Result = readonly [NodeJS.ErrnoException | null, string | LookupAddress[], number | undefined];
  const ask = (lookup: ReturnType<typeof createLookup>, options: LookupOptions) =>
    new Promise<Result>((resolve) => {
      lookup('s3.example', options, (error, address, family) => {
        resolve([error, address, family]);
      });
    });

  it('are looked up once, and used in turn', async () => {
    let lookups = 0;
    const lookup = createLookup((_hostname, _options, done) => {
      lookups++;
      setImmediate(() => {
        done(null, addresses);
      });
    });
    const all = await Promise.all(Array.from({ length: 3 }, () => ask(lookup, { all: true })));
    all.push(await ask(lookup, { all: true }));
    const orders = all.map(([, list]) =>
      (list as LookupAddress[]).map(({ address }) => address.slice(-1)).join(''),
    );
    assert.deepEqual(orders, ['121', '211', '121', '211']);
    assert.deepEqual(await ask(lookup, { all: false }), [null, '10.0.0.1', 4]);
    assert.equal(lookups, 1);
  });

  it('are looked up again after a failure', async () => {
    let lookups = 0;
    const failure = Object.assign(new Error('no such host'), { code: 'ENOTFOUND' });
    const lookup = createLookup((_hostname, _options, done) => {
      lookups++;
      if (lookups === 1) done(failure, []);
      else done(null, addresses);
    });
    assert.equal((await ask(lookup, { all: true }))[0], failure);
    assert.deepEqual((await ask(lookup, { all: true }))[1], addresses);
  });
});
