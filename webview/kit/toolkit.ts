import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeCheckbox,
  vsCodeProgressRing,
} from '@vscode/webview-ui-toolkit';
import type { Button, Checkbox } from '@vscode/webview-ui-toolkit';
import type { DetailedHTMLProps, HTMLAttributes } from 'react';

/**
 * The toolkit is deprecated, so this folder is the only place that knows it. Its elements are registered
 * one by one: React renders custom elements itself, and the toolkit's React wrappers would bundle them all.
 */
provideVSCodeDesignSystem().register(vsCodeButton(), vsCodeCheckbox(), vsCodeProgressRing());

type ElementProps<E, P = object> = DetailedHTMLProps<HTMLAttributes<E>, E> & P;

declare module 'react' {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- the place that React reads element types from
  namespace JSX {
    interface IntrinsicElements {
      'vscode-button': ElementProps<Button, { appearance?: 'primary' | 'secondary'; disabled?: boolean }>;
      'vscode-checkbox': ElementProps<Checkbox, { checked?: boolean; disabled?: boolean }>;
      'vscode-progress-ring': ElementProps<HTMLElement>;
    }
  }
}
