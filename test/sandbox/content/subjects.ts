import { mix32 } from './hash';

/** The subject whose listing is real; all others derive from it. */
export const REAL_SUBJECT = '100307';

/** Subjects with the unprocessed structural session alone (74 MB), so that a whole subject fits into a demo. */
export const STRUCTURAL_ONLY: ReadonlySet<string> = new Set(['100206', '103111', '105115']);

const WELL_KNOWN =
  `100206 100307 100408 100610 101006 101107 101309 101410 101915 102008 102109 102311 102513 102614 102715
  102816 103010 103111 103212 103414 103515 103818 104012 104416 104820 105014 105115 105216 105620 105923 106016
  106319 106521 106824 107018 107220 107321 107422 107725 108020 108121 108222 108323 108525 108828 109123 109325
  109830 110007 110411 110613 111009 111211 111312 111413 111514 111716 112112 112314 112516 112920 113215 113316
  113619 113821 113922 114217 114318 114419 114621 114823 114924 115017 115219 115320 115724 115825 116221 116423
  116524 116726 117021 117122 117324 117728 117930 118023 118124 118225 118528 118629 118730 118831 118932 119025
  119126 119732 119833 120010 120111 120212 120414 120515 120717 121315 121416 121618 121719 121921 122317 122418
  122620 122822 123117 123420 123521 123723 123824 123925 124220 124422 124624 124826 125222 125424 125525 126325
  126426 126628 996782`.split(/\s+/);

const RETEST_IDS =
  `103818 105923 111312 114823 115320 122317 125525 130518 135528 137128 139839 143325 144226 146129 149337
  149741 151526 158035 169343 172332 175439 177746 185442 187547 192439 194140 195041 200109 200614 204521 250427
  287248 341834 433839 562345 599671 601127 627549 660951 662551 783462 859671 861456 877168 917255`.split(
    /\s+/,
  );

/** Ids between the well-known ones: dense below 220000 and thin above, as in the release. */
function* furtherIds(): Generator<string> {
  for (let step = 0; ; step++) {
    const draw = mix32(step * 2 + 1) / 0x1_0000_0000;
    const spread = mix32(step * 2 + 2) / 0x1_0000_0000;
    const id = spread < 0.62 ? 126_700 + draw * 93_300 : 220_000 + draw * 776_000;
    yield String(Math.floor(id));
  }
}

function release1200(): readonly string[] {
  const ids = new Set([...WELL_KNOWN, ...RETEST_IDS]);
  for (const id of furtherIds()) {
    if (ids.size === 1113) break;
    ids.add(id);
  }
  return [...ids].sort();
}

/** A fixed part of the ids; the real subject is always in it. */
function part(ids: readonly string[], count: number, salt: number): readonly string[] {
  const rank = (id: string): number => (id === REAL_SUBJECT ? -1 : mix32(Number(id) * 31 + salt));
  return [...ids]
    .sort((left, right) => rank(left) - rank(right))
    .slice(0, count)
    .sort();
}

/** The 1,113 subjects of HCP_1200, sorted. */
export const HCP_1200: readonly string[] = release1200();
export const HCP_900: readonly string[] = part(HCP_1200, 899, 900);
/** The S500 release, in the folder HCP. */
export const HCP_500: readonly string[] = part(HCP_900, 507, 500);
export const HCP_RETEST: readonly string[] = [...RETEST_IDS].sort();
/** The subjects of UR100.txt: 100 that are not related to each other. */
export const UNRELATED_100: readonly string[] = part(HCP_500, 100, 100);
