import type { KeyPair } from '../keyPair';

/** One set of data use terms, as a reference. */
export interface TermsReference {
  readonly id: string;
  readonly title: string;
}

/** One set of data use terms in full. */
export interface Terms extends TermsReference {
  /** The portal's own text as HTML, exactly as sent: untrusted, to be sanitised where it is shown. */
  readonly html: string;
  readonly accepted: boolean;
}

/** A dataset of the portal with the terms that guard it. */
export interface Dataset {
  /** The portal's project id, e.g. `HCP_YA`. */
  readonly id: string;
  readonly title: string;
  /** A dataset may have several sets of terms, each accepted on its own; none when its page could not be read. */
  readonly terms: readonly Terms[];
}

/** Pages that only a browser can show. */
export interface PortalLinks {
  readonly register: string;
  readonly forgotPassword: string;
  readonly forgotUserName: string;
  /** The dataset's page, with its "Get/Reset AWS S3 Access" button and its terms. */
  dataset(datasetId: string): string;
}

/**
 * The portal of ConnectomeDB. Cookies live in the object and die with it; nothing is kept on disk.
 * Every method rejects with an `HcpError`: `portal.unreachable`, `portal.server`, `portal.changed`,
 * `portal.session` (sign in again) or `cancelled`, and those named at the method.
 */
export interface Portal {
  readonly links: PortalLinks;
  /** The user name of the live session as last seen, without asking the portal. */
  readonly userName: string | undefined;
  /** Signs in; the password is sent once and not kept. @throws `portal.credentials` */
  signIn(userName: string, password: string, signal?: AbortSignal): Promise<void>;
  /** Ends the session at the portal, as far as it can be reached, and forgets the cookies. */
  signOut(signal?: AbortSignal): Promise<void>;
  /** Asks the portal whether the session is alive. */
  isSignedIn(signal?: AbortSignal): Promise<boolean>;
  /**
   * The datasets that the portal shows to this account, each with its terms and their state.
   * @throws `portal.changed` only when no page of a dataset could be read
   */
  datasets(signal?: AbortSignal): Promise<readonly Dataset[]>;
  /**
   * Accepts one set of terms. Sent once. The portal's word is then read back, and returned: whether
   * the portal now lists the terms as accepted. @throws `portal.userDirectory`
   */
  acceptTerms(termsId: string, signal?: AbortSignal): Promise<boolean>;
  /**
   * Asks for a new key pair, which **disables the former one at once**. The session is tested first; then
   * exactly one request is sent, and never again by itself. Once it is sent, the signal no longer counts: the
   * answer may hold the only copy of the secret access key, and is waited for (60 s).
   * @throws `keys.notRequested` when the portal certainly did not carry it out, `portal.termsRequired` (fact
   * `datasetId`), `keys.answerLost` when it may have, `keys.requestRunning` while another one is on its way
   */
  requestKeyPair(datasetId: string, signal?: AbortSignal): Promise<KeyPair>;
}
