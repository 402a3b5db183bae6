import type { ReactNode } from 'react';
import { ErrorBox } from '../../kit/ErrorBox';
import { format } from '../../kit/format';
import { Progress } from '../../kit/Progress';
import { usePage, usePageState } from './context';
import { ViewOf } from './ViewOf';

/** What is below the card: the view, or why there is none. */
export function Body(): ReactNode {
  const { strings, controller } = usePage();
  const { phase, load } = usePageState();
  switch (phase.kind) {
    case 'loading':
      return <Loading />;
    case 'failed': {
      const { error, request } = phase;
      return (
        <ErrorBox
          title={strings.failed}
          message={error.message}
          actions={[
            { title: strings.retry, run: () => void controller.load() },
            ...(error.actions ?? []).map((title, action) => ({
              title,
              run: () => {
                controller.begin('act', { request, action });
              },
            })),
          ]}
        />
      );
    }
    case 'shown':
      return <ViewOf key={load} preview={phase.preview} />;
  }
}

function Loading(): ReactNode {
  const { strings } = usePage();
  const { bytes } = usePageState();
  return (
    <div className="loading">
      <Progress>
        {bytes === undefined
          ? strings.loading
          : format(strings.loadingBytes, bytes.readWords, bytes.totalWords)}
      </Progress>
      <div className="skeleton" aria-hidden="true" />
    </div>
  );
}
