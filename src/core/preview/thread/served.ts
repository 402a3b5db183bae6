import { HcpError } from '../../errors';
import type { ByteSource, Neighbours } from '../byteSource';
import { packFailure } from './failure';
import type { Answer, Ask, FileHead, ToThread } from './messages';

interface Stream {
  readonly chunks: AsyncIterator<Uint8Array>;
  readonly abort: AbortController;
}

/** The host's side of one session's files: reads what the thread asks for, and stops when it need not any longer. */
export class ServedFiles {
  private readonly files: ByteSource[];
  private readonly streams = new Map<number, Stream>();
  private readonly asked = new Map<number, AbortController>();

  constructor(
    source: ByteSource,
    private readonly neighbours: Neighbours,
  ) {
    this.files = [source];
  }

  /** The file that is shown. */
  get first(): FileHead {
    return this.head(0);
  }

  async serve(
    id: number,
    ask: Ask,
    post: (message: ToThread, transfer: readonly ArrayBuffer[]) => void,
  ): Promise<void> {
    const abort = new AbortController();
    this.asked.set(id, abort);
    try {
      const answer = await this.answer(ask, abort.signal);
      const bytes = answer.what === 'bytes' ? answer.bytes : undefined;
      post({ kind: 'answer', id, answer }, bytes ? [bytes.buffer] : []);
    } catch (error) {
      post({ kind: 'refused', id, failure: packFailure(error) }, []);
    } finally {
      this.asked.delete(id);
    }
  }

  drop(id: number): void {
    this.asked.get(id)?.abort();
  }

  leave(number: number): void {
    const stream = this.streams.get(number);
    this.streams.delete(number);
    stream?.abort.abort();
    // Ends the iteration where the producer waits for the next call instead of listening to the signal.
    stream?.chunks.return?.().catch(() => undefined);
  }

  /** Stops everything that is under way. The files can be asked again afterwards. */
  stop(): void {
    for (const abort of this.asked.values()) abort.abort();
    for (const number of [...this.streams.keys()]) this.leave(number);
  }

  private async answer(ask: Ask, signal: AbortSignal): Promise<Answer> {
    switch (ask.what) {
      case 'read':
        return {
          what: 'bytes',
          bytes: owned(await this.file(ask.file).read(ask.start, ask.end, signal)),
        };
      case 'next': {
        const { value, done } = await this.stream(ask).chunks.next();
        return { what: 'bytes', bytes: done === true ? undefined : new Uint8Array(value) };
      }
      case 'open': {
        const found = await this.neighbours.open(ask.path, signal);
        return { what: 'file', file: found && this.head(this.files.push(found) - 1) };
      }
      case 'names':
        return { what: 'names', names: await this.neighbours.names(ask.folder, signal) };
    }
  }

  private stream(ask: Extract<Ask, { what: 'next' }>): Stream {
    const known = this.streams.get(ask.stream);
    if (known) return known;
    const abort = new AbortController();
    const chunks = this.file(ask.file).stream(ask.start, abort.signal)[Symbol.asyncIterator]();
    const begun = { chunks, abort };
    this.streams.set(ask.stream, begun);
    return begun;
  }

  private file(number: number): ByteSource {
    const file = this.files[number];
    if (!file) throw new HcpError('unexpected');
    return file;
  }

  private head(number: number): FileHead {
    const { path, size, version } = this.file(number);
    return { number, path, size, version };
  }
}

/** The bytes in a buffer that holds nothing else, so that it can be given away. */
function owned(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const { buffer } = bytes;
  const whole = buffer instanceof ArrayBuffer && buffer.byteLength === bytes.byteLength;
  return whole ? new Uint8Array(buffer) : new Uint8Array(bytes);
}
