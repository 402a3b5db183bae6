import { useEffect, useMemo, useRef, type ReactNode } from 'react';
import { SafeHtml } from '../kit/SafeHtml';
import type { SafeText } from '../kit/sanitise';
import { usePage } from './context';
import { keptState } from './keptState';
import { settled } from './settled';

interface TermsTextProps {
  readonly text: SafeText;
  readonly label: string;
  readonly cardKey: string;
}

/** The full text in a region of its own, which scrolls with the keyboard and keeps its place. */
export function TermsText({ text, label, cardKey }: TermsTextProps): ReactNode {
  const { controller } = usePage();
  const region = useRef<HTMLDivElement>(null);
  useEffect(() => {
    region.current?.scrollTo(0, keptState.read().texts[cardKey] ?? 0);
  }, [cardKey, text]);
  const onScroll = useMemo(
    () =>
      settled(() => {
        if (region.current !== null) keptState.writeTextScroll(cardKey, region.current.scrollTop);
      }),
    [cardKey],
  );
  const onLink = useMemo(
    () =>
      (url: string): void => {
        controller.begin('openLink', { url });
      },
    [controller],
  );
  return (
    <div
      ref={region}
      className="terms-text"
      role="region"
      aria-label={label}
      tabIndex={0}
      onScroll={onScroll}
    >
      <SafeHtml text={text} onLink={onLink} />
    </div>
  );
}
