import assert from 'node:assert/strict';
import type { ReleaseFolder } from '../../../src/core/bucket/access';
import { HcpError } from '../../../src/core/errors';
import type { Listing } from '../../../src/host/explorer/listings';
import {
  baseName,
  entryNodes,
  folderNode,
  loadMoreNode,
  nodeId,
  parentPrefix,
  releaseWords,
  type ExplorerNode,
} from '../../../src/host/explorer/nodes';
import { closedReleases, releaseNodes } from '../../../src/host/explorer/releaseList';
import { entryOf } from './memoryStore';

const listing = (complete: boolean): Listing => ({
  prefix: 'HCP_1200/',
  folders: ['HCP_1200/100206/', 'HCP_1200/100307/'],
  files: [entryOf('HCP_1200/list.txt')],
  complete,
  problem: undefined,
});

const folder = (prefix: string, access: ReleaseFolder['access'], datasetId?: string): ReleaseFolder => ({
  prefix,
  label: prefix,
  datasetId,
  access,
});

describe('nodes of the explorer', () => {
  it('call a release by its folder first', () => {
    const words = (label: string) =>
      releaseWords({ kind: 'release', keyOrPrefix: 'HCP_900/', label, datasetId: undefined });
    assert.deepEqual(words('S900 Release'), { label: 'HCP_900', description: 'S900 Release' });
    assert.deepEqual(words('HCP_900'), { label: 'HCP_900', description: undefined });
  });

  it('tell subjects from other folders', () => {
    const kinds = [
      'HCP_1200/100307/',
      'HCP_1200/1003070/',
      'HCP_1200/T1w/',
      '100307/',
      'HCP_1200/100307/100307/',
      'HCP_1200/',
    ].map((prefix) => folderNode(prefix).kind);
    assert.deepEqual(kinds, ['subject', 'folder', 'folder', 'folder', 'folder', 'folder']);
  });

  it('put folders before files', () => {
    assert.deepEqual(
      entryNodes(listing(true)).map((node) => [node.kind, node.keyOrPrefix]),
      [
        ['subject', 'HCP_1200/100206/'],
        ['subject', 'HCP_1200/100307/'],
        ['file', 'HCP_1200/list.txt'],
      ],
    );
  });

  it('say how much is loaded as long as there is more', () => {
    assert.equal(loadMoreNode(listing(true)), undefined);
    assert.deepEqual(loadMoreNode(listing(false)), { kind: 'loadMore', prefix: 'HCP_1200/', loaded: 3 });
  });

  it('have ids of their own that do not depend on their state', () => {
    const locked = {
      kind: 'lockedRelease',
      keyOrPrefix: 'A/',
      label: 'A',
      datasetId: undefined,
      unlocking: undefined,
    } as const;
    const nodes: readonly ExplorerNode[] = [
      locked,
      ...entryNodes(listing(false)),
      loadMoreNode(listing(false))!,
      { kind: 'message', id: 'A/#0', icon: 'info', text: 'x' },
      { kind: 'message', id: 'A/#1', icon: 'info', text: 'x' },
    ];
    assert.equal(new Set(nodes.map(nodeId)).size, nodes.length);
    assert.equal(
      nodeId(locked),
      nodeId({ kind: 'release', keyOrPrefix: 'A/', label: 'A', datasetId: undefined }),
    );
    assert.equal(nodeId(locked), nodeId({ ...locked, unlocking: 'waiting' }));
  });

  it('know their names and parents', () => {
    assert.deepEqual(['A/', 'A/b/', 'A/b/c.txt', '.fix'].map(baseName), ['A', 'b', 'c.txt', '.fix']);
    assert.deepEqual(['A/', 'A/b/', 'A/b/c.txt', 'x'].map(parentPrefix), [
      undefined,
      'A/',
      'A/b/',
      undefined,
    ]);
  });
});

describe('releases of the explorer', () => {
  const folders = [
    folder('HCP_1200/', 'open', 'HCP_YA'),
    folder('Unheard/', 'open'),
    folder('HCP_Retest/', 'denied', 'HCP_Retest'),
    folder('HCP_900/', new HcpError('bucket.busy'), 'HCP_YA'),
  ];

  it('are locked only when the bucket refuses them', () => {
    const nodes = releaseNodes(folders, () => 'waiting');
    assert.deepEqual(
      nodes.map((node) => [node.kind, node.keyOrPrefix, node.datasetId]),
      [
        ['release', 'HCP_1200/', 'HCP_YA'],
        ['release', 'Unheard/', undefined],
        ['lockedRelease', 'HCP_Retest/', 'HCP_Retest'],
        ['release', 'HCP_900/', 'HCP_YA'],
      ],
    );
    assert.deepEqual(
      nodes.map((node) => node.kind === 'lockedRelease' && node.unlocking),
      [false, false, 'waiting', false],
    );
  });

  it('are waited for after an acceptance when they are closed, or not even shown', () => {
    assert.deepEqual(closedReleases(folders, 'HCP_Retest'), ['HCP_Retest/']);
    assert.deepEqual(closedReleases(folders, 'HCP_YA'), ['HCP_900/', 'HCP/', 'HCP_Resources/']);
    assert.deepEqual(closedReleases([], 'HCP_Retest'), ['HCP_Retest/']);
    assert.deepEqual(closedReleases(folders, 'AABC'), []);
  });
});
