import assert from 'node:assert/strict';
import { TermsController } from '../../../webview/terms/controller';
import { cardKey, type KeptState } from '../../../webview/terms/state';
import { dataset, ready, settle, strings, terms, Wire } from './fakes';

const open = terms('1');
const data = dataset(open);
const key = cardKey('anna', data, open);

describe('the terms page', () => {
  let wire: Wire;
  let kept: KeptState;
  let page: TermsController;

  function make(from: KeptState = { ticked: [], expanded: [] }): void {
    wire = new Wire();
    kept = from;
    page = new TermsController(wire, strings, from, (state) => (kept = state));
  }

  async function loaded(): Promise<void> {
    void page.load(false);
    wire.reply(ready(data));
    await settle();
  }

  beforeEach(() => {
    make();
  });

  afterEach(() => {
    wire.hangUp();
  });

  it('loads, and says that it does', async () => {
    void page.load(false);
    assert.equal(page.getState().loading, true);
    assert.equal(page.getState().announcement, strings.loading);
    wire.reply(ready(data));
    await settle();
    assert.deepEqual(page.getState().snapshot, ready(data));
    assert.equal(page.getState().loading, false);
    assert.equal(page.getState().announcement, '');
  });

  it('keeps what it shows when a refresh fails, beside the error', async () => {
    await loaded();
    void page.load(true);
    wire.refuse('portal.unreachable', 'Words.');
    await settle();
    assert.deepEqual(page.getState().snapshot, ready(data));
    assert.deepEqual(page.getState().loadError, { code: 'portal.unreachable', message: 'Words.' });
  });

  it('has words of its own for a load that was stopped', async () => {
    void page.load(true);
    wire.refuse('cancelled', 'Cancelled.');
    await settle();
    assert.equal(page.getState().loadError?.message, strings.stopped);
  });

  it('accepts nothing that is not ticked', async () => {
    await loaded();
    await page.accept(data, open);
    assert.equal(wire.last.name, 'load');
  });

  it('accepts the ticked text once, and shows what the portal answers', async () => {
    await loaded();
    page.tick(key, true);
    const accepting = page.accept(data, open);
    void page.accept(data, open);
    assert.deepEqual(
      wire.sent.map((message) => message.name),
      ['load', 'accept'],
    );
    assert.deepEqual(wire.last.params, { termsId: '1', digest: 'd' });
    assert.equal(page.getState().cards[key]?.accepting, true);
    wire.reply(ready(dataset(terms('1', true))));
    await accepting;
    assert.deepEqual(page.getState().cards[key], { accepting: false, error: undefined });
    assert.equal(page.getState().justAccepted, key);
    assert.equal(page.getState().announcement, 'acceptedNamed Terms 1');
    assert.deepEqual(kept.ticked, []);
  });

  it('does not take an answer without the acceptance for one', async () => {
    await loaded();
    page.tick(key, true);
    const accepting = page.accept(data, open);
    wire.reply(ready(data));
    await accepting;
    assert.equal(page.getState().cards[key]?.error?.code, 'notAccepted');
    assert.equal(page.getState().justAccepted, undefined);
  });

  it('shows an error at its card, keeps the tick, and can be asked again', async () => {
    await loaded();
    page.tick(key, true);
    const accepting = page.accept(data, open);
    wire.refuse('portal.userDirectory', 'Words.');
    await accepting;
    assert.equal(page.getState().cards[key]?.error?.message, 'Words.');
    assert.deepEqual(page.getState().ticked, [key]);
    void page.accept(data, open);
    assert.equal(wire.sent.filter((message) => message.name === 'accept').length, 2);
  });

  it('never shows that something was cancelled', async () => {
    await loaded();
    page.tick(key, true);
    const accepting = page.accept(data, open);
    wire.refuse('cancelled', 'Cancelled.');
    await accepting;
    assert.deepEqual(page.getState().cards[key], { accepting: false, error: undefined });
  });

  it('asks again when the session changed, and takes whole snapshots as they come', async () => {
    await loaded();
    wire.deliver({ type: 'event', name: 'reload' });
    assert.equal(wire.last.name, 'load');
    assert.equal(wire.sent.length, 2);
    wire.deliver({ type: 'event', name: 'snapshot', snapshot: { kind: 'signedOut' } });
    assert.deepEqual(page.getState().snapshot, { kind: 'signedOut' });
  });

  it('tells its listeners until they leave', () => {
    let calls = 0;
    const leave = page.subscribe(() => (calls += 1));
    page.expand(key, true);
    leave();
    page.expand(key, false);
    assert.equal(calls, 1);
  });
});

describe('a tick', () => {
  const restored = async (snapshot: unknown): Promise<readonly string[]> => {
    const wire = new Wire();
    const page = new TermsController(wire, strings, { ticked: [key], expanded: [] }, () => undefined);
    void page.load(false);
    wire.reply(snapshot);
    await settle();
    return page.getState().ticked;
  };

  it('is still there after the page was hidden', async () => {
    assert.deepEqual(await restored(ready(data)), [key]);
  });

  it('does not carry over to another text, account or dataset', async () => {
    assert.deepEqual(await restored(ready(dataset(terms('1', false, 'other')))), []);
    assert.deepEqual(await restored(ready(data, 'bert')), []);
    assert.deepEqual(await restored(ready({ ...data, id: 'AABC' })), []);
  });

  it('is gone once the terms are accepted or the person signed out', async () => {
    assert.deepEqual(await restored(ready(dataset(terms('1', true)))), []);
    assert.deepEqual(await restored({ kind: 'signedOut' }), []);
  });
});
