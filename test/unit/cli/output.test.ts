import assert from 'node:assert/strict';
import { Writable } from 'node:stream';
import { Output } from '../../../src/cli/output';
import { Screen } from './fakes';

describe('output of the command', () => {
  it('writes text or events, never both', async () => {
    for (const json of [false, true]) {
      const [out, err] = [new Screen(), new Screen()];
      const output = new Output(out, err, json);
      await output.lines(['one', 'two']);
      await output.events([{ event: 'prefix', prefix: 'a\u001b/' }]);
      assert.equal(out.text, json ? '{"event":"prefix","prefix":"a\\u001b/"}\n' : 'one\ntwo\n');
      assert.equal(err.text, '');
    }
  });

  it('keeps the progress line below what is written', async () => {
    const [out, err] = [new Screen(), new Screen(true)];
    const output = new Output(out, err, false);
    output.showStatus('10 %');
    output.note('note');
    await output.lines(['line']);
    output.showStatus('');
    const erase = '\r\u001b[K';
    assert.equal(err.text, `${erase}10 %${erase}note\n${erase}10 %${erase}${erase}10 %${erase}`);
  });

  it('has no progress line in a log, nor where events go to the same terminal', () => {
    const log = new Screen();
    new Output(new Screen(), log, false).showStatus('10 %');
    assert.equal(log.text, '');
    assert.equal(new Output(new Screen(true), new Screen(true), true).hasStatus, false);
    assert.equal(new Output(new Screen(false), new Screen(true), true).hasStatus, true);
  });

  it('waits for a slow reader', async () => {
    let take: () => void = () => undefined;
    const out = new Writable({
      highWaterMark: 1,
      write: (_chunk, _encoding, done) => {
        take = done;
      },
    });
    let written = false;
    const writing = new Output(out, new Screen(), false).lines(['line']).then(() => (written = true));
    await new Promise(setImmediate);
    assert.equal(written, false);
    take();
    await writing;
    assert.equal(written, true);
  });

  it('goes on without a reader that left, and without a word', async () => {
    const out = new Writable({
      highWaterMark: 1,
      write: (_chunk, _encoding, done) => {
        done(Object.assign(new Error('gone'), { code: 'EPIPE' }));
      },
    });
    const err = new Screen();
    const output = new Output(out, err, false);
    await output.lines(['line']);
    await output.lines(['line']);
    assert.equal(output.readerLeft, true);
    assert.equal(err.text, '');
  });

  it('says that its file can’t be written', async () => {
    const out = new Writable({
      highWaterMark: 1,
      write: (_chunk, _encoding, done) => {
        done(Object.assign(new Error('full'), { code: 'ENOSPC' }));
      },
    });
    const err = new Screen();
    await new Output(out, err, false).lines(['line']);
    assert.match(err.text, /can’t be written \(ENOSPC\)/);
  });
});
