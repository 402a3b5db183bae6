import type { ReactNode } from 'react';
import { Button } from '../kit/Button';
import { Icon } from '../kit/Icon';

interface Action {
  readonly title: string;
  readonly run: () => void;
}

interface ErrorBoxProps {
  readonly title?: string;
  readonly message: string;
  readonly action: Action;
  readonly other: Action;
}

/** What went wrong, at the place where it did, with the way on. */
export function ErrorBox({ title, message, action, other }: ErrorBoxProps): ReactNode {
  return (
    <div className="error-box">
      <Icon name="error" />
      <div>
        <div role="alert">
          {title !== undefined && <p className="error-title">{title}</p>}
          <p>{message}</p>
        </div>
        <div className="button-row">
          <Button onClick={action.run}>{action.title}</Button>
          <Button secondary onClick={other.run}>
            {other.title}
          </Button>
        </div>
      </div>
    </div>
  );
}
