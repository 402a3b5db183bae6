import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { Coalesce } from '../../../src/host/downloads/coalesce';

describe('Coalesce', () => {
  it('hands on the first change at once, and the rest together', async () => {
    const flushed: (readonly string[])[] = [];
    const drawing = new Coalesce<string>(20, (changed) => flushed.push(changed));
    drawing.add('a');
    assert.deepEqual(flushed, [['a']]);
    for (const one of ['b', 'c', 'b']) drawing.add(one);
    assert.equal(flushed.length, 1);
    await pause(60);
    assert.deepEqual(flushed, [['a'], ['b', 'c']]);
    drawing.add('d');
    assert.deepEqual(flushed.at(-1), ['d'], 'after a quiet time a change is handed on at once again');
    drawing.dispose();
  });

  it('forgets what waits', async () => {
    const flushed: (readonly string[])[] = [];
    const drawing = new Coalesce<string>(10, (changed) => flushed.push(changed));
    drawing.add('a');
    drawing.add('b');
    drawing.clear();
    await pause(30);
    assert.deepEqual(flushed, [['a']]);
    drawing.add('c');
    drawing.add('d');
    drawing.dispose();
    await pause(30);
    assert.deepEqual(flushed, [['a'], ['c']]);
  });
});
