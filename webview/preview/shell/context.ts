import { createContext, useCallback, useContext, useSyncExternalStore } from 'react';
import type { PreviewPage } from '../../../src/shared/preview';
import type { PreviewController } from './controller';
import type { ViewRequests } from './requests';
import type { PageState } from './state';
import type { PageStrings } from './strings';

interface Page {
  readonly page: PreviewPage;
  readonly strings: PageStrings;
  readonly controller: PreviewController;
  readonly requests: ViewRequests;
}

export const PageContext = createContext<Page | undefined>(undefined);

export function usePage(): Page {
  const page = useContext(PageContext);
  if (page === undefined) throw new Error('This part needs a PageContext around it.');
  return page;
}

export function usePageState(): PageState {
  const { controller } = usePage();
  return useSyncExternalStore(controller.subscribe, controller.getState);
}

/** Says that something was drawn, or why it was not: to the host, and on the page for whoever looks from outside. */
export function useDrawn(): (what: string, problem?: string) => void {
  const { controller } = usePage();
  return useCallback(
    (what, problem) => {
      const { dataset } = document.body;
      dataset.drawn = what;
      if (problem === undefined) delete dataset.problem;
      else dataset.problem = problem;
      if (what === 'none') controller.fallBack();
      controller.begin('drawn', { what, ...(problem !== undefined && { problem }) });
    },
    [controller],
  );
}
