import assert from 'node:assert/strict';
import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { HcpError } from '../../../../src/core/errors';
import { Undrawable, type CardReason } from '../../../../src/core/preview/model';
import { describeLinks } from '../../../../src/core/preview/surface/describeLinks';
import { describeSurface } from '../../../../src/core/preview/surface/describeSurface';
import { openLinks } from '../../../../src/core/preview/surface/openLinks';
import { openSurface } from '../../../../src/core/preview/surface/openSurface';
import { bigEndianCifti } from './bigEndian';
import { nibabelBytes, workbenchBytes } from './fixture';
import { memoryFiles } from './files';
import { freesurferBytes } from './freesurferFixture';

const { signal } = new AbortController();
const healthy: Readonly<Record<string, Uint8Array>> = {
  ...workbenchBytes(),
  ...nibabelBytes(),
  ...freesurferBytes(),
};

/** Opens a file among its healthy neighbours and uses all that it offers; what the bytes are to blame for is fine. */
async function use(name: string, bytes: Uint8Array): Promise<CardReason | undefined> {
  const opened = await memoryFiles({ ...healthy, [name]: bytes }).opened(name);
  await describeSurface(opened).catch(blameTheBytes);
  try {
    const viewer = await openSurface(opened);
    if (viewer.kind === 'table') {
      viewer.page({ first: 0, count: 10, sort: { column: 0, descending: true } });
      return undefined;
    }
    for (const mesh of await viewer.meshes(signal)) {
      const vertices = mesh.positions.length / 3;
      assert(Number.isInteger(vertices) && mesh.triangles.every((vertex) => vertex < vertices));
      assert(mesh.shading === undefined || mesh.shading.length === vertices);
      await viewer.series(mesh.hemisphere, 1, signal);
      await viewer.seedMap?.(mesh.hemisphere, 1, signal);
    }
    for (let map = 0; map < Math.min(3, viewer.maps.length); map++) await viewer.map(map, signal);
    return undefined;
  } catch (error) {
    return blameTheBytes(error);
  }
}

function blameTheBytes(error: unknown): CardReason {
  if (!(error instanceof Undrawable)) throw error;
  return error.reason;
}

describe('a damaged surface file', () => {
  for (const [name, bytes] of Object.entries(healthy)) {
    it(`is refused wherever it is cut: ${name}`, async () => {
      const isWhole = await use(name, bytes).then((reason) => reason !== 'truncated');
      assert(isWhole);
      await fc.assert(
        fc.asyncProperty(fc.nat(bytes.length - 1), async (length) => {
          const reason = await use(name, bytes.slice(0, length));
          // What stands behind the end tag may be missing, and a text may end in a shorter number.
          if (length < bytes.length - 5) assert(reason !== undefined, String(length));
          if (length === 0) assert.equal(reason, 'empty');
        }),
        { numRuns: 25, examples: [[0], [1], [4], [Math.min(540, bytes.length - 1)]] },
      );
    });

    it(`is drawn or refused whatever its bytes are: ${name}`, async () => {
      const flips = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 });
      await fc.assert(
        fc.asyncProperty(flips, async (changes) => {
          const changed = bytes.slice();
          for (const [at, value] of changes) changed[at] = value;
          await use(name, changed);
        }),
        { numRuns: 60 },
      );
    });
  }

  it('is drawn or refused when it is anything', async () => {
    const names = [
      'a.surf.gii',
      'a.L.func.gii',
      'a.dscalar.nii',
      'lh.white',
      'lh.a.annot',
      'lh.a.label',
      'odd',
    ];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), fc.uint8Array({ maxLength: 3000 }), async (name, bytes) => {
        await use(name, bytes);
      }),
      { numRuns: 100 },
    );
  });

  it('is drawn or refused when the numbers of its header are anything', async () => {
    for (const file of [
      healthy['100307.dense.dtseries.nii']!,
      bigEndianCifti(healthy['100307.dense.dtseries.nii']!),
    ]) {
      const place = fc.constantFrom(16, 24, 32, 48, 56, 64, 72, 168, 540, 544, 548);
      const value = fc.oneof(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), fc.bigInt(-3n, 400n));
      await fc.assert(
        fc.asyncProperty(place, value, fc.boolean(), async (at, number, little) => {
          const changed = Buffer.from(file);
          if (little) changed.writeBigInt64LE(number, at);
          else changed.writeBigInt64BE(number, at);
          await use('x.dtseries.nii', new Uint8Array(changed));
        }),
        { numRuns: 150 },
      );
    }
  });
});

