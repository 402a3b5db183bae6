import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { ByteCache } from '../../../../src/core/preview/bytes/byteCache';
import { cachedSource } from '../../../../src/core/preview/bytes/cachedSource';
import { describe as describeFile } from '../../../../src/core/preview/describe';
import { kindOf } from '../../../../src/core/preview/kind';
import { cardBytes, Undrawable, type Fact, type Opened } from '../../../../src/core/preview/model';
import { open } from '../../../../src/core/preview/open';
import type { Viewer } from '../../../../src/core/preview/viewer';
import { SUBJECT, sandboxFiles } from '../preview-surface/files';

interface Listed {
  readonly path: string;
  readonly size: number;
}

/** The real listing of subject 100307, path and size. */
function listing(): readonly Listed[] {
  const file = join(__dirname, '../../../sandbox/data/subject-100307.tsv.gz');
  return gunzipSync(readFileSync(file))
    .toString()
    .split('\n')
    .map((line) => line.split('\t'))
    .filter(([path, size]) => path !== undefined && Number.isFinite(Number(size)))
    .map(([path = '', size]) => ({ path, size: Number(size) }));
}

/** What a file is by its name: its kind, and the end of its name without what differs from run to run. */
function sortOf({ path }: Listed): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const ending = /(\.[a-z]+\.(?:nii|gii)|\.nii\.gz|\.[A-Za-z_]+)$/.exec(name)?.[1] ?? name;
  return `${kindOf(name).label} ${ending.replace(/\d+/g, '0')}`;
}

/** Of each sort the smallest file that is not empty, and the one in the middle. */
function samples(): ReadonlyMap<string, readonly Listed[]> {
  const sorts = new Map<string, Listed[]>();
  for (const file of listing()) {
    if (file.size === 0) continue;
    sorts.set(sortOf(file), [...(sorts.get(sortOf(file)) ?? []), file]);
  }
  for (const [sort, files] of sorts) {
    const bySize = files.sort((one, other) => one.size - other.size);
    const chosen = [bySize[0], bySize[Math.floor(bySize.length / 2)]].filter((file) => file !== undefined);
    sorts.set(sort, [...new Set(chosen)]);
  }
  return sorts;
}

/** The most bytes that the first look at a file may read: what is not an image of one volume is small or cut. */
const firstLook = 40_000_000;

/** Shows what a click shows first. */
async function look(viewer: Viewer, signal: AbortSignal): Promise<string> {
  switch (viewer.kind) {
    case 'volume':
      assert.ok((await viewer.volume(0, signal)).nifti.byteLength > 352);
      return 'volume';
    case 'surface':
      assert.ok((await viewer.meshes(signal)).length > 0);
      if (viewer.firstMap !== undefined)
        assert.ok((await viewer.map(viewer.firstMap, signal)).values.length > 0);
      return 'surface';
    case 'table':
      assert.ok(viewer.columns.length > 0 && viewer.page({ first: 0, count: 5 }).length > 0);
      return 'table';
    case 'links':
      assert.ok(viewer.groups.some(({ links }) => links.length > 0));
      return 'links';
    case 'readable':
      return viewer.content.kind;
  }
}

describe('a click on any kind of file of subject 100307', function () {
  this.timeout(120_000);
  const { signal } = new AbortController();
  const sorts = samples();

  it('is one of many kinds', () => {
    assert.ok(sorts.size > 60, String(sorts.size));
  });

  for (const [sort, files] of sorts) {
    it(`shows something useful: ${sort}`, async () => {
      for (const { path } of files) {
        const bucket = sandboxFiles();
        const { source, neighbours } = await bucket.opened(SUBJECT + path, signal);
        const cached = cachedSource({ ...source, fetch: source.read.bind(source) }, new ByteCache());
        const opened: Opened = { source: cached, neighbours, signal };
        let facts: readonly Fact[] = [];
        try {
          facts = await describeFile(opened);
        } catch (error) {
          assert.ok(error instanceof Undrawable, `${path}: ${String(error)}`);
        }
        const forCard = bucket.read.get(SUBJECT + path) ?? 0;
        assert.ok(forCard <= 2 * cardBytes, `${path}: ${String(forCard)} bytes for the card`);
        try {
          const shown = await look(await open(opened), signal);
          if (process.env.HCP_WALK) console.log(`      ${shown}: ${path}`);
        } catch (error) {
          assert.ok(error instanceof Undrawable, `${path}: ${String(error)}`);
          if (process.env.HCP_WALK) console.log(`      ${error.message}: ${path} ${JSON.stringify(facts)}`);
          assert.ok(error.reason === 'noViewer' || error.reason === 'noSurface', `${path}: ${error.message}`);
          // What the name says of the kind is on the card in any case.
          assert.ok(facts.length > 0 || kindOf(path).label !== 'file', `${path}: an empty card`);
        }
        const read = [...bucket.read.values()].reduce((sum, bytes) => sum + bytes, 0);
        assert.ok(read < firstLook, `${path}: ${String(read)} bytes`);
      }
    });
  }
});
