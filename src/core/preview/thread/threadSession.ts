import { HcpError } from '../../errors';
import type { ByteSource, Neighbours } from '../byteSource';
import { describe } from '../describe';
import { open } from '../open';
import type { Viewer } from '../viewer';
import type { Call, Calls, CallName, ViewerHead } from './messages';

type Result = Calls[CallName]['result'];

/** One file in the thread: opened once, by the first call that needs its viewer. */
export class ThreadSession {
  private readonly ended = new AbortController();
  private viewer: Viewer | undefined;

  constructor(
    private readonly source: ByteSource,
    private readonly neighbours: Neighbours,
  ) {}

  async answer(call: Call, callSignal: AbortSignal): Promise<Result> {
    const signal = AbortSignal.any([callSignal, this.ended.signal]);
    const { source, neighbours } = this;
    switch (call.name) {
      case 'describe':
        return describe({ source, neighbours, signal });
      case 'open':
        return headOf(await this.opened(signal));
      case 'volume':
        return this.need('volume', await this.opened(signal)).volume(call.params.index, signal);
      case 'meshes':
        return this.need('surface', await this.opened(signal)).meshes(signal);
      case 'map':
        return this.need('surface', await this.opened(signal)).map(call.params.index, signal);
      case 'series': {
        const { hemisphere, vertex } = call.params;
        return this.need('surface', await this.opened(signal)).series(hemisphere, vertex, signal);
      }
      case 'seed': {
        const { hemisphere, vertex } = call.params;
        const surface = this.need('surface', await this.opened(signal));
        return (await surface.seedMap?.(hemisphere, vertex, signal)) ?? null;
      }
      case 'rows':
        return this.need('table', await this.opened(signal)).page(call.params);
      case 'columns': {
        const table = this.need('table', await this.opened(signal));
        return call.params.columns.map((column) => table.column(column));
      }
    }
  }

  end(): void {
    this.ended.abort();
  }

  private async opened(signal: AbortSignal): Promise<Viewer> {
    if (this.viewer) return this.viewer;
    const { source, neighbours } = this;
    const viewer = await open({ source, neighbours, signal });
    return (this.viewer ??= viewer);
  }

  private need<K extends Viewer['kind']>(kind: K, viewer: Viewer): Extract<Viewer, { kind: K }> {
    if (viewer.kind !== kind) throw new HcpError('unexpected');
    return viewer as Extract<Viewer, { kind: K }>;
  }
}

/** What can be sent: a copy without functions, taken by name, for a viewer may be an object of a class. */
function headOf(viewer: Viewer): ViewerHead {
  const { kind, facts } = viewer;
  switch (kind) {
    case 'volume': {
      const { volumes, secondsPerVolume, diffusion, labels } = viewer;
      return { kind, facts, volumes, secondsPerVolume, diffusion, labels };
    }
    case 'surface': {
      const { maps, firstMap, axis } = viewer;
      return { kind, facts, maps, firstMap, axis, seeds: viewer.seedMap !== undefined };
    }
    case 'table': {
      const { columns, rows, complete, chart } = viewer;
      return { kind, facts, columns, rows, complete, chart };
    }
    case 'links':
      return { kind, facts, groups: viewer.groups };
    case 'readable':
      return { kind, facts, content: viewer.content };
  }
}
