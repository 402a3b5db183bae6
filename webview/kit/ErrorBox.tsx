import type { ReactNode } from 'react';
import { Button } from './Button';
import { Icon } from './Icon';

interface Action {
  readonly title: string;
  readonly run: () => void;
}

interface ErrorBoxProps {
  readonly title?: string;
  readonly message: string;
  /** The first is what helps most often. */
  readonly actions: readonly Action[];
}

/** What went wrong, at the place where it did, with the way on. */
export function ErrorBox({ title, message, actions }: ErrorBoxProps): ReactNode {
  return (
    <div className="error-box">
      <Icon name="error" />
      <div>
        <div role="alert">
          {title !== undefined && <p className="error-title">{title}</p>}
          <p>{message}</p>
        </div>
        <div className="button-row">
          {actions.map((action, place) => (
            <Button key={action.title} secondary={place > 0} onClick={action.run}>
              {action.title}
            </Button>
          ))}
        </div>
      </div>
    </div>
  );
}
