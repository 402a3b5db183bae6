import { HcpError } from '../../errors';
import type { ByteSource, Neighbours } from '../byteSource';
import { unpackFailure, type PackedFailure } from './failure';
import type { Answer, Ask, FileHead, FromThread } from './messages';

interface Waiting {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

type Post = (message: FromThread) => void;

/** The host's files as the thread sees them: each read is a message, and so is the end of the interest in it. */
export class HostFiles {
  private readonly waiting = new Map<number, Waiting>();
  private lastId = 0;
  private lastStream = 0;

  constructor(private readonly post: Post) {}

  source(session: number, file: FileHead): ByteSource {
    const { number, path, size, version } = file;
    return {
      path,
      size,
      version,
      read: async (start, end, signal) => {
        const answer = await this.ask(session, { what: 'read', file: number, start, end }, signal);
        return bytesOf(answer) ?? new Uint8Array();
      },
      stream: (start, signal) => this.stream(session, number, start, signal),
    };
  }

  neighbours(session: number): Neighbours {
    return {
      open: async (path, signal) => {
        const answer = await this.ask(session, { what: 'open', path }, signal);
        if (answer.what !== 'file') throw new HcpError('unexpected');
        return answer.file && this.source(session, answer.file);
      },
      names: async (folder, signal) => {
        const answer = await this.ask(session, { what: 'names', folder }, signal);
        if (answer.what !== 'names') throw new HcpError('unexpected');
        return answer.names;
      },
    };
  }

  answered(id: number, answer: Answer): void {
    this.waiting.get(id)?.resolve(answer);
    this.waiting.delete(id);
  }

  refused(id: number, failure: PackedFailure): void {
    this.waiting.get(id)?.reject(unpackFailure(failure));
    this.waiting.delete(id);
  }

  private async *stream(
    session: number,
    file: number,
    start: number,
    signal: AbortSignal,
  ): AsyncGenerator<Uint8Array, void, undefined> {
    const stream = ++this.lastStream;
    try {
      for (;;) {
        const bytes = bytesOf(await this.ask(session, { what: 'next', stream, file, start }, signal));
        if (bytes === undefined) return;
        yield bytes;
      }
    } finally {
      this.post({ kind: 'leave', session, stream });
    }
  }

  private ask(session: number, ask: Ask, signal: AbortSignal): Promise<Answer> {
    const id = ++this.lastId;
    return new Promise<Answer>((resolve, reject) => {
      if (signal.aborted) {
        reject(new HcpError('cancelled'));
        return;
      }
      const onAbort = (): void => {
        this.waiting.delete(id);
        this.post({ kind: 'drop', id });
        reject(new HcpError('cancelled'));
      };
      const settled =
        <T>(settle: (value: T) => void) =>
        (value: T): void => {
          signal.removeEventListener('abort', onAbort);
          settle(value);
        };
      signal.addEventListener('abort', onAbort, { once: true });
      this.waiting.set(id, { resolve: settled(resolve), reject: settled(reject) });
      this.post({ kind: 'ask', id, session, ask });
    });
  }
}

function bytesOf(answer: Answer): Uint8Array | undefined {
  if (answer.what !== 'bytes') throw new HcpError('unexpected');
  return answer.bytes;
}
