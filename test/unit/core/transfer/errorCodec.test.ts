import assert from 'node:assert/strict';
import fc from 'fast-check';
import { HcpError } from '../../../../src/core/errors';
import { pack, unpack } from '../../../../src/core/transfer/errorCodec';

describe('pack and unpack', () => {
  const error = fc
    .record({
      code: fc.constantFrom('disk.full' as const, 'keys.unknown' as const, 'cancelled' as const),
      facts: fc.dictionary(fc.stringMatching(/^[a-z]+$/), fc.oneof(fc.string(), fc.integer())),
    })
    .map(({ code, facts }) => new HcpError(code, facts));
  const leaf = fc.oneof(
    fc.string(),
    fc.integer(),
    fc.boolean(),
    fc.constantFrom(null, undefined),
    fc.date(),
    error,
  );
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      leaf,
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(fc.stringMatching(/^[a-z]+$/), tie('value'), { maxKeys: 4 }),
    ),
  }));

  /** What a thread receives of a message. */
  const sent = (one: unknown) => unpack(structuredClone(pack(one)));

  it('brings any plain data to another thread, errors with their code and facts', () => {
    fc.assert(
      fc.property(value, (one) => {
        assert.deepEqual(comparable(sent(one)), comparable(one));
      }),
    );
  });

  it('makes errors again that can be asked what they are', () => {
    const { reason } = sent({ reason: new HcpError('bucket.busy', { retryAfter: 3 }) }) as {
      reason: unknown;
    };
    assert.ok(HcpError.is(reason, 'bucket.busy'));
    assert.equal(reason.retryable, true);
    assert.deepEqual(reason.facts, { retryAfter: 3 });
  });

  it('leaves the cause behind, which may hold anything', () => {
    const error = new HcpError('unexpected', {}, { cause: new Error('a secret of someone') });
    assert.ok(!JSON.stringify(pack([error])).includes('secret'));
    assert.equal((sent(error) as HcpError).cause, undefined);
  });
});

/** Errors as data, since two that say the same are equal here; their stacks never are. */
function comparable(one: unknown): unknown {
  if (one instanceof HcpError) return ['an HcpError', one.code, { ...one.facts }];
  if (Array.isArray(one)) return one.map(comparable);
  if (typeof one !== 'object' || one === null || one instanceof Date) return one;
  return Object.fromEntries(Object.entries(one).map(([key, inner]) => [key, comparable(inner)]));
}
