import type { ReactNode } from 'react';
import './toolkit';

interface ButtonProps {
  readonly children: ReactNode;
  readonly onClick: () => void;
  readonly secondary?: boolean;
  readonly disabled?: boolean;
  /** At work: keeps the focus, does nothing when pressed. */
  readonly busy?: boolean;
  /** Accessible name, where the visible words alone don't say what it is for. */
  readonly label?: string;
}

export function Button({ children, onClick, secondary, disabled, busy, label }: ButtonProps): ReactNode {
  return (
    <vscode-button
      appearance={secondary === true ? 'secondary' : 'primary'}
      disabled={disabled === true}
      aria-disabled={busy === true ? 'true' : undefined}
      aria-label={label}
      onClick={busy === true ? undefined : onClick}
    >
      {children}
    </vscode-button>
  );
}

interface LinkButtonProps {
  readonly children: ReactNode;
  readonly onClick: () => void;
  readonly label?: string;
  readonly expanded?: boolean;
  readonly controls?: string;
}

/** A quiet action within text: looks like a link, is a button. */
export function LinkButton({ children, onClick, label, expanded, controls }: LinkButtonProps): ReactNode {
  return (
    <button
      type="button"
      className="link-button"
      aria-label={label}
      aria-expanded={expanded}
      aria-controls={controls}
      onClick={onClick}
    >
      {children}
    </button>
  );
}
