import type {
  PreviewEvent,
  PreviewPage,
  PreviewRequestName,
  PreviewRequests,
} from '../../../src/shared/preview';
import type { PreviewStrings } from '../../../src/shared/previewStrings';
import { HostClient, RequestFailure, type Channel } from '../../kit/client';
import { previewProtocol } from './protocol';
import { actionOf, initialState, reduce, type PageAction, type PageState } from './state';

/** What of the page outlives its being hidden. */
export interface KeptState {
  readonly expanded: boolean | undefined;
}

/** Requests that only begin something, which shows itself elsewhere. */
type Order = 'act' | 'download' | 'copyAddress' | 'openAsText' | 'openLink' | 'openPath' | 'drawn';

/** A file that changes all the time is not read all the time. Milliseconds. */
const leastBetweenReloads = 5000;

/** The page without its looks: what it knows, what can be done, and what the host reports. */
export class PreviewController {
  private state: PageState;
  private readonly client: HostClient<PreviewRequests, PreviewEvent>;
  private readonly listeners = new Set<() => void>();
  private loading = new AbortController();
  private lastReload = -Infinity;

  constructor(
    channel: Channel,
    private readonly strings: PreviewStrings,
    page: PreviewPage,
    kept: KeptState,
    private readonly keep: (state: KeptState) => void,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.state = initialState(page.expanded || kept.expanded);
    this.client = new HostClient(channel, previewProtocol, strings.noAnswer, (event) => {
      this.receive(event);
    });
  }

  readonly getState = (): PageState => this.state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Asks for everything, from the start. */
  async load(announcement = this.strings.loading): Promise<void> {
    this.loading.abort();
    const loading = new AbortController();
    this.loading = loading;
    this.dispatch({ type: 'loadStarted', announcement });
    const card = this.ask('card', null, loading.signal).then((result) => {
      this.dispatch({ type: 'card', card: result });
    });
    try {
      const preview = await this.ask('open', null, loading.signal);
      this.dispatch({ type: 'opened', preview });
    } catch (error) {
      if (!loading.signal.aborted) this.fail(error);
    }
    // A card that does not come is no error of its own: it has what the name says, and the view has the reason.
    await card.catch(() => undefined);
  }

  /** For the views: as `HostClient.request`. @throws RequestFailure */
  readonly ask = <N extends PreviewRequestName>(
    name: N,
    params: PreviewRequests[N]['params'],
    signal: AbortSignal,
  ): Promise<PreviewRequests[N]['result']> => this.client.request(name, params, signal);

  /** Has the host begin something that shows itself, its errors included, in VS Code. */
  readonly begin = <N extends Order>(name: N, params: PreviewRequests[N]['params']): void => {
    this.client.request(name, params).catch(() => undefined);
  };

  readonly expand = (on: boolean): void => {
    this.dispatch({ type: 'expanded', on });
  };

  /** A volume has been drawn: counted from 0. */
  readonly showVolume = (index: number): void => {
    this.dispatch({ type: 'volume', index });
  };

  /** Nothing can be drawn on this machine: the card has to do. */
  fallBack(): void {
    if (this.state.expanded === undefined) this.dispatch({ type: 'expanded', on: true });
  }

  private fail(error: unknown): void {
    if (!(error instanceof RequestFailure)) throw error;
    const { view, request } = error;
    const message = view.code === 'cancelled' ? this.strings.stopped : view.message;
    this.dispatch({ type: 'failed', error: { ...view, message }, request });
  }

  private receive(event: PreviewEvent): void {
    const action = actionOf(event);
    if (action) this.dispatch(action);
    else this.reload();
    // What failed for want of a pair can be read with the new one.
    if (action?.type === 'access' && !action.missing && this.state.phase.kind === 'failed') void this.load();
  }

  private reload(): void {
    const now = this.now();
    if (now - this.lastReload < leastBetweenReloads) return;
    this.lastReload = now;
    void this.load(this.strings.changed);
  }

  private dispatch(action: PageAction): void {
    const { expanded } = this.state;
    this.state = reduce(this.state, action);
    if (this.state.expanded !== expanded) this.keep({ expanded: this.state.expanded });
    for (const listener of this.listeners) listener();
  }
}
