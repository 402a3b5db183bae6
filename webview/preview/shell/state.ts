import type { AccessView, BytesView, CardView, Preview, PreviewEvent } from '../../../src/shared/preview';
import type { FailureView } from '../../kit/client';

/** What is below the card. */
export type Phase =
  | { readonly kind: 'loading' }
  | { readonly kind: 'shown'; readonly preview: Preview }
  | { readonly kind: 'failed'; readonly error: FailureView; readonly request: number };

export interface PageState {
  readonly card: CardView | undefined;
  readonly bytes: BytesView | undefined;
  readonly phase: Phase;
  /** The volume that is shown, counted from 0, of an image that has many. */
  readonly volume: number;
  /** What the person chose; undefined while nobody has. */
  readonly expanded: boolean | undefined;
  /** Goes up with each load, so that views of a former one are not taken over. */
  readonly load: number;
  /** Why nothing more can be read; undefined while it can. */
  readonly access: AccessView | undefined;
  /** What a screen reader says of it. */
  readonly announcement: string;
}

export type PageAction =
  | { readonly type: 'loadStarted'; readonly announcement: string }
  | { readonly type: 'card'; readonly card: CardView }
  | { readonly type: 'opened'; readonly preview: Preview }
  | { readonly type: 'failed'; readonly error: FailureView; readonly request: number }
  | { readonly type: 'bytes'; readonly bytes: BytesView }
  | { readonly type: 'volume'; readonly index: number }
  | { readonly type: 'access'; readonly missing: AccessView | undefined }
  | { readonly type: 'expanded'; readonly on: boolean };

export function initialState(expanded: boolean | undefined): PageState {
  return {
    card: undefined,
    bytes: undefined,
    phase: { kind: 'loading' },
    volume: 0,
    expanded,
    load: 0,
    access: undefined,
    announcement: '',
  };
}

export function reduce(state: PageState, action: PageAction): PageState {
  switch (action.type) {
    case 'loadStarted':
      return {
        ...state,
        phase: { kind: 'loading' },
        volume: 0,
        load: state.load + 1,
        announcement: action.announcement,
      };
    case 'card':
      return {
        ...state,
        card: action.card,
        announcement: shownWords(state.phase, action.card) ?? state.announcement,
      };
    case 'opened': {
      const phase: Phase = { kind: 'shown', preview: action.preview };
      return { ...state, phase, announcement: shownWords(phase, state.card) ?? '' };
    }
    case 'failed':
      return {
        ...state,
        phase: { kind: 'failed', error: action.error, request: action.request },
        announcement: '',
      };
    case 'bytes':
      return { ...state, bytes: action.bytes };
    case 'volume':
      return { ...state, volume: action.index };
    case 'access':
      return { ...state, access: action.missing, announcement: action.missing?.message ?? '' };
    case 'expanded':
      return { ...state, expanded: action.on };
  }
}

/** What is told once something is shown: what it is, or why there is only the card. The card may come before or after. */
function shownWords(phase: Phase, card: CardView | undefined): string | undefined {
  if (phase.kind !== 'shown') return undefined;
  return phase.preview.kind === 'card' ? phase.preview.reason : card?.short;
}

/** Whether the whole card is shown: as the person chose, or else as long as nothing is there that needs the room. */
export function isExpanded({ expanded, phase }: PageState): boolean {
  return expanded ?? !(phase.kind === 'shown' && phase.preview.kind !== 'card');
}

/** What an event of the host changes by itself; undefined when there is more to do. */
export function actionOf(event: PreviewEvent): PageAction | undefined {
  switch (event.name) {
    case 'bytes':
      return { type: 'bytes', bytes: event.bytes };
    case 'card':
      return { type: 'card', card: event.card };
    case 'access':
      return { type: 'access', missing: event.missing ?? undefined };
    case 'expand':
      return { type: 'expanded', on: true };
    case 'changed':
      return undefined;
  }
}
