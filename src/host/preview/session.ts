import type { Fact } from '../../core/preview/model';
import { Undrawable } from '../../core/preview/model';
import type { PreviewFile, PreviewThread } from '../../core/preview/thread/client';
import type { CallName, Calls } from '../../core/preview/thread/messages';
import type { BytesView, CardView, Preview } from '../../shared/preview';
import type { Format } from '../format';
import type { Settings } from '../settings';
import { cardOf } from './card';
import { reasonWords } from './factWords';
import type { Place } from './place';
import type { KnownCards } from './knownCards';
import type { Located, Locate } from './sources';
import { previewOf } from './views';

export interface SessionDeps {
  readonly thread: PreviewThread;
  readonly locate: Locate;
  readonly format: Format;
  readonly settings: Pick<Settings, 'previewMaxSize'>;
  /** Where what an object's content told is kept, to be shown where it is listed. */
  readonly known: KnownCards;
}

interface OpenFile {
  readonly located: Located;
  readonly file: PreviewFile;
}

/** The file of one tab: found once, opened in the thread once, until it is another file. */
export class PreviewSession {
  private opened: OpenFile | undefined;
  private facts: readonly Fact[] = [];
  private read = 0;

  constructor(
    private readonly deps: SessionDeps,
    readonly place: Place,
    /** Called with each piece that comes over the line. */
    private readonly onBytes: (bytes: BytesView) => void,
  ) {}

  /**
   * The card. What can't be read leaves lines out: it is `open` that says why.
   * @throws HcpError `cancelled`
   */
  async card(signal: AbortSignal): Promise<CardView> {
    try {
      this.facts = await this.call('describe', null, signal);
    } catch {
      signal.throwIfAborted();
    }
    return this.cardNow();
  }

  /** What is known by now. */
  cardNow(): CardView {
    const { deps, place, facts } = this;
    const located = this.opened?.located;
    const status = located && { size: located.source.size, modified: located.modified };
    const card = cardOf({ place, status, facts, textLimit: deps.settings.previewMaxSize }, deps.format);
    if (located && facts.length > 0) deps.known.add(place.path, located.source.version, card.short);
    return card;
  }

  /** What is shown below the card; the card alone where the content can't be drawn. @throws HcpError */
  async open(signal: AbortSignal): Promise<{ readonly preview: Preview; readonly detail?: string }> {
    try {
      const head = await this.call('open', null, signal);
      if (head.facts.length > 0) this.facts = head.facts;
      return { preview: previewOf(head) };
    } catch (error) {
      if (!(error instanceof Undrawable)) throw error;
      return { preview: { kind: 'card', reason: reasonWords(error.reason) }, detail: error.message };
    }
  }

  /** @throws Undrawable, HcpError */
  async call<N extends CallName>(
    name: N,
    params: Calls[N]['params'],
    signal: AbortSignal,
  ): Promise<Calls[N]['result']> {
    const { file } = await this.find(signal);
    return file.call(name, params, signal);
  }

  /** Everything from the start: the file is another one by now. */
  forget(): void {
    this.opened?.file.end();
    this.opened = undefined;
    this.facts = [];
    this.read = 0;
  }

  private async find(signal: AbortSignal): Promise<OpenFile> {
    if (this.opened) return this.opened;
    const located = await this.deps.locate(this.place, (count) => this.count(count), signal);
    // Two requests may have looked for it at the same time.
    this.opened ??= { located, file: this.deps.thread.open(located.source, located.neighbours) };
    return this.opened;
  }

  private count(count: number): void {
    const total = this.opened?.located.source.size;
    if (total === undefined) return;
    const { format } = this.deps;
    this.read += count;
    this.onBytes({
      read: this.read,
      total,
      readWords: format.size(this.read),
      totalWords: format.size(total),
    });
  }
}
