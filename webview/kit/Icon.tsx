import type { ReactNode } from 'react';

const paths = {
  lock: 'M5 7V5a3 3 0 0 1 6 0v2M3.5 7h9v6.5h-9zM8 9.7v1.6',
  check: 'M2.8 8.6l3.4 3.4 7-8',
  key: 'M5.2 8.1a2.7 2.7 0 1 0 0 5.4 2.7 2.7 0 0 0 0-5.4zM7.1 8.9 13.3 2.7M10.4 5.6l2 2M12.4 3.6l1.6 1.6',
  folder: 'M1.8 12.8V3.2h4.4l1.5 1.7h6.5v7.9z',
  chevron: 'M6 3.5 10.5 8 6 12.5',
  external: 'M9.5 2.5h4v4M13.3 2.7 7.5 8.5M11.5 9v4.5h-9v-9H7',
  refresh: 'M13.2 8A5.2 5.2 0 1 1 11.6 4.2L13 5.6M13.2 2.6v3.2H10',
  question:
    'M5.6 5.9a2.4 2.4 0 1 1 3.5 2.1c-.8.4-1.1.8-1.1 1.6M8 11.6v.9M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13z',
  error: 'M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM8 4.5v4.3M8 10.6v1',
  account: 'M8 2.2a2.7 2.7 0 1 0 0 5.4 2.7 2.7 0 0 0 0-5.4zM2.8 13.8c.3-3 2.4-4.6 5.2-4.6s4.9 1.6 5.2 4.6',
} as const;
export type IconName = keyof typeof paths;

/** A small drawing in the colour of the text, never the only carrier of a meaning. */
export function Icon({ name }: { readonly name: IconName }): ReactNode {
  return (
    <svg className={`icon icon-${name}`} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  );
}
