import { dataPackages, type DataPackage } from './packages';
import { randomOf, type Source } from './source';
import { REAL_SUBJECT, STRUCTURAL_ONLY } from './subjects';
import { padded, textBody } from './text/fit';
import type { Body } from './segment';
import type { ContentObject } from './shelf';

/** Files up to this size are listed in every manifest; larger ones only in manifests that are complete. */
const CHEAP_DIGEST = 256 * 1024;
/** A package up to this size is listed whole for the real subject and those with the structural session alone. */
const WHOLE_PACKAGE = 80_000_000;

interface Shelves {
  readonly find: (key: string) => ContentObject | undefined;
  readonly md5: (object: ContentObject) => Promise<string>;
}

/** The package that a manifest's name speaks of. */
export function packageOf(name: string): DataPackage | undefined {
  const id = /^\d{6}_(.+)\.json$/.exec(name)?.[1];
  return id === undefined ? undefined : dataPackages().get(id);
}

/**
 * A manifest of a package: the files and their MD5 sums, all of them true for the bodies that are served.
 * The frame `DownloadManifest.Includes` is known; the names of an item's keys are a guess. Like some of the real
 * ones, a manifest lists fewer files than the bucket has when its size has no room for more.
 */
export async function manifestBody(source: Source, shelves: Shelves): Promise<Body> {
  const dataPackage = packageOf(source.name);
  const frame = (items: readonly string[]): string =>
    `{"DownloadManifest":{"Package":"${dataPackage?.id ?? source.name}","Serial":"${source.mark}","Includes":[${items.join(',')}]}}`;
  const items: string[] = [];
  let room = source.size - frame([]).length;
  for (const object of dataPackage === undefined ? [] : filesOf(source, dataPackage, shelves)) {
    const path = object.key.slice(source.key.indexOf('/.xdlm/') + 1);
    const item = (md5: string): string => JSON.stringify({ URI: path, MD5: md5, Size: object.size });
    const length = item('0'.repeat(32)).length + (items.length === 0 ? 0 : 1);
    if (length > room) break;
    room -= length;
    items.push(item(await shelves.md5(object)));
  }
  return textBody(fill(frame(items), source));
}

/** JSON may have white space around it. */
function fill(json: string, source: Source): string {
  return json.length <= source.size
    ? padded(json, source.size)
    : padded(`{"Serial":${String(randomOf(source).next())}}`, source.size);
}

function filesOf(source: Source, dataPackage: DataPackage, shelves: Shelves): readonly ContentObject[] {
  const subject = source.subject ?? '';
  const folder = source.key.slice(0, source.key.indexOf('.xdlm/'));
  const mayBeWhole = subject === REAL_SUBJECT || STRUCTURAL_ONLY.has(subject);
  const whole = mayBeWhole && dataPackage.bytes <= WHOLE_PACKAGE;
  return dataPackage
    .files()
    .map((file) => shelves.find(folder + file.parts.join(subject)))
    .filter((object) => object !== undefined)
    .filter((object) => whole || object.size <= CHEAP_DIGEST);
}
