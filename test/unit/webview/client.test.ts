import assert from 'node:assert/strict';
import type { EventMessage, TermsRequests } from '../../../src/shared/protocol';
import { HostClient, RequestFailure } from '../../../webview/kit/client';
import { termsProtocol } from '../../../webview/terms/protocol';
import { Wire } from './fakes';

function failsWith(code: string): (error: unknown) => boolean {
  return (error) => error instanceof RequestFailure && error.view.code === code;
}

describe("the webview's client of the host", () => {
  let wire: Wire;
  let events: EventMessage[];
  let client: HostClient<TermsRequests, EventMessage>;

  beforeEach(() => {
    wire = new Wire();
    events = [];
    client = new HostClient(wire, termsProtocol, 'No answer.', (event) => events.push(event));
  });
  afterEach(() => {
    client.dispose();
  });

  it('matches replies by id, in any order', async () => {
    const first = client.request('signIn', null);
    const second = client.request('load', { fresh: false });
    assert.deepEqual(wire.sent, [
      { type: 'request', id: 1, name: 'signIn', params: null },
      { type: 'request', id: 2, name: 'load', params: { fresh: false } },
    ]);
    wire.reply({ kind: 'signedOut' }, 2);
    wire.reply(null, 1);
    assert.deepEqual(await second, { kind: 'signedOut' });
    assert.equal(await first, null);
  });

  it("rejects with the host's error", async () => {
    const request = client.request('load', { fresh: true });
    wire.refuse('portal.server', 'Words.');
    await assert.rejects(request, (error) => {
      assert.ok(error instanceof RequestFailure);
      assert.deepEqual(error.view, { code: 'portal.server', message: 'Words.' });
      return true;
    });
  });

  it('gives up after the time of the request, and ignores the late reply', async () => {
    const timers: { readonly run: () => void; readonly after: number }[] = [];
    const { setTimeout } = globalThis;
    globalThis.setTimeout = ((run: () => void, after: number) => {
      timers.push({ run, after });
      return setTimeout(() => undefined, 0);
    }) as typeof setTimeout;
    try {
      const request = client.request('accept', { termsId: '1', digest: 'd' });
      assert.deepEqual(
        timers.map((timer) => timer.after),
        [60_000],
      );
      timers[0]?.run();
      await assert.rejects(request, failsWith('timeout'));
      wire.reply({ kind: 'signedOut' });
    } finally {
      globalThis.setTimeout = setTimeout;
    }
  });

  it('does not take a reply of another shape for an answer', async () => {
    const load = client.request('load', { fresh: false });
    wire.reply({ kind: 'ready' });
    await assert.rejects(load, failsWith('timeout'));
  });

  it('leaves foreign and broken messages alone', async () => {
    const request = client.request('signIn', null);
    const noise = [undefined, 'x', 1, [], {}, { type: 'reply' }, { type: 'reply', id: 1 }, { type: 'event' }];
    const more = [
      { type: 'reply', id: 1, ok: false },
      { type: 'reply', id: 9, ok: true, result: null },
      { type: 'event', name: 'snapshot', snapshot: {} },
    ];
    for (const message of [...noise, ...more]) wire.deliver(message);
    wire.reply(null, 1);
    assert.equal(await request, null);
    assert.deepEqual(events, []);
  });

  it('hands over events', () => {
    wire.deliver({ type: 'event', name: 'reload' });
    wire.deliver({ type: 'event', name: 'snapshot', snapshot: { kind: 'signedOut' } });
    assert.deepEqual(
      events.map((event) => event.name),
      ['reload', 'snapshot'],
    );
  });
});
