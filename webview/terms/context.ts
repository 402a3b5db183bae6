import { createContext, useContext, useSyncExternalStore } from 'react';
import type { TermsStrings } from '../../src/shared/protocol';
import type { TermsController } from './controller';
import type { PageState } from './state';

interface Page {
  readonly strings: TermsStrings;
  readonly controller: TermsController;
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
