import assert from 'node:assert/strict';
import type { CardView, Preview } from '../../../src/shared/preview';
import { initialState, reduce, type PageAction } from '../../../webview/preview/shell/state';

const card: CardView = {
  name: 'a.txt',
  path: 'a.txt',
  kind: 'Text',
  short: 'Text · 3 bytes',
  facts: [],
  remote: true,
  text: true,
};
const text = { kind: 'text' } as Preview;

describe('what a screen reader is told by the preview', () => {
  const told = (...actions: readonly PageAction[]): string =>
    actions.reduce(reduce, initialState(undefined)).announcement;
  const started: PageAction = { type: 'loadStarted', announcement: 'Loading…' };
  const opened: PageAction = { type: 'opened', preview: text };
  const known: PageAction = { type: 'card', card };

  it('is that it loads, and then what is shown, whichever comes first', () => {
    assert.equal(told(started), 'Loading…');
    assert.equal(told(started, known), 'Loading…');
    assert.equal(told(started, known, opened), card.short);
    assert.equal(told(started, opened, known), card.short);
  });

  it('is that nothing more can be read, once, with a way on that stays', () => {
    const missing = { message: 'No pair.', actions: ['Sign In'] };
    const gone: PageAction = { type: 'access', missing };
    assert.equal(told(started, opened, known, gone), 'No pair.');
    const state = [started, opened, gone].reduce(reduce, initialState(undefined));
    assert.deepEqual([state.access, state.phase.kind], [missing, 'shown']);
    assert.equal(reduce(state, { type: 'access', missing: undefined }).access, undefined);
  });

  it('is the reason where there is only the card, and nothing beside an error', () => {
    const only: PageAction = { type: 'opened', preview: { kind: 'card', reason: 'Too large.' } };
    assert.equal(told(started, known, only), 'Too large.');
    assert.equal(told(started, only, known), 'Too large.');
    const failed: PageAction = { type: 'failed', error: { code: 'network', message: '' }, request: 1 };
    assert.equal(told(started, known, failed), '');
  });
});
