import type { ReactNode } from 'react';
import './toolkit';

/** Work of unknown length. The words are what counts: with reduced motion the ring is not shown. */
export function Progress({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <div className="progress">
      <vscode-progress-ring aria-hidden="true" />
      <span>{children}</span>
    </div>
  );
}
