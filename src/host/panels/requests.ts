import * as v from 'valibot';
import type { RequestMessage } from '../../shared/protocol';

const request = <const N extends string, P extends v.GenericSchema>(name: N, params: P) =>
  v.strictObject({
    type: v.literal('request'),
    id: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
    name: v.literal(name),
    params,
  });

const identifier = v.pipe(v.string(), v.minLength(1), v.maxLength(200));

const requestSchema = v.variant('name', [
  request('load', v.strictObject({ fresh: v.boolean() })),
  request(
    'accept',
    v.strictObject({ termsId: identifier, digest: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)) }),
  ),
  request('openLink', v.strictObject({ url: v.pipe(v.string(), v.maxLength(4000)) })),
  request('openPortal', v.null()),
  request('termsByHand', v.strictObject({ datasetId: v.exactOptional(identifier) })),
  request('copyReport', v.null()),
  request('openDataset', v.strictObject({ datasetId: identifier })),
  request('signIn', v.null()),
  request('requestKeys', v.strictObject({ datasetId: identifier })),
  request('useExistingKeys', v.null()),
  request('browse', v.null()),
]);

/** A message of the terms panel, or undefined for anything that the protocol doesn't know. */
export function parseRequest(data: unknown): RequestMessage | undefined {
  const result = v.safeParse(requestSchema, data);
  return result.success ? result.output : undefined;
}
