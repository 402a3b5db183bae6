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
  readonly accepted: boolean;
}

export type DatasetState = 'termsRequired' | 'accepted' | 'acceptedWithKeys';

export interface DatasetView {
  readonly id: string;
  readonly title: string;
  readonly state: DatasetState;
  /** Release folders of the bucket that this dataset opens, without final slash; empty when it has none. */
  readonly releases: readonly string[];
  readonly terms: readonly TermsView[];
}

/** The whole state of the terms panel: always sent whole, never as a difference. */
export type TermsSnapshot =
  | { readonly kind: 'signedOut' }
  | {
      readonly kind: 'ready';
      readonly userName: string;
      readonly datasets: readonly DatasetView[];
      readonly focus?: string;
    };

/** Strings of the terms panel, in the person's language. */
export type TermsStrings = Readonly<Record<TermsStringId, string>>;
export const termsStringIds = [
  'title',
  'intro',
  'loading',
  'signedOut',
  'signIn',
  'refresh',
  'retry',
  'stateTermsRequired',
  'stateAccepted',
  'stateAcceptedWithKeys',
  'opens',
  'notInBucket',
  'readAndAccept',
  'tick',
  'accept',
  'accepting',
  'accepted',
  'notAccepted',
  'requestKeys',
  'browse',
  'datasets',
  'signedInAs',
  'emptyDatasets',
  'emptyText',
] as const;
export type TermsStringId = (typeof termsStringIds)[number];

export interface ErrorView {
  /** An `HcpErrorCode`. */
  readonly code: string;
  readonly message: string;
}

/** Requests of the terms panel, by name: what goes in and what comes out. */
export interface TermsRequests {
  /** The first request: the webview is ready. */
  readonly start: { readonly params: null; readonly result: { readonly strings: TermsStrings } };
  readonly load: { readonly params: null; readonly result: TermsSnapshot };
  /** Sent only by the person's tick and click. The result is the portal's answer. */
  readonly accept: { readonly params: { readonly termsId: string }; readonly result: TermsSnapshot };
  readonly openLink: { readonly params: { readonly url: string }; readonly result: null };
  readonly signIn: { readonly params: null; readonly result: null };
  readonly requestKeys: { readonly params: { readonly datasetId: string }; readonly result: null };
  readonly browse: { readonly params: { readonly datasetId: string }; readonly result: null };
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

/** Host → webview. */
export type HostMessage =
  | { readonly type: 'reply'; readonly id: number; readonly ok: true; readonly result: unknown }
  | { readonly type: 'reply'; readonly id: number; readonly ok: false; readonly error: ErrorView }
  | { readonly type: 'event'; readonly name: 'snapshot'; readonly snapshot: TermsSnapshot };
