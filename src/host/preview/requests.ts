import * as v from 'valibot';
import type { PreviewRequestMessage } from '../../shared/preview';

const request = <const N extends string, P extends v.GenericSchema>(name: N, params: P) =>
  v.strictObject({
    type: v.literal('request'),
    id: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
    name: v.literal(name),
    params,
  });

const index = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const vertexOf = v.strictObject({ hemisphere: v.picklist(['left', 'right', 'other']), vertex: index });
const mostRows = 2000;
const mostColumns = 200;

const requestSchema = v.variant('name', [
  request('card', v.null()),
  request('open', v.null()),
  request('volume', v.strictObject({ index })),
  request('meshes', v.null()),
  request('map', v.strictObject({ index })),
  request('series', vertexOf),
  request('seed', vertexOf),
  request(
    'rows',
    v.strictObject({
      first: index,
      count: v.pipe(index, v.maxValue(mostRows)),
      sort: v.exactOptional(v.strictObject({ column: index, descending: v.boolean() })),
    }),
  ),
  request('columns', v.strictObject({ columns: v.pipe(v.array(index), v.maxLength(mostColumns)) })),
  request('cancel', v.strictObject({ id: index })),
  request('act', v.strictObject({ request: index, action: index })),
  request('download', v.null()),
  request('copyAddress', v.null()),
  request('openAsText', v.null()),
  request('openLink', v.strictObject({ url: v.pipe(v.string(), v.maxLength(4000)) })),
  request('openPath', v.strictObject({ path: v.pipe(v.string(), v.maxLength(4000)) })),
  request(
    'drawn',
    v.strictObject({
      what: v.pipe(v.string(), v.maxLength(200)),
      problem: v.exactOptional(v.pipe(v.string(), v.maxLength(2000))),
    }),
  ),
]);

/** A message of the preview's webview, or undefined for anything that the protocol doesn't know. */
export function parsePreviewRequest(data: unknown): PreviewRequestMessage | undefined {
  const result = v.safeParse(requestSchema, data);
  return result.success ? result.output : undefined;
}
