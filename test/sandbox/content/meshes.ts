import type { Source } from './source';

/** The meshes that HCP resamples to, and those of the real subject's own surfaces (kept for every subject). */
export const MESH_VERTICES = {
  '4k': { left: 4002, right: 4002 },
  '32k': { left: 32_492, right: 32_492 },
  '164k': { left: 163_842, right: 163_842 },
  native: { left: 130_879, right: 128_346 },
} as const;
export type MeshName = keyof typeof MESH_VERTICES;

export type Side = 'left' | 'right';

/** The mesh that a surface file or a dense file without volume stands on, by its path. */
export function meshOf(source: Source): MeshName {
  if (/164k/.test(source.name)) return '164k';
  if (/32k/.test(source.name)) return '32k';
  if (/4k/.test(source.name) || source.path.startsWith('MEG/')) return '4k';
  return 'native';
}

export function sideOf(source: Source): Side {
  return /\.R\.|^rh\./.test(source.name) ? 'right' : 'left';
}
