import type { ReactNode } from 'react';
import { format } from '../../kit/format';
import { usePage, usePageState } from './context';

/** How little of the file was read for what is shown. */
export function BytesLine(): ReactNode {
  const { strings } = usePage();
  const { bytes, phase } = usePageState();
  if (bytes === undefined || phase.kind !== 'shown' || phase.preview.kind === 'card') return null;
  return <p className="bytes-line quiet">{format(strings.bytes, bytes.readWords, bytes.totalWords)}</p>;
}
