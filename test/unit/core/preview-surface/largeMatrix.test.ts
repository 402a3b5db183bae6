import assert from 'node:assert/strict';
import { HcpError } from '../../../../src/core/errors';
import type { ByteSource } from '../../../../src/core/preview/byteSource';
import { openSurface } from '../../../../src/core/preview/surface/openSurface';
import { SUBJECT, sandboxFiles } from './files';

const { signal } = new AbortController();

describe('a time series that is too large to be kept', () => {
  const SERIES = `${SUBJECT}MNINonLinear/Results/tfMRI_EMOTION_LR/tfMRI_EMOTION_LR_Atlas.dtseries.nii`;

  it('shows the time course of a vertex from its own bytes and no others', async () => {
    const files = sandboxFiles();
    const opened = await files.opened(SERIES);
    const viewer = await openSurface(opened);
    assert(viewer.kind === 'surface' && viewer.axis);
    assert(files.read.get(SERIES)! < 1_000_000);
    const before = files.read.get(SERIES)!;
    const { values } = await viewer.series('right', 12_345, signal);
    assert.equal(values.length, viewer.axis.points);
    assert.equal(files.read.get(SERIES)! - before, 4 * viewer.axis.points);
  });

  it('is read once for a frame and those after it', async () => {
    const files = sandboxFiles();
    const { source } = await files.opened(SERIES);
    const viewer = await openSurface(await files.opened(SERIES));
    assert(viewer.kind === 'surface');
    const before = files.read.get(SERIES)!;
    assert.equal(viewer.firstMap, undefined);
    const frame = await viewer.map(100, signal);
    const read = files.read.get(SERIES)! - before;
    const cost = viewer.maps[100]!.cost;
    assert(cost < source.size && cost > 0.95 * source.size);
    // The chunk that ends a part may reach into the next one.
    assert(read >= cost && read < 1.1 * cost, `${String(read)} of ${String(cost)}`);
    const next = await viewer.map(101, signal);
    for (const vertex of [0, 7000, 29_000]) {
      const { values } = await viewer.series('left', vertex, signal);
      assert.equal(frame.values[0]!.values[vertex], values[100]);
      assert.equal(next.values[0]!.values[vertex], values[101]);
    }
    assert(files.read.get(SERIES)! - before - read < 100_000);
  });

  it('stops reading when it is cancelled', async () => {
    const files = sandboxFiles();
    const opened = await files.opened(SERIES);
    const stop = new AbortController();
    let streamed = 0;
    const source: ByteSource = {
      ...opened.source,
      stream: async function* (start, asked) {
        for await (const chunk of opened.source.stream(start, asked)) {
          streamed += chunk.length;
          if (streamed > 5_000_000) stop.abort();
          yield chunk;
        }
      },
    };
    const viewer = await openSurface({ ...opened, source });
    assert(viewer.kind === 'surface');
    await assert.rejects(viewer.map(0, stop.signal), (error) => HcpError.is(error, 'cancelled'));
    assert(files.read.get(SERIES)! < 20_000_000);
    await assert.rejects(viewer.map(0, AbortSignal.abort()), (error) => HcpError.is(error, 'cancelled'));
  });
});

describe('a GIFTI file that is too large to be read whole', () => {
  const RUN = `${SUBJECT}MNINonLinear/Results/tfMRI_EMOTION_LR/tfMRI_EMOTION_LR.L.native.func.gii`;

  it('is read map by map, and goes on after those that were passed', async () => {
    const files = sandboxFiles();
    const viewer = await openSurface(await files.opened(RUN));
    assert(viewer.kind === 'surface');
    const first = files.read.get(RUN)!;
    assert(first < 2_000_000);
    const third = await viewer.map(2, signal);
    const before = files.read.get(RUN)!;
    assert.deepEqual(await viewer.map(2, signal), third);
    // Again only the third array, for which the first two are not read again.
    assert(files.read.get(RUN)! - before < 1_300_000);
    assert.notDeepEqual((await viewer.map(1, signal)).values, third.values);
    assert.equal(viewer.maps[0]!.cost, 0);
    assert(viewer.maps[5]!.cost > viewer.maps[1]!.cost);
  });
});
