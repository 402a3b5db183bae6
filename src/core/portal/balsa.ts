import * as v from 'valibot';
import { HcpError, type ErrorFacts } from '../errors';
import type { KeyPair } from '../keyPair';
import { findKeyPair } from '../keyPairText';
import { safeUrl } from '../safeUrl';
import type { SessionTrait, TermsCard } from './pages';
import type { Dataset, Portal, PortalLinks, Terms } from './portal';
import { termsIdPattern } from './termsId';
import { withSteps } from './steps';
import { createTransport, type Answer, type Transport } from './transport';
import { factsOf, isHtml, serverError, unknownAnswer } from './unknownAnswer';

/** Every path and form field of ConnectomeDB powered by BALSA. */
const paths = {
  openSession: '/login/auth',
  signIn: '/j_spring_security_check',
  signOut: '/logoff',
  register: '/register/register',
  forgotPassword: '/register/forgotPassword',
  forgotUserName: '/register/forgotUsername',
  acceptedTerms: '/terms/mine',
  dataset: (id: string) => `/project?project=${encodeURIComponent(id)}`,
  keyPair: (datasetId: string) => `/project/aws?project=${encodeURIComponent(datasetId)}`,
  terms: (id: string) => `/terms/show/${id}`,
  agree: (id: string) => `/terms/agree/${id}`,
} as const;

/** Loading them takes a noticeable part of the start: not before the portal is asked. */
const libraries = () => import('./libraries');

const scriptStyle = { 'x-requested-with': 'XMLHttpRequest', accept: 'application/json' } as const;

/** The datasets whose pages are asked for; one that the portal does not have (404) is left out. */
const datasets = [
  { id: 'HCP_YA', title: 'HCP Young Adult' },
  { id: 'HCP_Retest', title: 'HCP Young Adult Test-Retest' },
  { id: 'AABC', title: 'Aging Adult Brain Connectome' },
] as const;

/** The page that shows whether the session is alive. */
const sessionTestDataset = 'HCP_YA';
const keyTimeLimit = 60_000;
const signOutTimeLimit = 10_000;

export interface BalsaOptions {
  /** Read at every request, so that a changed setting counts at once. */
  readonly address: () => string;
  readonly fetch?: typeof fetch;
  /** Gets one line a request: method, path, status, time. Never a body. */
  readonly log?: (line: string) => void;
}

/**
 * The portal's address as a URL with a final slash.
 * @throws HcpError `portal.address` unless it is https, or http on loopback
 */
export function checkPortalAddress(text: string): URL {
  const url = safeUrl(text);
  if (url === undefined) throw new HcpError('portal.address');
  url.search = '';
  url.hash = '';
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return url;
}

/** The adapter for ConnectomeDB powered by BALSA, `https://balsa.wustl.edu`. */
export function createBalsaPortal(options: BalsaOptions): Portal {
  const address = () => checkPortalAddress(options.address());
  const transport = createTransport({
    address,
    fetch: options.fetch ?? fetch,
    log: options.log ?? (() => undefined),
  });
  return withSteps(new Balsa(transport, address));
}

class Balsa implements Portal {
  readonly links: PortalLinks;
  #session: { readonly userName: string; readonly origin: string } | undefined;
  #keyRequestRunning = false;

  constructor(
    private readonly transport: Transport,
    private readonly address: () => URL,
  ) {
    const link = (path: string) => new URL(path.slice(1), address().href).href;
    this.links = {
      get register() {
        return link(paths.register);
      },
      get forgotPassword() {
        return link(paths.forgotPassword);
      },
      get forgotUserName() {
        return link(paths.forgotUserName);
      },
      dataset: (id) => link(paths.dataset(id)),
    };
  }

  get userName(): string | undefined {
    return this.#session?.userName;
  }

  async signIn(userName: string, password: string, signal?: AbortSignal): Promise<void> {
    this.#forget();
    expectPage(await this.transport.call(paths.openSession, { signal }));
    const answer = await this.transport.call(paths.signIn, {
      method: 'POST',
      form: { j_username: userName, j_password: password },
      headers: scriptStyle,
      signal,
    });
    const verdict = readSignInAnswer(answer);
    if (verdict.says === 'refused') throw new HcpError('portal.credentials');
    const name = verdict.userName ?? userName.trim();
    this.#session = { userName: name, origin: this.address().origin };
    // Whatever the answer looked like, the page decides; the password is not sent again.
    const alive = await this.isSignedIn(signal).catch((error: unknown) => {
      this.#forget();
      throw error;
    });
    if (alive) return;
    this.#forget();
    if (verdict.says === 'welcome') throw new HcpError('portal.changed', { reason: 'no session' });
    throw new HcpError('portal.credentials');
  }

