import { useEffect, useRef, useState } from 'react';
import type { TableProps, Sort } from './api';

const pageSize = 100;
/** Pages that are kept around the one that is seen. */
const keptPages = 50;

type Page = readonly (readonly string[])[];

export interface Rows {
  /** Undefined as long as it is not there. */
  readonly cellsOf: (row: number) => readonly string[] | undefined;
  readonly problem: string | undefined;
  readonly retry: () => void;
}

interface Kept {
  readonly sort: Sort | undefined;
  readonly pages: ReadonlyMap<number, Page>;
}

/** The rows from `first` to before `end`, asked for page by page; what is out of sight is not waited for. */
export function useRows(
  requestRows: TableProps['requestRows'],
  sort: Sort | undefined,
  first: number,
  end: number,
): Rows {
  const [kept, setKept] = useState<Kept>({ sort, pages: new Map() });
  const [problem, setProblem] = useState<string>();
  const [tries, setTries] = useState(0);
  const pages = kept.sort === sort ? kept.pages : undefined;
  const known = useRef(pages);
  known.current = pages;
  const [firstPage, endPage] = [Math.floor(first / pageSize), Math.ceil(end / pageSize)];

  useEffect(() => {
    const abort = new AbortController();
    const load = async (page: number): Promise<void> => {
      const { rows } = await requestRows(
        { first: page * pageSize, count: pageSize, ...(sort && { sort }) },
        abort.signal,
      );
      if (abort.signal.aborted) return;
      setProblem(undefined);
      setKept((before) => withPage(before, sort, page, rows));
    };
    for (let page = firstPage; page < endPage; page++) {
      if (known.current?.has(page) === true) continue;
      load(page).catch((error: unknown) => {
        if (!abort.signal.aborted) setProblem(messageOf(error));
      });
    }
    return () => {
      abort.abort();
    };
  }, [requestRows, sort, firstPage, endPage, tries]);

  return {
    cellsOf: (row) => pages?.get(Math.floor(row / pageSize))?.[row % pageSize],
    problem,
    retry: () => {
      setTries(tries + 1);
    },
  };
}

function withPage(before: Kept, sort: Sort | undefined, page: number, rows: Page): Kept {
  const pages = before.sort === sort ? [...before.pages] : [];
  const near = pages.filter(([other]) => Math.abs(other - page) < keptPages);
  return { sort, pages: new Map([...near, [page, rows]]) };
}

/** What the host says of a failure, else what the error says. */
export function messageOf(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'view' in error) {
    const { view } = error as { readonly view: { readonly message: string } };
    return view.message;
  }
  return error instanceof Error ? error.message : String(error);
}
