import assert from 'node:assert/strict';
import { describeSurface } from '../../../../src/core/preview/surface/describeSurface';
import { openSurface } from '../../../../src/core/preview/surface/openSurface';
import type { FactId } from '../../../../src/core/preview/model';
import { fixtureFiles, workbenchSays } from './fixture';

/** Lines of Workbench, and the fact that must say the same. */
const sameFacts: readonly (readonly [line: RegExp, fact: FactId])[] = [
  [/^Number of Vertices: +(\d+)$/m, 'vertices'],
  [/^Number of Triangles: +(\d+)$/m, 'triangles'],
  [/^CIFTI Dim\[0\]: +(\d+)$/m, 'ciftiColumns'],
  [/^CIFTI Dim\[1\]: +(\d+)$/m, 'ciftiRows'],
  [/^ +Step: +(\d+\.\d+)$/m, 'seriesStep'],
];

describe('what the card says of a surface file', () => {
  for (const [name, said] of workbenchSays()) {
    it(`is what Workbench says: ${name}`, async () => {
      const facts = new Map<FactId, string>();
      for (const { id, value } of await describeSurface(await fixtureFiles().opened(name)))
        facts.set(id, value);
      let compared = 0;
      for (const [line, fact] of sameFacts) {
        const expected = line.exec(said)?.[1];
        if (expected === undefined) continue;
        assert.equal(Number.parseFloat(facts.get(fact) ?? ''), Number(expected), fact);
        compared++;
      }
      assert(compared > 0);
      const parcels = new Set([...said.matchAll(/^ +Parcel (\d+):/gm)].map(([, number]) => number)).size;
      assert.equal(facts.get('parcels'), parcels === 0 ? undefined : String(parcels));
      const structures = [...said.matchAll(/^ +(\w+): +(?:\d+ out of )?\d+ (?:vertices|voxels)/gm)].map(
        ([, structure]) => structure!.replace(/(?<=.)([A-Z])/g, '_$1').toUpperCase(),
      );
      if (structures.length > 0)
        assert.deepEqual(new Set(facts.get('structures')?.split(', ')), new Set(structures));
      const voxels = [
        ...said
          .split('ALONG_COLUMN')
          .at(-1)!
          .matchAll(/: +(\d+) voxels$/gm),
      ].reduce((sum, [, count]) => sum + Number(count), 0);
      if (said.includes('ALONG_COLUMN') && !said.includes('CIFTI - Dense\n'))
        assert.equal(facts.get('voxels'), voxels === 0 ? undefined : String(voxels));
      const maps = /^Number of Maps: +(\d+)$/m.exec(said)?.[1];
      if (/(Scalar|Label|Metric)$/m.test(said)) assert.equal(facts.get('maps'), maps);
      if (said.includes('Label table')) assert.equal(facts.get('labels'), '4');
    });
  }

  it('names the maps and labels as Workbench does', async () => {
    for (const [name, said] of workbenchSays()) {
      const viewer = await openSurface(await fixtureFiles().opened(name));
      if (viewer.kind !== 'surface' || !/^Map .* Map Name$/m.test(said)) continue;
      const table = said.slice(said.search(/^Map .* Map Name$/m));
      const names = [...table.matchAll(/^ +\d+ +(?:[-\d.]+ +){0,7}(\S.*)$/gm)].map(([, map]) =>
        map!.replace(/ seconds$/, ' s'),
      );
      const expected = names.slice(0, viewer.maps.length);
      assert.deepEqual(
        viewer.maps.map((map) => map.name || '#1'),
        expected,
        name,
      );
    }
  });
});
