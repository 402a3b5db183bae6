import assert from 'node:assert/strict';
import { crc32, gunzipSync } from 'node:zlib';
import { XMLValidator } from 'fast-xml-parser';
import { PNG } from 'pngjs';
import { bytesOf, freshContent, objectAt, resized, sampleOf, SUBJECT } from './support';

describe('sandbox content: formats', () => {
  const content = freshContent();
  const read = (path: string): Promise<Buffer> => bytesOf(content, objectAt(content, path));
  const sampled = (pattern: RegExp, limit: number): readonly string[] =>
    sampleOf(content, limit)
      .map(({ key }) => key.slice(SUBJECT.length))
      .filter((path) => pattern.test(path));

  /** Checks the header against the voxels, and gives the dimensions. */
  function checkNifti(volume: Buffer): readonly number[] {
    assert.equal(volume.readInt32LE(0), 348);
    assert.equal(volume.toString('latin1', 344, 348), 'n+1\0');
    const rank = volume.readInt16LE(40);
    const dims = Array.from({ length: rank }, (_, index) => volume.readInt16LE(42 + index * 2));
    const voxels = dims.reduce((product, size) => product * size, 1);
    const offset = volume.readFloatLE(108);
    assert.equal(volume.length, offset + (voxels * volume.readInt16LE(72)) / 8);
    if (offset > 352) assert.equal(volume.readInt32LE(352), offset - 352);
    return dims;
  }

  it('compressed volumes are gzip with a right check sum around NIfTI-1', async () => {
    const volumes = [...content.objects(SUBJECT, '')].filter(
      ({ key, size }) => key.endsWith('.nii.gz') && size < 2_000_000,
    );
    const sample = volumes.filter((_, index) => index % 90 === 0);
    assert.ok(sample.length > 10);
    for (const object of sample) checkNifti(gunzipSync(await bytesOf(content, object)));
  });

  it('series have their number of frames, and a check sum that was put together from them', async () => {
    const path = 'MNINonLinear/Results/tfMRI_EMOTION_LR/tfMRI_EMOTION_LR.nii.gz';
    for (const size of [1_000_003, 1_333_331, 2_000_000]) {
      const volume = gunzipSync(await bytesOf(content, resized(content, path, size)));
      const dims = checkNifti(volume);
      assert.equal(dims[3], 176);
      const frame = (volume.length - volume.readFloatLE(108)) / 176;
      const frames = Array.from({ length: 176 }, (_, index) =>
        volume
          .subarray(volume.length - (index + 1) * frame, volume.length - index * frame)
          .toString('latin1'),
      );
      assert.equal(new Set(frames).size, 176);
    }
  });

  it('a volume looks like a head: bright inside, dark outside', async () => {
    const volume = gunzipSync(await read('unprocessed/3T/T1w_MPR1/100307_3T_AFI.nii.gz'));
    const [nx = 0, ny = 0, nz = 0] = checkNifti(volume);
    const at = (x: number, y: number, z: number): number =>
      volume.readInt16LE(volume.readFloatLE(108) + 2 * (x + nx * (y + ny * z)));
    assert.ok(at(1, 1, 1) < 40);
    assert.ok(at(nx >> 2, ny >> 1, nz >> 1) > 300);
  });

  it('FreeSurfer volumes are gzip around MGH', async () => {
    for (const path of sampled(/\.mgz$/, 4_000_000)) {
      const volume = gunzipSync(await read(path));
      const [version, nx = 0, ny = 0, nz = 0, frames, type] = [0, 4, 8, 12, 16, 20].map((at) =>
        volume.readInt32BE(at),
      );
      assert.deepEqual([version, frames, type], [1, 1, 4]);
      assert.equal(volume.length, 284 + nx * ny * nz * 2);
    }
  });

  it('pictures decode', async () => {
    for (const path of sampled(/\.png$/, 1_500_000)) {
      const picture = PNG.sync.read(await read(path), { checkCRC: true });
      assert.ok(picture.width > 1 && picture.height > 1, path);
    }
    const [size, header] = [34_412, /^P6\n#[^\n]*\n(\d+) (\d+)\n255\n/];
    const ppm = await read('MNINonLinear/Results/tfMRI_WM/tfMRI_WM_hp200_s8_level2.feat/design.ppm');
    const [head = '', width, height] = header.exec(ppm.toString('latin1')) ?? [];
    assert.equal(head.length + 3 * Number(width) * Number(height), size);
  });

  it('XML and JSON parse', async () => {
    for (const path of sampled(/\.(xml|spec)$/, 300_000)) {
      assert.equal(XMLValidator.validate((await read(path)).toString('utf8')), true, path);
    }
    const folder = 'MNINonLinear/Results/rfMRI_REST1_LR/';
    const scene = resized(
      content,
      `${folder}100307_rfMRI_REST1_LR_ICA_Classification_dualscreen.scene`,
      30_001,
    );
    assert.equal(XMLValidator.validate((await bytesOf(content, scene)).toString('utf8')), true);
    for (const path of sampled(/\.json$/, 3000)) JSON.parse((await read(path)).toString('utf8'));
  });

  it('tables of numbers hold numbers', async () => {
    const rows = async (path: string): Promise<readonly (readonly number[])[]> =>
      (await read(path))
        .toString('latin1')
        .trim()
        .split('\n')
        .map((line) => line.trim().split(/\s+/).map(Number));
    const regressors = await rows('MNINonLinear/Results/rfMRI_REST1_LR/Movement_Regressors.txt');
    assert.equal(regressors.length, 1200);
    for (const row of regressors) assert.ok(row.length === 12 && row.every(Number.isFinite));
    for (const row of await rows('MNINonLinear/Results/tfMRI_WM_LR/EVs/all_bk_cor.txt')) {
      assert.ok(row.length === 3 && row.every(Number.isFinite));
    }
    const [weights = []] = await rows('T1w/Diffusion/bvals');
    assert.equal(weights.length, 288);
    const vectors = await rows('T1w/Diffusion/bvecs');
    assert.deepEqual(
      vectors.map((row) => row.length),
      [288, 288, 288],
    );
    weights.forEach((weight, index) => {
      const length = Math.hypot(...vectors.map((row) => row[index]!));
      assert.ok(
        Math.abs(length - (weight < 50 ? 0 : 1)) < 1e-3,
        `vector ${String(index)}: ${String(length)}`,
      );
    });
    const label = (await read('T1w/100307/label/lh.BA1.label')).toString('latin1').trim().split('\n');
    assert.equal(Number(label[1]), label.length - 2);
  });

  it('FreeSurfer surfaces and measures agree on the number of vertices', async () => {
    const surface = await read('T1w/100307/surf/lh.white');
    assert.equal(surface.readUIntBE(0, 3), 0xff_ff_fe);
    const counts = surface.indexOf('\n\n') + 2;
    const vertices = surface.readInt32BE(counts);
    assert.equal(surface.readInt32BE(counts + 4), 2 * vertices - 4);
    const measure = await read('T1w/100307/surf/lh.thickness');
    assert.equal(measure.readInt32BE(3), vertices);
    const annotation = await read('T1w/100307/label/lh.aparc.annot');
    assert.equal(annotation.readInt32BE(0), vertices);
  });

  it('MATLAB files hold one variable up to their end, and spreadsheets are archives', async () => {
    const sizes = [100, 210, 211, 5000];
    for (const size of sizes) {
      const path = 'MEG/anatomy/100307_MEG_anatomy_headmodel.mat';
      const file = await bytesOf(content, resized(content, path, size));
      assert.equal(file.length, size);
      if (size < 200) continue;
      assert.equal(file.toString('latin1', 0, 19), 'MATLAB 5.0 MAT-file');
      assert.deepEqual([file.readUInt32LE(128), file.readUInt32LE(132)], [14, size - 136]);
      assert.equal(file.toString('latin1', 176, 185), 'headmodel');
      const length = file.readInt32LE(164);
      assert.deepEqual([file.readUInt32LE(192), file.readUInt32LE(196)], [2, length]);
      assert.equal(200 + length, size);
    }
    for (const size of [2000, 40_560]) {
      const path = 'unprocessed/MEG/6-Wrkmem/EPRIME/100307_MEG_Wrkmem_run1.xlsx';
      const file = await bytesOf(content, resized(content, path, size));
      const end = file.subarray(file.length - 22);
      assert.equal(end.toString('latin1', 0, 4), 'PK\x05\x06');
      let at = end.readUInt32LE(16);
      for (let entry = 0; entry < end.readUInt16LE(10); entry++) {
        const [sum, length, name] = [16, 20, 28].map((field) =>
          field === 28 ? file.readUInt16LE(at + field) : file.readUInt32LE(at + field),
        );
        const local = file.readUInt32LE(at + 42);
        assert.equal(file.toString('latin1', local, local + 4), 'PK\x03\x04');
        const start = local + 30 + name!;
        assert.equal(crc32(file.subarray(start, start + length!)), sum);
        at += 46 + name!;
      }
      assert.equal(at, file.length - 22);
    }
  });
});
