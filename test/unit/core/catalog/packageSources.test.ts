import assert from 'node:assert/strict';
import { packageSources } from '../../../../src/core/catalog/packageSources';
import { dataPackages } from '../../../../src/core/catalog/packages';
import type { ListPage } from '../../../../src/core/bucket/objectStore';
import { HcpError } from '../../../../src/core/errors';
import { createContent } from '../../../sandbox/content/catalog';

const prefix = 'HCP_1200/100307/';
const { signal } = new AbortController();
const packagesNamed = (...ids: readonly string[]) => dataPackages.filter(({ id }) => ids.includes(id));

/** A flat listing in pages of a thousand. */
function storeOf(keys: readonly string[]) {
  const page = (from: number): ListPage => ({
    objects: keys
      .slice(from, from + 1000)
      .map((key) => ({ key, size: 1, etag: 'etag', lastModified: new Date(0) })),
    prefixes: [],
    next: from + 1000 < keys.length ? String(from + 1000) : undefined,
  });
  return { list: ({ from }: { readonly from?: string }) => Promise.resolve(page(Number(from ?? 0))) };
}

const real = () => {
  const content = createContent({ seed: 'catalog', cacheFolder: 'unused' });
  return [...content.objects(prefix, '')].map(({ key }) => key);
};

describe('the sources of a package', () => {
  it('are a folder where it holds nothing else', async () => {
    const sources = await packageSources(
      storeOf(real()),
      { prefix, packages: packagesNamed('MEG_anatomy', '3T_Structural_unproc') },
      signal,
    );
    assert.deepEqual(
      sources.map((source) => source.slice(prefix.length)),
      [
        'MEG/anatomy/',
        'unprocessed/3T/100307_3T.csv',
        'unprocessed/3T/T1w_MPR1/',
        'unprocessed/3T/T2w_SPC1/',
      ],
    );
  });

  it('cover the files of every package in a real listing, and no others', async () => {
    const keys = real();
    for (const one of dataPackages) {
      const sources = await packageSources(storeOf(keys), { prefix, packages: [one] }, signal);
      const covered = keys.filter((key) =>
        sources.some((source) => (source.endsWith('/') ? key.startsWith(source) : key === source)),
      );
      const wanted = keys.filter((key) => one.includes(key.slice(prefix.length), '100307'));
      assert.deepEqual(covered, wanted, one.id);
      assert.ok(sources.length <= 150, `${one.id}: ${String(sources.length)}`);
    }
  });

  it('are none where the subject lacks the package, and end with the signal', async () => {
    const lacking = { prefix, packages: packagesNamed('bedpostx') };
    assert.deepEqual(await packageSources(storeOf([`${prefix}T1w/a`]), lacking, signal), []);
    const stopped = packageSources(storeOf([]), lacking, AbortSignal.abort());
    await assert.rejects(stopped, (error) => HcpError.is(error, 'cancelled'));
  });
});
