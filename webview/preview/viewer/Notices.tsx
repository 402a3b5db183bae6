import type { ReactNode } from 'react';
import type { BytesView } from '../../../src/shared/preview';
import { Button } from '../../kit/Button';
import { ErrorBox } from '../../kit/ErrorBox';
import { format } from '../../kit/format';
import { Progress } from '../../kit/Progress';
import type { ViewerStrings } from './strings';

interface BusyProps {
  readonly strings: ViewerStrings;
  readonly bytes: BytesView | undefined;
  /** Absent where there is nothing to go back to. */
  readonly onCancel: (() => void) | undefined;
}

/** Lies over the picture while something is read. */
export function Busy({ strings, bytes, onCancel }: BusyProps): ReactNode {
  return (
    <div className="viewer-notice">
      <Progress>
        {bytes === undefined || bytes.read >= bytes.total
          ? strings.viewerLoading
          : format(strings.viewerLoadingBytes, bytes.readWords, bytes.totalWords)}
      </Progress>
      {onCancel && (
        <Button secondary onClick={onCancel}>
          {strings.viewerCancel}
        </Button>
      )}
    </div>
  );
}

interface ProblemProps {
  readonly strings: ViewerStrings;
  readonly message: string;
  readonly onRetry: () => void;
}

export function Problem({ strings, message, onRetry }: ProblemProps): ReactNode {
  return (
    <div className="viewer-notice">
      <ErrorBox
        title={strings.viewerFailed}
        message={message}
        actions={[{ title: strings.viewerRetry, run: onRetry }]}
      />
    </div>
  );
}

interface LostProps {
  readonly strings: ViewerStrings;
  readonly onAgain: () => void;
}

export function Lost({ strings, onAgain }: LostProps): ReactNode {
  return (
    <div className="viewer-notice" role="alert">
      <p>{strings.viewerLost}</p>
      <Button onClick={onAgain}>{strings.viewerDrawAgain}</Button>
    </div>
  );
}
