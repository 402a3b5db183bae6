import { useCallback, useEffect, useRef, useState } from 'react';
import { RequestFailure } from '../../kit/client';

/** What was asked for last, and what came of it. The former result stays until there is another. */
export interface Asked<T> {
  readonly result: T | undefined;
  readonly busy: boolean;
  /** Words for the person; undefined when it went well, or was stopped. */
  readonly problem: string | undefined;
  readonly ask: (request: (signal: AbortSignal) => Promise<T>) => void;
  readonly stop: () => void;
}

/** One request at a time: another one, and leaving the page, end the one that is under way. */
export function useRequest<T>(): Asked<T> {
  const [state, setState] = useState<Pick<Asked<T>, 'result' | 'busy' | 'problem'>>({
    result: undefined,
    busy: false,
    problem: undefined,
  });
  const running = useRef<AbortController>(undefined);

  const stop = useCallback((): void => {
    running.current?.abort();
    setState((state) => ({ ...state, busy: false }));
  }, []);

  const ask = useCallback((request: (signal: AbortSignal) => Promise<T>): void => {
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    setState((state) => ({ ...state, busy: true, problem: undefined }));
    request(controller.signal).then(
      (result) => {
        if (!controller.signal.aborted) setState({ result, busy: false, problem: undefined });
      },
      (error: unknown) => {
        if (controller.signal.aborted) return;
        setState((state) => ({ ...state, busy: false, problem: problemOf(error) }));
      },
    );
  }, []);

  useEffect(
    () => () => {
      running.current?.abort();
    },
    [],
  );

  return { ...state, ask, stop };
}

export function problemOf(error: unknown): string | undefined {
  if (error instanceof RequestFailure)
    return error.view.code === 'cancelled' ? undefined : error.view.message;
  return error instanceof Error ? error.message : String(error);
}
