import type { Diffusion, TableColumn } from '../viewer';
import { TableRows } from './tableRows';

/** A volume a row: its b-value and its direction, of what is known. */
export function diffusionTable({ bvals, directions }: Diffusion): {
  readonly rows: TableRows;
  readonly columns: readonly TableColumn[];
  readonly form: { readonly format: string };
  readonly encoding: string;
} {
  const rows = new TableRows();
  const count = Math.max(bvals.length, directions.length);
  for (let volume = 0; volume < count; volume++) {
    const strength = bvals.length > 0 ? [String(bvals[volume])] : [];
    const direction = directions[volume]?.map((part) => part.toFixed(4)) ?? [];
    rows.add([String(volume), ...strength, ...direction]);
  }
  const names = [
    'volume',
    ...(bvals.length > 0 ? ['b'] : []),
    ...(directions.length > 0 ? ['x', 'y', 'z'] : []),
  ];
  const columns = rows.described(names, [undefined, bvals.length > 0 ? 's/mm²' : undefined]);
  return { rows, columns, form: { format: 'FSL' }, encoding: 'UTF-8' };
}
