import type { Checkbox as ToolkitCheckbox } from '@vscode/webview-ui-toolkit';
import type { ReactNode } from 'react';
import './toolkit';

interface CheckboxProps {
  readonly children: ReactNode;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly disabled?: boolean;
  /** Id of an element that says more. */
  readonly describedBy?: string;
}

export function Checkbox({ children, checked, onChange, disabled, describedBy }: CheckboxProps): ReactNode {
  return (
    <vscode-checkbox
      checked={checked}
      disabled={disabled === true}
      aria-describedby={describedBy}
      onChange={(event) => {
        const element = event.currentTarget as ToolkitCheckbox;
        // The element also reports what React has just set.
        if (element.checked !== checked) onChange(element.checked);
      }}
    >
      {children}
    </vscode-checkbox>
  );
}