  async signOut(signal?: AbortSignal): Promise<void> {
    try {
      if (this.#liveSession())
        await this.transport.call(paths.signOut, { signal, timeLimit: signOutTimeLimit });
    } catch (error) {
      // The session ends at the portal by itself after 30 idle minutes; here it ends now.
      if (!(error instanceof HcpError)) throw error;
    } finally {
      this.#forget();
    }
  }

  async isSignedIn(signal?: AbortSignal): Promise<boolean> {
    if (this.#liveSession() === undefined) return false;
    try {
      await this.#page(paths.dataset(sessionTestDataset), signal);
      return true;
    } catch (error) {
      if (HcpError.is(error, 'portal.session')) return false;
      throw error;
    }
  }

  async datasets(signal?: AbortSignal): Promise<readonly Dataset[]> {
    const found = await Promise.all(
      datasets.map(({ id, title }) => this.#datasetOrProblem(id, title, signal)),
    );
    const shown = found.flatMap(({ dataset }) => dataset ?? []);
    const problem = found.find((one) => one.problem !== undefined)?.problem;
    if (problem !== undefined && shown.every(({ terms }) => terms.length === 0)) throw problem;
    return shown;
  }

  /** A page that can't be read is no reason to keep the other datasets from the person. */
  async #datasetOrProblem(
    id: string,
    title: string,
    signal: AbortSignal | undefined,
  ): Promise<{ readonly dataset: Dataset | undefined; readonly problem?: HcpError }> {
    try {
      return { dataset: await this.#dataset(id, title, signal) };
    } catch (error) {
      if (!HcpError.is(error, 'portal.changed')) throw error;
      return { dataset: { id, title, terms: [] }, problem: error };
    }
  }

  async acceptTerms(termsId: string, signal?: AbortSignal): Promise<boolean> {
    checkTermsId(termsId);
    this.#requireSession();
    const answer = await this.transport.call(paths.agree(termsId), { method: 'POST', signal });
    if (answer.status === 409) throw new HcpError('portal.userDirectory');
    await this.#checkSession(answer);
    if (answer.status >= 500) throw serverError(answer);
    if (answer.status !== 200) throw unknownAnswer(answer, 'status 200');
    return this.#isAccepted(termsId, signal);
  }

  async requestKeyPair(datasetId: string, signal?: AbortSignal): Promise<KeyPair> {
    if (this.#keyRequestRunning) throw new HcpError('keys.requestRunning');
    this.#keyRequestRunning = true;
    try {
      await this.#checkBeforeKeyRequest(signal);
      return await this.#sendKeyRequest(datasetId);
    } finally {
      this.#keyRequestRunning = false;
    }
  }

  /** An expired session or a portal that is down is found out before anything is reset. */
  async #checkBeforeKeyRequest(signal: AbortSignal | undefined): Promise<void> {
    try {
      if (!(await this.isSignedIn(signal))) throw new HcpError('portal.session');
    } catch (error) {
      if (HcpError.is(error, 'portal.session', 'cancelled')) throw error;
      throw new HcpError('keys.notRequested', reasonOf(error), { cause: error });
    }
    if (signal?.aborted) throw new HcpError('cancelled');
  }

  /** Once sent there is no cancelling: the answer may hold the only copy of the secret access key. */
  async #sendKeyRequest(datasetId: string): Promise<KeyPair> {
    let answer: Answer;
    try {
      answer = await this.transport.call(paths.keyPair(datasetId), {
        headers: { accept: 'application/json, text/plain, */*' },
        followRedirects: false,
        acceptBroken: true,
        timeLimit: keyTimeLimit,
      });
    } catch (error) {
      const neverLeft = error instanceof HcpError && error.facts.sent === 'no';
      throw new HcpError(neverLeft ? 'keys.notRequested' : 'keys.answerLost', reasonOf(error), {
        cause: error,
      });
    }
    const pair = findKeyPair(answer.text);
    if (pair !== undefined) return pair;
    return this.#refuseKeyRequest(answer, datasetId);
  }

  /** No pair came back: finds out whether the former one can still be alive. */
  async #refuseKeyRequest(answer: Answer, datasetId: string): Promise<never> {
    const facts = { ...factsOf(answer), expected: 'a key pair' };
    if (answer.broken || answer.status >= 500) throw new HcpError('keys.answerLost', facts);
    if (leadsToSignIn(answer) || (isHtml(answer) && (await this.#sessionOf(answer)) === 'signedOut')) {
      this.#forget();
      throw new HcpError('portal.session');
    }
    if (await this.#hasOpenTerms(datasetId)) throw new HcpError('portal.termsRequired', { datasetId });
    const refused = answer.status >= 400;
    throw new HcpError(refused ? 'keys.notRequested' : 'keys.answerLost', facts);
  }

  async #hasOpenTerms(datasetId: string): Promise<boolean> {
    try {
      const dataset = await this.#dataset(datasetId, datasetId, undefined);
      return dataset?.terms.some((terms) => !terms.accepted) === true;
    } catch {
      return false;
    }
  }

  async #dataset(id: string, title: string, signal: AbortSignal | undefined): Promise<Dataset | undefined> {
    const answer = await this.#page(paths.dataset(id), signal, [404]);
    if (answer.status === 404) return undefined;
    const { readTermsCards } = await libraries();
    const cards = readTermsCards(answer.text);
    if (cards.length === 0) throw unknownAnswer(answer, 'cards of terms', { datasetId: id });
    const terms = await Promise.all(cards.map((card) => this.#completeTerms(card, signal)));
    return { id, title, terms };
  }

  async #completeTerms(card: TermsCard, signal: AbortSignal | undefined): Promise<Terms> {
    const { id, title, html, accepted } = card;
    if (title !== undefined && html !== undefined && accepted !== undefined)
      return { id, title, html, accepted };
    const page = await this.#termsPage(id, signal);
    return {
      id,
      title: title ?? page.title,
      html: html ?? page.html,
      accepted: accepted ?? page.accepted,
    };
  }

  async #termsPage(id: string, signal: AbortSignal | undefined): Promise<Terms> {
    const answer = await this.#page(paths.terms(id), signal);
    const { readTermsPage } = await libraries();
    const terms = readTermsPage(answer.text, id);
    if (terms === undefined) throw unknownAnswer(answer, 'the text of terms');
    return terms;
  }

  /** The portal's own word on an acceptance. */
  async #isAccepted(termsId: string, signal: AbortSignal | undefined): Promise<boolean> {
    const { readAcceptedTerms } = await libraries();
    const list = await this.#page(paths.acceptedTerms, signal).catch((error: unknown) => {
      if (HcpError.is(error, 'portal.changed', 'portal.server')) return undefined;
      throw error;
    });
    if (list && readAcceptedTerms(list.text).some((terms) => terms.id === termsId)) return true;
    return (await this.#termsPage(termsId, signal)).accepted;
  }

