import { createHash } from 'node:crypto';
import { Random } from './random';

/** What a body is made from. */
export interface Source {
  readonly seed: string;
  readonly key: string;
  readonly size: number;
  /** The subject's id, or nothing for a file of a release. */
  readonly subject: string | undefined;
  /** Path below the subject folder, else below the release folder. */
  readonly path: string;
  /** The last part of the path. */
  readonly name: string;
  /** 16 hex digits from seed and key, for places where a format has room for a remark. */
  readonly mark: string;
}

const KEY = /^([^/]+\/)(?:(\d{6})\/)?(.*)$/;

export function sourceOf(seed: string, key: string, size: number): Source {
  const [, , subject, path = key] = KEY.exec(key) ?? [];
  const mark = createHash('sha256').update(`${seed}\0${key}`).digest('hex').slice(0, 16);
  return { seed, key, size, subject, path, name: path.slice(path.lastIndexOf('/') + 1), mark };
}

/** Numbers for a source: the same ones for the same seed and key. */
export function randomOf(source: Source, purpose = ''): Random {
  return new Random(source.seed, source.key, purpose);
}
