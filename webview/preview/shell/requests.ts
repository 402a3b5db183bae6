import type { ReadableProps } from '../readable/api';
import type { TableProps } from '../table/api';
import type { SurfaceProps, VolumeProps } from '../viewer/api';
import type { PreviewController } from './controller';

/** What the views ask for. Made once, since a view asks again when it is given another function. */
export type ViewRequests = Pick<TableProps, 'requestRows' | 'requestColumns'> &
  Pick<ReadableProps, 'onLink' | 'onPath'> &
  Required<Pick<VolumeProps, 'requestVolume' | 'onVolume'>> &
  Required<Pick<SurfaceProps, 'requestMeshes' | 'requestMap' | 'requestSeries' | 'requestSeed'>>;

export function viewRequests({ ask, begin, showVolume }: PreviewController): ViewRequests {
  return {
    requestRows: (params, signal) => ask('rows', params, signal),
    requestColumns: (columns, signal) => ask('columns', { columns }, signal),
    requestVolume: (index, signal) => ask('volume', { index }, signal),
    requestMeshes: (signal) => ask('meshes', null, signal),
    requestMap: (index, signal) => ask('map', { index }, signal),
    requestSeries: (hemisphere, vertex, signal) => ask('series', { hemisphere, vertex }, signal),
    requestSeed: async (hemisphere, vertex, signal) =>
      (await ask('seed', { hemisphere, vertex }, signal)) ?? undefined,
    onVolume: showVolume,
    onLink: (url) => {
      begin('openLink', { url });
    },
    onPath: (path) => {
      begin('openPath', { path });
    },
  };
}
