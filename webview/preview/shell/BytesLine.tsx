import type { ReactNode } from 'react';
import { format } from '../../kit/format';
import { usePage, usePageState } from './context';

/** How little of the file was read for what is shown. */
export function BytesLine(): ReactNode {
  const { strings } = usePage();
  const { bytes, phase, volume } = usePageState();
  if (bytes === undefined || phase.kind !== 'shown' || phase.preview.kind === 'card') return null;
  const { preview } = phase;
  const { readWords, totalWords } = bytes;
  const words =
    preview.kind === 'volume' && preview.volumes > 1
      ? format(strings.bytesOfVolume, count(volume + 1), count(preview.volumes), readWords, totalWords)
      : format(strings.bytes, readWords, totalWords);
  return <footer className="bytes-line quiet">{words}</footer>;
}

function count(value: number): string {
  return value.toLocaleString(document.documentElement.lang);
}
