/**
 * Every message between the host and a webview. The webview asks, the host replies with the same id;
 * the host sends events only after the webview's first request. Nothing here ever carries a secret.
 */

/** What the terms panel shows of one set of terms. */
export interface TermsView {
  readonly id: string;
  readonly title: string;
  /** The portal's text, untrusted: sanitise before showing. */
  readonly html: string;
  /** SHA-256 of `html`, in hex: a tick and an acceptance belong to exactly this text. */
  readonly digest: string;
  readonly accepted: boolean;
  /** When this account accepted another text of these terms with this editor, as a date in words. */
  readonly changedSince?: string;
}

/** `noTerms`: no terms could be read from the dataset's page, which is not the same as accepted ones. */
export type DatasetState = 'noTerms' | 'termsRequired' | 'accepted' | 'acceptedWithKeys';

/** A release folder of the bucket. */
export interface ReleaseView {
  /** Without final slash. */
  readonly folder: string;
  readonly label: string;
}

export interface DatasetView {
  readonly id: string;
  readonly title: string;
  readonly state: DatasetState;
  /** What the dataset opens in the bucket; empty when nothing is known. */
  readonly releases: readonly ReleaseView[];
  readonly terms: readonly TermsView[];
}

/** The whole state of the terms panel: always sent whole, never as a difference. */
export type TermsSnapshot =
  | { readonly kind: 'signedOut' }
  | {
      readonly kind: 'ready';
      readonly userName: string;
      readonly datasets: readonly DatasetView[];
      /** The id of a dataset to bring into view, sent once. */
      readonly focus?: string;
    };

/** Strings of the terms panel, in the person's language. `{0}` stands for a value. */
export type TermsStrings = Readonly<Record<TermsStringId, string>>;
export const termsStringIds = [
  'title',
  'intro',
  'loading',
  'signedInAs',
  'refresh',
  'retry',
  'signedOutTitle',
  'signedOut',
  'signIn',
  'openPortal',
  'termsByHand',
  'copyReport',
  'loadFailed',
  'stopped',
  'noAnswer',
  'emptyDatasets',
  'datasets',
  'stateNoTerms',
  'stateTermsRequired',
  'stateAccepted',
  'stateAcceptedWithKeys',
  'opens',
  'notInBucket',
  'noTerms',
  'openDataset',
  'termsText',
  'emptyText',
  'showText',
  'hideText',
  'tick',
  'accept',
  'acceptNamed',
  'acceptHint',
  'accepting',
  'accepted',
  'acceptedNamed',
  'changedAccepted',
  'changedRequired',
  'notAccepted',
  'nextKeysTitle',
  'nextKeys',
  'requestKeys',
  'useExistingKeys',
  'nextBrowseTitle',
  'nextBrowse',
  'browse',
] as const;
export type TermsStringId = (typeof termsStringIds)[number];

export interface ErrorView {
  /** An `HcpErrorCode`, or `terms.changed` when what was accepted is not what the portal shows now. */
  readonly code: string;
  readonly message: string;
}

/** Requests of the terms panel, by name: what goes in and what comes out. */
export interface TermsRequests {
  /** The first request. `fresh` asks the portal even when the host remembers its last answer. */
  readonly load: { readonly params: { readonly fresh: boolean }; readonly result: TermsSnapshot };
  /** Sent only by the person's tick and click. The result is the portal's answer. */
  readonly accept: {
    readonly params: { readonly termsId: string; readonly digest: string };
    readonly result: TermsSnapshot;
  };
  /** The reply to these says that the action was begun. */
  readonly openLink: { readonly params: { readonly url: string }; readonly result: null };
  readonly openPortal: { readonly params: null; readonly result: null };
  /** Asks which dataset is meant, unless told. */
  readonly termsByHand: { readonly params: { readonly datasetId?: string }; readonly result: null };
  readonly copyReport: { readonly params: null; readonly result: null };
  readonly openDataset: { readonly params: { readonly datasetId: string }; readonly result: null };
  readonly signIn: { readonly params: null; readonly result: null };
  readonly requestKeys: { readonly params: { readonly datasetId: string }; readonly result: null };
  readonly useExistingKeys: { readonly params: null; readonly result: null };
  readonly browse: { readonly params: null; readonly result: null };
}
export type TermsRequestName = keyof TermsRequests;

/** Webview → host. */
export type RequestMessage = {
  readonly [N in TermsRequestName]: {
    readonly type: 'request';
    readonly id: number;
    readonly name: N;
    readonly params: TermsRequests[N]['params'];
  };
}[TermsRequestName];

export type EventMessage =
  | { readonly type: 'event'; readonly name: 'snapshot'; readonly snapshot: TermsSnapshot }
  /** The session changed: ask again with `load`. */
  | { readonly type: 'event'; readonly name: 'reload' };

export type ReplyMessage =
  | { readonly type: 'reply'; readonly id: number; readonly ok: true; readonly result: unknown }
  | { readonly type: 'reply'; readonly id: number; readonly ok: false; readonly error: ErrorView };

/** Host → webview. */
export type HostMessage = ReplyMessage | EventMessage;

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** Looks at the frame of a message only; VS Code's own messages share the channel and are told apart by it. */
export function isHostMessage(value: unknown): value is HostMessage {
  if (!isRecord(value)) return false;
  if (value.type === 'event') {
    return value.name === 'reload' || (value.name === 'snapshot' && isTermsSnapshot(value.snapshot));
  }
  if (value.type !== 'reply' || typeof value.id !== 'number') return false;
  return value.ok === true || (value.ok === false && isErrorView(value.error));
}

export function isTermsSnapshot(value: unknown): value is TermsSnapshot {
  if (!isRecord(value)) return false;
  return value.kind === 'signedOut' || (value.kind === 'ready' && Array.isArray(value.datasets));
}

function isErrorView(value: unknown): value is ErrorView {
  return isRecord(value) && typeof value.code === 'string' && typeof value.message === 'string';
}