  /**
   * A page that needs a session.
   * @throws `portal.session`, `portal.server`, or `portal.changed` for a status other than 200 and `known`
   */
  async #page(path: string, signal: AbortSignal | undefined, known: readonly number[] = []): Promise<Answer> {
    this.#requireSession();
    const answer = await this.transport.call(path, { signal });
    if (known.includes(answer.status)) return answer;
    await this.#checkSession(answer);
    expectPage(answer);
    if ((await this.#sessionOf(answer)) !== 'signedIn')
      throw unknownAnswer(answer, 'the user name and Logout');
    return answer;
  }

  /** The session, unless the address was changed to another portal since. */
  #liveSession(): { readonly userName: string } | undefined {
    if (this.#session?.origin !== this.address().origin) this.#forget();
    return this.#session;
  }

  #requireSession(): void {
    if (this.#liveSession() === undefined) throw new HcpError('portal.session');
  }

  async #sessionOf(answer: Answer): Promise<SessionTrait> {
    const { readSession } = await libraries();
    return readSession(answer.text, this.#session?.userName);
  }

  /** @throws `portal.session` when the answer is the portal's way of asking to sign in */
  async #checkSession(answer: Answer): Promise<void> {
    const over =
      leadsToSignIn(answer) ||
      (answer.status === 200 && isHtml(answer) && (await this.#sessionOf(answer)) === 'signedOut');
    if (!over) return;
    this.#forget();
    throw new HcpError('portal.session');
  }

  #forget(): void {
    this.#session = undefined;
    this.transport.forget();
  }
}

interface SignInVerdict {
  readonly says: 'welcome' | 'refused' | 'nothing';
  readonly userName?: string | undefined;
}

/** Reads the script-style answer. Its exact body is not known, so an answer that is not JSON says nothing. */
function readSignInAnswer(answer: Answer): SignInVerdict {
  if (answer.status >= 500) throw serverError(answer);
  if (answer.status === 401) return { says: 'refused' };
  const json = v.safeParse(signInAnswer, parseJson(answer.text));
  if (!json.success) {
    if (answer.status >= 400) throw unknownAnswer(answer, 'JSON with success or error');
    return { says: 'nothing' };
  }
  const { success, username, error } = json.output;
  if (success === false || (error !== undefined && error !== null && error !== ''))
    return { says: 'refused' };
  return { says: success === true ? 'welcome' : 'nothing', userName: username };
}

const signInAnswer = v.looseObject({
  success: v.optional(v.unknown()),
  username: v.fallback(v.optional(v.pipe(v.string(), v.trim(), v.nonEmpty())), undefined),
  error: v.optional(v.unknown()),
});

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function leadsToSignIn(answer: Answer): boolean {
  const signInPage = (url: URL | undefined) => url?.pathname.endsWith(paths.openSession) === true;
  return answer.status === 401 || signInPage(answer.url) || signInPage(answer.location);
}

/** @throws `portal.server` or `portal.changed` unless the answer is a page with status 200 */
function expectPage(answer: Answer): void {
  if (answer.status >= 500) throw serverError(answer);
  if (answer.status !== 200 || !isHtml(answer)) throw unknownAnswer(answer, 'a page with status 200');
}

function checkTermsId(id: string): void {
  if (!termsIdPattern.test(id)) throw new HcpError('portal.changed', { reason: 'terms id' });
}

/** The facts of an error below another one, with its code as the reason. */
function reasonOf(error: unknown): ErrorFacts {
  return error instanceof HcpError ? { ...error.facts, reason: error.code } : {};
}
