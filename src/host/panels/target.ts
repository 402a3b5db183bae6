/** The dataset that a command is for: an id, or a tree node that carries one. */
export function datasetIdOf(target: unknown): string | undefined {
  if (typeof target === 'string') return target;
  if (typeof target !== 'object' || target === null || !('datasetId' in target)) return undefined;
  return typeof target.datasetId === 'string' ? target.datasetId : undefined;
}
