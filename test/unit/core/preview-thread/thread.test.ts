import assert from 'node:assert/strict';
import { join } from 'node:path';
import { HcpError } from '../../../../src/core/errors';
import type { ByteSource, Neighbours } from '../../../../src/core/preview/byteSource';
import { Undrawable } from '../../../../src/core/preview/model';
import { PreviewThread } from '../../../../src/core/preview/thread/client';

const file = join(__dirname, '../../../../src/core/preview/thread/thread.ts');
const spec = `<?xml version="1.0"?><CaretSpecFile Version="1.0">
<DataFile Structure="CortexLeft" DataFileType="SURFACE">a.surf.gii</DataFile></CaretSpecFile>`;
const nobody: Neighbours = {
  open: () => Promise.resolve(undefined),
  names: () => Promise.resolve(['a.surf.gii']),
};
const forever = new AbortController().signal;

/** A file in memory. */
function memory(path: string, text: string): ByteSource {
  const bytes = Buffer.from(text);
  const read = (start: number, end: number) => Promise.resolve(new Uint8Array(bytes.subarray(start, end)));
  return {
    path,
    size: bytes.byteLength,
    version: '1',
    read,
    stream: async function* (start) {
      yield await read(start, bytes.byteLength);
    },
  };
}

/** A file whose bytes never come, and that says who still waits. */
function stalled(path: string): ByteSource & { readonly waiting: Set<AbortSignal>; begun: Promise<void> } {
  const waiting = new Set<AbortSignal>();
  let begin = (): void => undefined;
  const begun = new Promise<void>((resolve) => (begin = resolve));
  const read = (_start: number, _end: number, signal: AbortSignal) =>
    new Promise<Uint8Array>((_resolve, reject) => {
      waiting.add(signal);
      begin();
      signal.addEventListener('abort', () => {
        waiting.delete(signal);
        reject(new HcpError('cancelled'));
      });
    });
  return { path, size: 1000, version: '1', read, stream: () => ({}) as never, waiting, begun };
}

const failsWith = (code: string) => (error: unknown) => error instanceof HcpError && error.code === code;

describe('the thread of the previews', () => {
  let thread: PreviewThread;

  beforeEach(() => {
    thread = new PreviewThread({ file, execArgv: ['--require', 'tsx/cjs'] });
  });
  afterEach(() => thread.dispose());

  it('opens a file whose bytes the host reads', async () => {
    const opened = thread.open(memory('folder/x.spec', spec), nobody);
    const head = await opened.call('open', null, forever);
    assert.equal(head.kind, 'links');
    assert.deepEqual(
      head.kind === 'links' && head.groups.map(({ links }) => links.map(({ path, found }) => [path, found])),
      [[['folder/a.surf.gii', true]]],
    );
    assert.ok((await opened.call('describe', null, forever)).length > 0);
  });

  it('says why a file can’t be drawn', async () => {
    const opened = thread.open(memory('x.surf.gii', 'no surface'), nobody);
    await assert.rejects(opened.call('open', null, forever), (error) => error instanceof Undrawable);
    const empty = thread.open(memory('x.surf.gii', ''), nobody);
    await assert.rejects(
      empty.call('describe', null, forever),
      (error) => error instanceof Undrawable && error.reason === 'empty',
    );
  });

  it('passes on why bytes did not come', async () => {
    const source: ByteSource = {
      ...memory('x.spec', spec),
      read: () => Promise.reject(new HcpError('bucket.changed')),
    };
    await assert.rejects(
      thread.open(source, nobody).call('open', null, forever),
      failsWith('bucket.changed'),
    );
  });

  it('stops reading when nobody waits any longer', async () => {
    const source = stalled('x.spec');
    const abort = new AbortController();
    const opening = thread.open(source, nobody).call('open', null, abort.signal);
    await source.begun;
    assert.equal(source.waiting.size, 1);
    abort.abort();
    await assert.rejects(opening, failsWith('cancelled'));
    // The thread, which is told, answers one more question after it has dropped the read.
    await thread.open(memory('y.spec', spec), nobody).call('open', null, forever);
    assert.equal(source.waiting.size, 0);
  });

  it('stops reading when the file is closed', async () => {
    const source = stalled('x.spec');
    const opened = thread.open(source, nobody);
    const opening = opened.call('open', null, forever);
    await source.begun;
    opened.end();
    assert.equal(source.waiting.size, 0);
    await assert.rejects(opening, failsWith('cancelled'));
    await assert.rejects(opened.call('open', null, forever), failsWith('cancelled'));
  });

  it('starts again after its end, and opens what was open', async () => {
    const ends: HcpError[] = [];
    const ended = new Promise<void>((resolve) => {
      thread = new PreviewThread({
        file,
        execArgv: ['--require', 'tsx/cjs'],
        idleMs: 1,
        onEnd: (error) => {
          ends.push(error);
          resolve();
        },
      });
    });
    const opened = thread.open(memory('x.spec', spec), nobody);
    await opened.call('open', null, forever);
    await ended;
    assert.deepEqual(
      ends.map(({ code }) => code),
      ['cancelled'],
    );
    assert.equal((await opened.call('open', null, forever)).kind, 'links');
  });
});
