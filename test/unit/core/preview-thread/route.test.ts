import assert from 'node:assert/strict';
import { kindOf } from '../../../../src/core/preview/kind';
import { roomsOf, type Room } from '../../../../src/core/preview/route';

const words = Buffer.from('words and 12 numbers\n');
const noText = Buffer.from([0, 1, 2, 3, 0xff]);
const rooms = (name: string, start: Uint8Array = words): readonly Room[] =>
  roomsOf(name, kindOf(name), start);

function nifti1(intent: number, littleEndian = true): Uint8Array {
  const view = new DataView(new ArrayBuffer(352));
  view.setInt32(0, 348, littleEndian);
  view.setInt16(68, intent, littleEndian);
  return new Uint8Array(view.buffer);
}

function nifti2(intent: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(544));
  view.setInt32(0, 540, true);
  view.setInt32(504, intent, true);
  return new Uint8Array(view.buffer);
}

describe('the room of a file', () => {
  it('follows its name', () => {
    assert.equal(rooms('T1w.nii.gz', noText)[0], 'volume');
    assert.equal(rooms('100307.L.white.32k_fs_LR.surf.gii')[0], 'surface');
    assert.equal(rooms('x.dtseries.nii', noText)[0], 'surface');
    assert.equal(rooms('lh.white', noText)[0], 'surface');
    assert.equal(rooms('100307.wb.spec')[0], 'links');
    assert.equal(rooms('a.xml')[0], 'readable');
    assert.equal(rooms('a.csv')[0], 'table');
    assert.equal(rooms('lh.cortex.label')[0], 'surface');
  });

  it('follows the intent of a NIfTI header, of either version and byte order', () => {
    assert.deepEqual(rooms('odd.nii', nifti2(3002)), ['surface']);
    assert.deepEqual(rooms('odd.nii', nifti1(3006, false)), ['surface']);
    assert.deepEqual(rooms('odd.nii', nifti1(0)), ['volume']);
    assert.deepEqual(rooms('odd.nii', nifti2(0)), ['volume']);
  });

  it('knows an image by its bytes where the name says nothing', () => {
    assert.deepEqual(rooms('unnamed', nifti1(1007)), ['volume']);
    assert.deepEqual(rooms('unnamed', Buffer.from([0xff, 0xff, 0xfe, 0x63])), ['surface']);
    assert.deepEqual(rooms('unnamed', Buffer.from('<?xml version="1.0"?>\n<GIFTI Version="1.0">')), [
      'surface',
    ]);
  });

  it('takes no bytes for text', () => {
    for (const name of ['a.csv', 'design.mat', 'unnamed']) {
      assert.deepEqual(rooms(name, noText), ['readable', 'other'], name);
      assert.equal(rooms(name, words)[0], 'table', name);
    }
  });

  it('copes with any beginning', () => {
    for (const length of [1, 3, 4, 347, 348, 539]) {
      for (const name of ['a.nii', 'a.csv', 'unnamed'])
        assert.ok(rooms(name, nifti2(3002).subarray(0, length))[0]);
    }
  });
});
