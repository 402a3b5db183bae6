import assert from 'node:assert/strict';
import { inflateSync } from 'node:zlib';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import * as v from 'valibot';
import { bytesOf, freshContent, objectAt, SUBJECT } from './support';

const attribute = v.union([v.string(), v.number()]);
const dataArray = v.object({
  '@_Intent': v.string(),
  '@_Encoding': v.string(),
  '@_Dim0': v.pipe(attribute, v.transform(Number)),
  '@_Dim1': v.optional(v.pipe(attribute, v.transform(Number)), 1),
  Data: v.string(),
});
const gifti = v.object({
  GIFTI: v.object({
    '@_NumberOfDataArrays': v.pipe(attribute, v.transform(Number)),
    DataArray: v.array(dataArray),
  }),
});

describe('sandbox content: CIFTI and GIFTI', () => {
  const content = freshContent();
  const parser = new XMLParser({
    ignoreAttributes: false,
    parseTagValue: false,
    isArray: (name) => name === 'DataArray',
  });

  async function readGifti(path: string): Promise<v.InferOutput<typeof gifti>['GIFTI']> {
    const text = (await bytesOf(content, objectAt(content, path))).toString('latin1');
    return v.parse(gifti, parser.parse(text)).GIFTI;
  }

  const kinds: readonly (readonly [string, number, string])[] = [
    ['MNINonLinear/Results/rfMRI_REST1_LR/rfMRI_REST1_LR_Atlas.dtseries.nii', 3002, '1200 91282'],
    ['MNINonLinear/Results/rfMRI_REST1_LR/rfMRI_REST1_LR_Atlas_stats.dscalar.nii', 3006, '64 91282'],
    ['MNINonLinear/fsaverage_LR32k/100307.curvature_MSMAll.32k_fs_LR.dscalar.nii', 3006, '1 59412'],
    ['MNINonLinear/100307.aparc.164k_fs_LR.dlabel.nii', 3007, ''],
    ['MNINonLinear/Native/100307.sulc.native.dscalar.nii', 3006, '1 259225'],
    ['MEG/Restin/icablpcorr/100307_MEG_Restin_icablpcorr_alpha.blpcorr.dconn.nii', 3001, '8004 8004'],
    ['MEG/Restin/icablpcorr/100307_MEG_Restin_icablpcorr_alpha.blpcorr.Yeo2011.pconn.nii', 3003, '107 107'],
    [
      'MEG/Restin/icablpenv/100307_MEG_3-Restin_icablpenv_whole.power.Yeo2011.ptseries.nii',
      3004,
      '14698 107',
    ],
    [
      'MEG/Wrkmem/srcavglcmv/100307_MEG_Wrkmem_srcavglcmv_[LM-TIM-FIX]_[IT-all].power.Yeo2011.pscalar.nii',
      3008,
      '9 107',
    ],
  ];
  for (const [path, intent, shape] of kinds) {
    it(`is CIFTI-2 to the byte: ${path.slice(path.lastIndexOf('/') + 1)}`, async () => {
      const object = objectAt(content, path);
      const start = await bytesOf(content, object, 0, Math.min(object.size, 4_000_000));
      assert.equal(start.readInt32LE(0), 540);
      assert.equal(start.readInt32LE(504), intent);
      const [columns, rows] = [start.readBigInt64LE(56), start.readBigInt64LE(64)].map(Number) as [
        number,
        number,
      ];
      if (shape !== '') assert.equal(`${String(columns)} ${String(rows)}`, shape);
      const offset = Number(start.readBigInt64LE(168));
      assert.equal(offset + rows * columns * 4, object.size);
      assert.equal(offset % 16, 0);
      assert.equal(start.readInt32LE(548), 32);
      assert.equal(start.readInt32LE(544), offset - 544);
      const xml = start.toString('latin1', 552, offset);
      assert.equal(XMLValidator.validate(xml), true);
      const models = [
        ...xml.matchAll(
          /<BrainModel IndexOffset="(\d+)" IndexCount="(\d+)"[^>]*><(?:VertexIndices|VoxelIndicesIJK)>([^<]*)</g,
        ),
      ];
      if (path.includes('Yeo2011')) assert.equal(xml.split('<Parcel ').length - 1, rows);
      else
        assert.equal(
          models.reduce((sum, model) => sum + Number(model[2]), 0),
          rows,
        );
      let next = 0;
      for (const [, first, count, indices = ''] of models) {
        assert.equal(Number(first), next);
        next += Number(count);
        const perItem = indices.includes('\n') ? 3 : 1;
        assert.equal(indices.split(/\s/).length, Number(count) * perItem);
      }
    });
  }

  for (const path of [
    'MNINonLinear/fsaverage_LR32k/100307.L.midthickness.32k_fs_LR.surf.gii',
    'MEG/anatomy/100307.R.inflated.4k_fs_LR.surf.gii',
  ]) {
    it(`is a closed surface in GIFTI: ${path.slice(path.lastIndexOf('/') + 1)}`, async () => {
      const { DataArray: arrays } = await readGifti(path);
      const [points, triangles] = arrays;
      assert.ok(points !== undefined && triangles !== undefined);
      assert.equal(points['@_Intent'], 'NIFTI_INTENT_POINTSET');
      const vertices = points['@_Dim0'];
      assert.equal(triangles['@_Dim0'], 2 * vertices - 4);
      const unpack = (data: string): Buffer => inflateSync(Buffer.from(data, 'base64'));
      assert.equal(unpack(points.Data).length, vertices * 12);
      const corners = unpack(triangles.Data);
      const edges = new Set<number>();
      for (let at = 0; at < corners.length; at += 12) {
        const [a, b, c] = [0, 4, 8].map((corner) => corners.readInt32LE(at + corner)) as [
          number,
          number,
          number,
        ];
        assert.ok(Math.max(a, b, c) < vertices);
        for (const [from, to] of [
          [a, b],
          [b, c],
          [c, a],
        ] as const)
          edges.add(from * vertices + to);
      }
      // Each edge is met once in each direction: no holes, no doubled triangles, all facing one way.
      assert.equal(edges.size, corners.length / 4);
      for (const edge of edges) {
        assert.ok(edges.has((edge % vertices) * vertices + Math.floor(edge / vertices)));
      }
    });
  }

  it('maps and labels have a value for each vertex', async () => {
    const folder = 'MNINonLinear/fsaverage_LR32k/100307.L';
    for (const kind of [
      'thickness.32k_fs_LR.shape.gii',
      'aparc.32k_fs_LR.label.gii',
      'MyelinMap.32k_fs_LR.func.gii',
    ]) {
      const { DataArray: arrays } = await readGifti(`${folder}.${kind}`);
      const [map] = arrays;
      assert.equal(map?.['@_Dim0'], 32_492);
      assert.equal(inflateSync(Buffer.from(map.Data, 'base64')).length, 32_492 * 4);
    }
  });

  it('a large series has as many arrays as it says, each with its data', async () => {
    const path = 'MNINonLinear/Results/tfMRI_EMOTION_LR/tfMRI_EMOTION_LR.L.native.func.gii';
    const object = objectAt(content, path);
    const start = (await bytesOf(content, object, 0, 1_500_000)).toString('latin1');
    const arrays = Number(/NumberOfDataArrays="(\d+)"/.exec(start)?.[1]);
    const [, first = ''] = /<Data>([^<]*)<\/Data>/.exec(start) ?? [];
    assert.equal(Buffer.from(first, 'base64').length, 130_879 * 4);
    const length = start.indexOf('<DataArray', start.indexOf('<DataArray') + 1) - start.indexOf('<DataArray');
    const last = start.indexOf('<DataArray') + (arrays - 1) * length;
    const tail = (await bytesOf(content, object, last, object.size)).toString('latin1');
    assert.match(
      tail,
      /^<DataArray [^<]*<MetaData\/><Data>[A-Za-z0-9+/=]+<\/Data><\/DataArray>\s*<\/GIFTI>\n$/,
    );
    assert.ok(object.key.startsWith(SUBJECT));
  });
});
