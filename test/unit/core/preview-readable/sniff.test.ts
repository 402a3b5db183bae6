import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { deflateSync, gzipSync } from 'node:zlib';
import { describeOther } from '../../../../src/core/preview/readable/describeOther';
import { openedOf } from '../preview-table/memory';

const tell = async (name: string, bytes: Uint8Array): Promise<Readonly<Record<string, string>>> =>
  Object.fromEntries((await describeOther(openedOf(name, bytes))).map(({ id, value }) => [id, value]));

function element(type: number, data: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32LE(type);
  head.writeUInt32LE(data.length, 4);
  return Buffer.concat([head, data, Buffer.alloc((8 - (data.length % 8)) % 8)]);
}

/** A double array as MATLAB lays it out: flags, dimensions, name. */
function matrix(name: string, rows: number, columns: number): Buffer {
  const flags = Buffer.from([6, 0, 0, 0, 0, 0, 0, 0]);
  const dimensions = Buffer.alloc(8);
  dimensions.writeInt32LE(rows);
  dimensions.writeInt32LE(columns, 4);
  const values = element(9, Buffer.alloc(rows * columns * 8));
  return element(
    14,
    Buffer.concat([element(6, flags), element(5, dimensions), element(1, Buffer.from(name)), values]),
  );
}

const matHeader = Buffer.alloc(128, ' ');
matHeader.write('MATLAB 5.0 MAT-file, Platform: GLNXA64, Created on: Mon May 12 10:00:00 2014');
matHeader.writeUInt16LE(0x0100, 124);
matHeader.write('IM', 126);

describe('preview of other files', () => {
  it('MATLAB files name their variables, packed or not', async () => {
    const packed = deflateSync(matrix('comp_class', 3, 4));
    const head = Buffer.alloc(8);
    head.writeUInt32LE(15);
    head.writeUInt32LE(packed.length, 4);
    const file = Buffer.concat([matHeader, matrix('source', 2, 5), head, packed]);
    assert.deepEqual(await tell('x.mat', file), {
      format: 'MATLAB 5.0',
      variables: 'source (2 × 5 double), comp_class (3 × 4 double)',
      created: 'Mon May 12 10:00:00 2014',
    });
    const newer = Buffer.from(matHeader);
    newer.write('MATLAB 7.3 MAT-file, Platform: GLNXA64, Created on: Tue Jan  1 2019 HDF5 schema 1.00 .');
    assert.equal((await tell('x.mat', newer)).format, 'MATLAB 7.3 (HDF5)');
  });

  it('a MATLAB file that is cut or made up tells what is left', async () => {
    const whole = Buffer.concat([matHeader, matrix('source', 2, 5)]);
    for (let length = 0; length < whole.length; length += 3)
      await tell('x.mat', whole.subarray(0, length + 1));
    for (let round = 0; round < 200; round++) {
      const facts = await tell('x.mat', Buffer.concat([matHeader, randomBytes(300)]));
      assert.equal(facts.format, 'MATLAB 5.0');
    }
  });

  it('archives list what is in them', async () => {
    const entry = (name: string): Buffer => {
      const head = Buffer.alloc(30);
      head.write('PK\x03\x04', 'latin1');
      head.writeUInt32LE(4, 18);
      head.writeUInt16LE(name.length, 26);
      return Buffer.concat([head, Buffer.from(name), Buffer.from('data')]);
    };
    const sheet = Buffer.concat(['[Content_Types].xml', 'xl/workbook.xml'].map(entry));
    assert.deepEqual(await tell('run1.xlsx', sheet), {
      format: 'Excel workbook (XLSX)',
      description: '[Content_Types].xml, xl/workbook.xml',
    });
    const endless = Buffer.concat([entry('a'), Buffer.from('PK\x03\x04'.repeat(30_000), 'latin1')]);
    assert.equal((await tell('a.zip', endless)).format, 'ZIP');
  });

  it('knows PDF, gzip with its name, FreeSurfer’s and 4D’s files', async () => {
    assert.deepEqual(await tell('manual.pdf', Buffer.from('%PDF-1.5\n%âã')), { format: 'PDF 1.5' });
    const named = Buffer.concat([Buffer.from('1f8b0808000000000003', 'hex'), Buffer.from('a.tsv\0x')]);
    assert.deepEqual(await tell('a.gz', named), { format: 'gzip', description: 'a.tsv' });
    const warp = Buffer.alloc(40);
    warp.writeFloatBE(1);
    [260, 311, 260, 2].forEach((value, at) => warp.writeInt32BE(value, 4 + at * 4));
    assert.deepEqual(await tell('talairach.m3z', gzipSync(warp)), {
      format: 'FreeSurfer GCA morph (gzip)',
      dimensions: '260 × 311 × 260',
      voxelSize: '2',
    });
    const annotation = Buffer.alloc(4 + 8 * 3);
    annotation.writeInt32BE(3);
    assert.equal((await tell('lh.aparc.annot', annotation)).vertices, '3');
    const config = Buffer.alloc(64);
    config.write('Saint Louis', 2);
    assert.deepEqual(await tell('config', config), {
      format: '4D Neuroimaging MEG',
      description: 'Saint Louis',
    });
    assert.deepEqual(await tell('c,rfDC', randomBytes(64)), { format: '4D Neuroimaging MEG' });
  });

  it('a gz bomb named as a warp takes no memory', async () => {
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024));
    const before = process.memoryUsage().rss;
    assert.equal((await tell('x.m3z', bomb)).format, 'gzip');
    assert.ok(process.memoryUsage().rss - before < 100 * 1024 * 1024);
  });

  it('of random bytes nothing is told', async () => {
    for (let round = 0; round < 300; round++) {
      const bytes = randomBytes(1 + (round % 200));
      bytes[0] = 7;
      assert.deepEqual(await tell('x.bin', bytes), {});
    }
  });
});
