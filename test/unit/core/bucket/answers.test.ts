import type {
  GetObjectCommandOutput,
  ListObjectsV2CommandOutput,
  _Object as ListedObject,
} from '@aws-sdk/client-s3';
import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { plainETag, toListPage, toObjectBody } from '../../../../src/core/bucket/answers';
import type { ReadRequest } from '../../../../src/core/bucket/objectStore';
import { HcpError } from '../../../../src/core/errors';

const day = new Date('2017-11-01T00:00:00Z');
const object = { Key: 'HCP/a', Size: 3, ETag: '"abc"', LastModified: day } as const;

function protocol(work: () => unknown, reason: string): void {
  assert.throws(work, (error) => {
    assert.ok(HcpError.is(error, 'bucket.protocol'), String(error));
    assert.equal(error.facts.reason, reason);
    return true;
  });
}

describe('the answer to a listing', () => {
  const page = (change: Partial<ListObjectsV2CommandOutput>) =>
    toListPage({
      $metadata: {},
      Name: 'hcp-openaccess',
      IsTruncated: false,
      ...change,
    } as ListObjectsV2CommandOutput);
  const of = (change: Partial<Record<keyof ListedObject, undefined>>) => () =>
    page({ Contents: [{ ...object, ...change } as ListedObject] });

  it('has objects, prefixes, and where it goes on', () => {
    assert.deepEqual(page({}), { objects: [], prefixes: [], next: undefined });
    assert.deepEqual(
      page({ Contents: [object], CommonPrefixes: [{ Prefix: 'HCP/b/' }], NextContinuationToken: 'stale' }),
      {
        objects: [{ key: 'HCP/a', size: 3, etag: 'abc', lastModified: day }],
        prefixes: ['HCP/b/'],
        next: undefined,
      },
    );
    assert.equal(page({ IsTruncated: true, NextContinuationToken: 'there' }).next, 'there');
  });

  it('is decoded when it says that it is encoded', () => {
    const Contents = [{ ...object, Key: 'a+b%2Bc%20d' }];
    assert.equal(page({ Contents, EncodingType: 'url' }).objects[0]?.key, 'a b+c d');
    assert.equal(page({ Contents }).objects[0]?.key, 'a+b%2Bc%20d');
    protocol(
      () => page({ Contents: [{ ...object, Key: '%E0%A4%A' }], EncodingType: 'url' }),
      'undecodable key',
    );
  });

  it('is none without its fields', () => {
    protocol(() => page({ Name: undefined }), 'not a listing');
    protocol(() => page({ IsTruncated: undefined }), 'not a listing');
    protocol(() => page({ IsTruncated: true }), 'no continuation token');
    protocol(of({ Key: undefined }), 'no Key');
    protocol(of({ Size: undefined }), 'no size');
    protocol(of({ ETag: undefined }), 'no ETag');
    protocol(of({ LastModified: undefined }), 'no date');
    protocol(() => page({ CommonPrefixes: [{}] }), 'no Prefix');
  });
});

describe('the answer to a read', () => {
  const part: ReadRequest = { range: { start: 10, end: 20 } };
  const body = (request: ReadRequest, change: object, Body: unknown = Readable.from([Buffer.alloc(10)])) =>
    toObjectBody(
      {
        $metadata: { httpStatusCode: request.range ? 206 : 200 },
        ContentLength: 10,
        ETag: '"abc"',
        LastModified: day,
        ...(request.range && { ContentRange: 'bytes 10-19/300' }),
        Body,
        ...change,
      } as unknown as GetObjectCommandOutput,
      request,
      { stallAfter: 1_000 },
    );
  const drained = async ({ chunks }: ReturnType<typeof toObjectBody>) => {
    let length = 0;
    for await (const chunk of chunks) length += chunk.length;
    return length;
  };

  it('has the bytes, and the size of the whole object', async () => {
    for (const [request, totalSize] of [[{}, 10] as const, [part, 300] as const]) {
      const found = body(request, {});
      const { etag, length, lastModified } = found;
      assert.deepEqual({ etag, length, lastModified }, { etag: 'abc', length: 10, lastModified: day });
      assert.equal(found.totalSize, totalSize);
      assert.equal(await drained(found), 10);
    }
  });

  it('is refused when it is another range than the one that was asked for', () => {
    const others = [
      { $metadata: { httpStatusCode: 200 } },
      { ContentRange: 'bytes 9-19/300' },
      { ContentRange: 'bytes 10-20/300' },
      { ContentRange: 'bytes 10-18/300' },
      { ContentRange: 'xbytes 10-19/300' },
      { ContentRange: 'bytes 10-19/300x' },
      { ContentRange: 'bytes 10-19/*' },
      { ContentRange: undefined },
      { ContentLength: 9 },
      { ContentLength: 11 },
    ];
    for (const other of others) protocol(() => body(part, other), 'another range');
    protocol(() => body({}, { $metadata: { httpStatusCode: 206 } }), 'not the whole object');
    protocol(() => body({}, { ContentLength: undefined }), 'no size');
    protocol(() => body({}, {}, null), 'no body');
  });

  it('is refused when the object is another one by now, and its connection is freed', () => {
    const Body = new Readable({ read: () => undefined });
    assert.throws(
      () => body({ ifMatch: 'def' }, {}, Body),
      (error) => HcpError.is(error, 'bucket.changed'),
    );
    assert.ok(Body.destroyed);
    Body.emit('error', new Error('a late one, which nobody waits for'));
  });
});

describe('an ETag', () => {
  it('is told without quotes and without the sign of a weak one', () => {
    assert.deepEqual(['"a"', 'W/"a"', 'a', '"a', 'xW/a'].map(plainETag), ['a', 'a', 'a', '"a', 'xW/a']);
  });
});
