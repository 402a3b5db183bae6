import { useEffect, useRef, type ReactNode } from 'react';
import type { SafeText } from './sanitise';

interface SafeHtmlProps {
  readonly text: SafeText;
  readonly onLink: (url: string) => void;
}

/** Shows sanitised text. Its links do nothing by themselves; their addresses are handed over. */
export function SafeHtml({ text, onLink }: SafeHtmlProps): ReactNode {
  const ref = useRef<HTMLDivElement>(null);

  useEffect(() => {
    ref.current?.replaceChildren(text.fragment.cloneNode(true));
  }, [text]);

  useEffect(() => {
    const element = ref.current;
    const follow = (event: Event): void => {
      const link = event.target instanceof Element ? event.target.closest('a') : null;
      if (link === null) return;
      // VS Code's own page would open the link as well.
      event.preventDefault();
      event.stopPropagation();
      const url = link.getAttribute('href');
      if (url !== null) onLink(url);
    };
    element?.addEventListener('click', follow);
    element?.addEventListener('auxclick', follow);
    return () => {
      element?.removeEventListener('click', follow);
      element?.removeEventListener('auxclick', follow);
    };
  }, [onLink]);

  return <div ref={ref} dir="auto" className="safe-html" />;
}
