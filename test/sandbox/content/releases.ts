import { RESOURCE_FILES } from './resources';
import { modified, singleShelf, subjectShelf, type Shelf } from './shelf';
import { HCP_1200, HCP_500, HCP_900, HCP_RETEST, UNRELATED_100 } from './subjects';

/** Bytes of one line of a subject list: six digits and a line feed. */
const LIST_LINE = 7;

/** All keys of the bucket as shelves, sorted. */
export function allShelves(): readonly Shelf[] {
  const shelves = [
    ...release('HCP/', HCP_500),
    ...release('HCP_1200/', HCP_1200),
    ...release('HCP_900/', HCP_900),
    ...release('HCP_Retest/', HCP_RETEST),
    single('HCP/UR100.txt', UNRELATED_100.length * LIST_LINE),
    single('HCP/S500.txt', HCP_500.length * LIST_LINE),
    // Folder markers, as the S3 console leaves them: a key that ends in a slash and holds nothing.
    single('HCP/', 0),
    single('HCP_Retest/', 0),
    ...RESOURCE_FILES.map((file) => single(`HCP_Resources/${file.path}`, file.size)),
  ];
  return shelves.sort((left, right) => (left.prefix < right.prefix ? -1 : 1));
}

function release(prefix: string, subjects: readonly string[]): readonly Shelf[] {
  return subjects.map((subject) => subjectShelf(prefix, subject));
}

function single(key: string, size: number): Shelf {
  return singleShelf({ key, size, lastModified: modified(key, 0) });
}
