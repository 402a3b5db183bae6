import {
  isPreviewHostMessage,
  type PreviewEvent,
  type PreviewRequestName,
  type PreviewRequests,
} from '../../../src/shared/preview';
import type { Protocol } from '../../kit/client';

const quick = 10_000;

/** What reads a file takes as long as the link needs: its bytes are shown, and it can be left. */
const timeouts: Readonly<Record<PreviewRequestName, number | 'forever'>> = {
  card: 'forever',
  open: 'forever',
  volume: 'forever',
  meshes: 'forever',
  map: 'forever',
  series: 'forever',
  seed: 'forever',
  rows: 'forever',
  columns: 'forever',
  cancel: quick,
  act: quick,
  download: quick,
  copyAddress: quick,
  openAsText: quick,
  openLink: quick,
  openPath: quick,
  drawn: quick,
};

/** The requests whose reply says no more than that something was begun. */
const bare: ReadonlySet<PreviewRequestName> = new Set<PreviewRequestName>([
  'cancel',
  'act',
  'download',
  'copyAddress',
  'openAsText',
  'openLink',
  'openPath',
  'drawn',
]);

export const previewProtocol: Protocol<PreviewRequests, PreviewEvent> = {
  timeouts,
  isHostMessage: isPreviewHostMessage,
  hasShape: (name, result) =>
    bare.has(name) ? result === null : typeof result === 'object' && (result !== null || name === 'seed'),
};
