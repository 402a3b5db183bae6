import type { DatasetView, ErrorView, TermsSnapshot, TermsView } from '../../src/shared/protocol';

/** What goes on at one set of terms. */
export interface CardState {
  readonly accepting: boolean;
  readonly error: ErrorView | undefined;
}

/** The whole state of the page. Cards are named by `cardKey`. */
export interface PageState {
  readonly snapshot: TermsSnapshot | undefined;
  readonly loading: boolean;
  readonly loadError: ErrorView | undefined;
  readonly cards: Readonly<Record<string, CardState>>;
  readonly ticked: readonly string[];
  readonly expanded: readonly string[];
  /** The card whose acceptance the portal has just confirmed: the focus goes there. */
  readonly justAccepted: string | undefined;
  /** What a screen reader says of it. */
  readonly announcement: string;
}

export type PageAction =
  | { readonly type: 'loadStarted'; readonly announcement: string }
  | { readonly type: 'loadFailed'; readonly error: ErrorView }
  | { readonly type: 'snapshot'; readonly snapshot: TermsSnapshot }
  | { readonly type: 'loaded'; readonly snapshot: TermsSnapshot }
  | { readonly type: 'acceptStarted'; readonly key: string; readonly announcement: string }
  | { readonly type: 'acceptFailed'; readonly key: string; readonly error: ErrorView }
  | {
      readonly type: 'acceptAnswered';
      readonly key: string;
      readonly snapshot: TermsSnapshot;
      /** What to say when the portal's answer does not show these terms as accepted. */
      readonly notAccepted: string;
      /** What to announce when it does. */
      readonly announcement: string;
    }
  | { readonly type: 'ticked'; readonly key: string; readonly on: boolean }
  | { readonly type: 'expanded'; readonly key: string; readonly on: boolean };

/** What of the state outlives a hidden page. */
export type KeptState = Pick<PageState, 'ticked' | 'expanded'>;

/** Names one text as shown to one person: a tick never carries over to another text, dataset or account. */
export function cardKey(userName: string, dataset: DatasetView, terms: TermsView): string {
  return JSON.stringify([userName, dataset.id, terms.id, terms.digest]);
}

export function initialState(kept: KeptState): PageState {
  return {
    ...kept,
    snapshot: undefined,
    loading: true,
    loadError: undefined,
    cards: {},
    justAccepted: undefined,
    announcement: '',
  };
}

export function reduce(state: PageState, action: PageAction): PageState {
  switch (action.type) {
    case 'loadStarted':
      return { ...state, loading: true, loadError: undefined, announcement: action.announcement };
    case 'loadFailed':
      return { ...state, loading: false, loadError: action.error, announcement: '' };
    case 'snapshot':
      return withSnapshot(state, action.snapshot);
    case 'loaded': {
      const next = withSnapshot(withoutErrors(state), action.snapshot);
      return { ...next, loading: false, loadError: undefined, announcement: '' };
    }
    case 'acceptStarted': {
      const next = withCard(state, action.key, { accepting: true, error: undefined });
      return { ...next, justAccepted: undefined, announcement: action.announcement };
    }
    case 'acceptFailed': {
      const error = action.error.code === 'cancelled' ? undefined : action.error;
      return { ...withCard(state, action.key, { accepting: false, error }), announcement: '' };
    }
    case 'acceptAnswered':
      return acceptAnswered(withSnapshot(state, action.snapshot), action);
    case 'ticked':
      return { ...state, ticked: toggled(state.ticked, action.key, action.on) };
    case 'expanded':
      return { ...state, expanded: toggled(state.expanded, action.key, action.on) };
  }
}

function acceptAnswered(
  state: PageState,
  { key, snapshot, notAccepted, announcement }: Extract<PageAction, { type: 'acceptAnswered' }>,
): PageState {
  if (keysOf(snapshot, true).includes(key)) {
    const next = withCard(state, key, { accepting: false, error: undefined });
    return { ...next, justAccepted: key, announcement };
  }
  const error = { code: 'notAccepted', message: notAccepted };
  return { ...withCard(state, key, { accepting: false, error }), announcement: '' };
}

/** The keys of the texts that are accepted, or still to be. */
function keysOf(snapshot: TermsSnapshot, accepted: boolean): readonly string[] {
  if (snapshot.kind === 'signedOut') return [];
  return snapshot.datasets.flatMap((dataset) =>
    dataset.terms
      .filter((terms) => terms.accepted === accepted)
      .map((terms) => cardKey(snapshot.userName, dataset, terms)),
  );
}

/** Drops the ticks of whatever is not to be accepted any more: if it comes back, it comes back without. */
function withSnapshot(state: PageState, snapshot: TermsSnapshot): PageState {
  const open = keysOf(snapshot, false);
  return { ...state, snapshot, ticked: state.ticked.filter((key) => open.includes(key)) };
}

function withoutErrors(state: PageState): PageState {
  const cards = Object.entries(state.cards).filter(([, card]) => card.accepting);
  return { ...state, cards: Object.fromEntries(cards) };
}

function withCard(state: PageState, key: string, card: CardState): PageState {
  return { ...state, cards: { ...state.cards, [key]: card } };
}

function toggled(keys: readonly string[], key: string, on: boolean): readonly string[] {
  const others = keys.filter((one) => one !== key);
  return on ? [...others, key] : others;
}
