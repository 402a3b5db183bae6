import type {
  DatasetView,
  ErrorView,
  EventMessage,
  TermsRequestName,
  TermsRequests,
  TermsStrings,
  TermsView,
} from '../../src/shared/protocol';
import { HostClient, RequestFailure, type Channel } from '../kit/client';
import { format } from '../kit/format';
import { termsProtocol } from './protocol';
import { cardKey, initialState, reduce, type KeptState, type PageAction, type PageState } from './state';

/** The page without its looks: what it knows, what can be done, and what the host reports. */
export class TermsController {
  private state: PageState;
  private readonly client: HostClient<TermsRequests, EventMessage>;
  private readonly listeners = new Set<() => void>();

  constructor(
    channel: Channel,
    private readonly strings: TermsStrings,
    kept: KeptState,
    private readonly keep: (state: KeptState) => void,
  ) {
    this.state = initialState(kept);
    this.client = new HostClient(channel, termsProtocol, strings.noAnswer, (event) => {
      this.receive(event);
    });
  }

  readonly getState = (): PageState => this.state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Asks for the state; the portal itself when `fresh`. */
  async load(fresh: boolean): Promise<void> {
    this.dispatch({ type: 'loadStarted', announcement: this.strings.loading });
    try {
      this.dispatch({ type: 'loaded', snapshot: await this.client.request('load', { fresh }) });
    } catch (error) {
      const view = this.errorView(error);
      const message = view.code === 'cancelled' ? this.strings.stopped : view.message;
      this.dispatch({ type: 'loadFailed', error: { ...view, message } });
    }
  }

  /** Upon the person's click on a ticked text, and only then. */
  async accept(dataset: DatasetView, terms: TermsView): Promise<void> {
    const { snapshot: shown, cards, ticked } = this.state;
    if (shown?.kind !== 'ready') return;
    const key = cardKey(shown.userName, dataset, terms);
    if (cards[key]?.accepting === true || !ticked.includes(key)) return;
    this.dispatch({ type: 'acceptStarted', key, announcement: this.strings.accepting });
    try {
      const params = { termsId: terms.id, digest: terms.digest };
      this.dispatch({
        type: 'acceptAnswered',
        key,
        snapshot: await this.client.request('accept', params),
        notAccepted: this.strings.notAccepted,
        announcement: format(this.strings.acceptedNamed, terms.title),
      });
    } catch (error) {
      this.dispatch({ type: 'acceptFailed', key, error: this.errorView(error) });
    }
  }

  tick(key: string, on: boolean): void {
    this.dispatch({ type: 'ticked', key, on });
  }

  expand(key: string, on: boolean): void {
    this.dispatch({ type: 'expanded', key, on });
  }

  /** Has the host begin something that shows itself, its errors included, in VS Code. */
  begin<N extends Exclude<TermsRequestName, 'load' | 'accept'>>(
    name: N,
    params: TermsRequests[N]['params'],
  ): void {
    this.client.request(name, params).catch(() => undefined);
  }

  private receive(event: EventMessage): void {
    switch (event.name) {
      case 'snapshot':
        this.dispatch({ type: 'snapshot', snapshot: event.snapshot });
        break;
      case 'reload':
        void this.load(false);
        break;
    }
  }

  private dispatch(action: PageAction): void {
    const { ticked, expanded } = this.state;
    this.state = reduce(this.state, action);
    if (this.state.ticked !== ticked || this.state.expanded !== expanded) {
      this.keep({ ticked: this.state.ticked, expanded: this.state.expanded });
    }
    for (const listener of this.listeners) listener();
  }

  private errorView(error: unknown): ErrorView {
    if (error instanceof RequestFailure) return error.view;
    throw error;
  }
}
