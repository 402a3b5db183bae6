import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { HcpError, type HcpErrorCode } from '../../../../src/core/errors';
import { fileNeighbours, fileSource } from '../../../../src/core/preview/bytes/fileSource';
import { someBytes } from './memoryOrigin';

const { signal } = new AbortController();

function failsWith(code: HcpErrorCode): (error: unknown) => boolean {
  return (error) => HcpError.is(error, code);
}

describe('a file on disk', () => {
  let folder = '';
  let file = '';
  const content = someBytes(300_000);

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'hcp-preview-'));
    file = path.join(folder, 'a.nii');
    await writeFile(file, content);
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('is read in ranges and as a stream', async () => {
    const source = await fileSource(file);
    assert.equal(source.size, content.byteLength);
    assert.deepEqual(await source.read(1000, 2000, signal), content.subarray(1000, 2000));
    assert.deepEqual(await source.read(299_990, 400_000, signal), content.subarray(299_990));
    assert.equal((await source.read(400_000, 500_000, signal)).byteLength, 0);
    const chunks: Uint8Array[] = [];
    for await (const chunk of source.stream(5, signal)) chunks.push(chunk);
    assert.deepEqual(new Uint8Array(Buffer.concat(chunks)), content.subarray(5));
  });

  it('that became another one is not taken for the one that was opened', async () => {
    const source = await fileSource(file);
    await writeFile(file, content.subarray(0, 100));
    await assert.rejects(source.read(0, 10, signal), failsWith('bucket.changed'));
  });

  it('that is gone is a problem of the disk', async () => {
    const source = await fileSource(file);
    await rm(file);
    await assert.rejects(source.read(0, 10, signal), failsWith('disk.failed'));
    await assert.rejects(source.read(0, 10, AbortSignal.abort()), failsWith('cancelled'));
  });

  it('has neighbours, folders not among them', async () => {
    await writeFile(path.join(folder, 'bvals'), '0 1000');
    await mkdir(path.join(folder, 'below'));
    assert.deepEqual([...(await fileNeighbours.names(folder, signal))].sort(), ['a.nii', 'bvals']);
    assert.equal((await fileNeighbours.open(path.join(folder, 'bvals'), signal))?.size, 6);
    assert.equal(await fileNeighbours.open(path.join(folder, 'below'), signal), undefined);
    assert.equal(await fileNeighbours.open(path.join(folder, 'none'), signal), undefined);
  });
});