describe('a file that claims more than it has', () => {
  const gifti = (attributes: string, data: string, more = ''): Uint8Array =>
    new TextEncoder().encode(
      `<GIFTI Version="1.0" NumberOfDataArrays="1">${more}<DataArray Intent="NIFTI_INTENT_SHAPE" DataType="NIFTI_TYPE_FLOAT32" ArrayIndexingOrder="RowMajorOrder" Dimensionality="1" ${attributes}><Data>${data}</Data></DataArray></GIFTI>`,
    );
  const packed = (bytes: Uint8Array): string => deflateSync(bytes).toString('base64');

  const cases: readonly (readonly [
    what: string,
    name: string,
    bytes: () => Uint8Array,
    reason: CardReason,
  ])[] = [
    [
      'an array that unpacks to a thousand times its size',
      '100307.L.x.32k_fs_LR.shape.gii',
      () => gifti('Dim0="42" Encoding="GZipBase64Binary"', packed(new Uint8Array(20_000_000))),
      'damaged',
    ],
    [
      'an array with more vertices than there are bytes in the world',
      'a.L.shape.gii',
      () => gifti('Dim0="999999999999" Encoding="ASCII"', '1'),
      'tooLarge',
    ],
    [
      'more text than the array has room for',
      'a.L.shape.gii',
      () => gifti('Dim0="42" Encoding="ASCII"', ' '.repeat(1_000_000)),
      'damaged',
    ],
    [
      'elements without end',
      'a.L.shape.gii',
      () => new TextEncoder().encode(`<GIFTI>${'<a>'.repeat(500_000)}</GIFTI>`),
      'damaged',
    ],
    ['the wrong words', 'a.surf.gii', () => new TextEncoder().encode('<html></html>'), 'notTheFormat'],
    ['the wrong number', 'a.dscalar.nii', () => new Uint8Array(4096).fill(7), 'notTheFormat'],
    ['data in another file', 'external.gii', () => healthy['external.gii']!, 'unsupported'],
    ['no surface anywhere', 'task.func.gii', () => healthy['task.func.gii']!, 'noSurface'],
    [
      'three bytes and a million vertices',
      'lh.white',
      () => new Uint8Array([255, 255, 254, 97, 10, 10, 0, 15, 66, 64, 0, 30, 132, 128, 0, 0, 0, 0]),
      'truncated',
    ],
  ];
  for (const [what, name, bytes, reason] of cases) {
    it(`is a card: ${what}`, async () => {
      const before = process.memoryUsage().arrayBuffers;
      const started = performance.now();
      assert.equal(await use(name, bytes()), reason);
      assert(performance.now() - started < 2000);
      assert(process.memoryUsage().arrayBuffers - before < 100_000_000);
    });
  }

  it('is drawn all the same when nothing in it is a number', async () => {
    const bytes = Buffer.from(healthy['100307.dense.32k_fs_LR.dscalar.nii']!);
    for (let at = Number(bytes.readBigInt64LE(168)); at < bytes.length; at += 4) bytes.writeFloatLE(NaN, at);
    const opened = await memoryFiles({ ...healthy, 'x.dscalar.nii': new Uint8Array(bytes) }).opened(
      'x.dscalar.nii',
    );
    const viewer = await openSurface(opened);
    assert(viewer.kind === 'surface');
    assert.deepEqual((await viewer.map(0, signal)).window, [0, 1]);
  });
});

describe('opening that is cancelled', () => {
  it('ends with that and nothing else', async () => {
    for (const name of Object.keys(healthy)) {
      const opened = await memoryFiles(healthy).opened(name, AbortSignal.abort());
      for (const work of [openSurface, describeSurface])
        await assert.rejects(work(opened), (error) => HcpError.is(error, 'cancelled'), name);
    }
  });
});

describe('a spec or scene file that is damaged', () => {
  it('is read or refused whatever its bytes are', async () => {
    const start = fc.constantFrom('<CaretSpecFile Version="1.0">', '<SceneFile Version="3">', '');
    await fc.assert(
      fc.asyncProperty(start, fc.string({ maxLength: 300 }), async (head, rest) => {
        const opened = await memoryFiles({ 'a.spec': new TextEncoder().encode(head + rest) }).opened(
          'a.spec',
        );
        await openLinks(opened).catch(blameTheBytes);
        await describeLinks(opened).catch(blameTheBytes);
      }),
      { numRuns: 100 },
    );
  });
});
