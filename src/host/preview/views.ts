import type { PaintedMap, Mesh, VertexSeries, VolumeImage } from '../../core/preview/viewer';
import type { ViewerHead } from '../../core/preview/thread/messages';
import type { MapData, MeshData, Preview, SeedData, SeriesData, VolumeData } from '../../shared/preview';

/** What the thread told, in the shapes that the webview knows: arrays of numbers become their buffers. */

export function previewOf(head: ViewerHead): Preview {
  switch (head.kind) {
    case 'volume': {
      const { kind, volumes, secondsPerVolume, diffusion, labels } = head;
      return {
        kind,
        volumes,
        ...(secondsPerVolume !== undefined && { secondsPerVolume }),
        ...(diffusion && { diffusion }),
        ...(labels && { labels }),
      };
    }
    case 'surface': {
      const { kind, maps, firstMap, axis, seeds } = head;
      return {
        kind,
        maps: maps.map((map, index) => ({ index, ...map })),
        ...(firstMap !== undefined && { firstMap }),
        ...(axis && { series: axis }),
        seeds,
      };
    }
    case 'table': {
      const { kind, columns, rows, complete, chart } = head;
      return { kind, columns, rows, complete, ...(chart && { chart }) };
    }
    case 'links':
      return { kind: head.kind, groups: head.groups };
    case 'readable':
      return readableOf(head.content);
  }
}

function readableOf(content: Extract<ViewerHead, { kind: 'readable' }>['content']): Preview {
  switch (content.kind) {
    case 'text':
    case 'html':
      return content;
    case 'picture':
      return { kind: content.kind, type: content.type, bytes: bufferOf(content.bytes) };
  }
}

export function volumeOf(index: number, { nifti, window }: VolumeImage): VolumeData {
  return { index, nifti: bufferOf(nifti), window };
}

export function meshesOf(meshes: readonly Mesh[]): readonly MeshData[] {
  return meshes.map(({ hemisphere, name, positions, triangles, shading }) => ({
    hemisphere,
    name,
    positions: bufferOf(positions),
    triangles: bufferOf(triangles),
    ...(shading && { shading: bufferOf(shading) }),
  }));
}

export function mapOf(index: number, { values, window, labels }: PaintedMap): MapData {
  return {
    index,
    values: values.map((one) => ({ hemisphere: one.hemisphere, values: bufferOf(one.values) })),
    window,
    ...(labels && { labels }),
  };
}

export function seriesOf(
  { hemisphere, vertex }: Pick<SeriesData, 'hemisphere' | 'vertex'>,
  { name, values }: VertexSeries,
): SeriesData {
  return { hemisphere, vertex, name, values: bufferOf(values) };
}

export function seedOf(seed: { readonly name: string; readonly map: PaintedMap } | null): SeedData | null {
  return seed && { name: seed.name, map: mapOf(-1, seed.map) };
}

/** A buffer with these bytes and no others: the array's own where it is one. */
export function bufferOf({ buffer, byteOffset, byteLength }: ArrayBufferView): ArrayBuffer {
  const whole = buffer instanceof ArrayBuffer && buffer.byteLength === byteLength;
  if (whole) return buffer;
  return new Uint8Array(new Uint8Array(buffer, byteOffset, byteLength)).buffer;
}
