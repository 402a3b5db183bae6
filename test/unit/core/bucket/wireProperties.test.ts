import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Answer, type AnswerEnd } from '../../../../src/core/bucket/wire/answer';
import { headLimit, HeadReader, parseHead } from '../../../../src/core/bucket/wire/answerHead';
import { judge } from '../../../../src/core/bucket/wire/judge';
import { headOf } from './oddServer';

/** Cuts bytes at these places, as the network might. */
function cut(bytes: Buffer, places: readonly number[]): readonly Buffer[] {
  const ends = [...new Set(places.map((place) => place % (bytes.length + 1)))].sort((a, b) => a - b);
  return [0, ...ends].map((from, index) => bytes.subarray(from, ends[index] ?? bytes.length));
}

const places = fc.array(fc.nat(), { maxLength: 12 });
const token = fc.stringMatching(/^[a-zA-Z][a-zA-Z-]{0,12}$/);
const value = fc.stringMatching(/^[!-~]([ -~]{0,20}[!-~])?$/);

describe('the head of an answer', () => {
  it('is read as it was written', () => {
    const line = fc.tuple(token, value);
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 999 }), fc.array(line, { maxLength: 10 }), (status, lines) => {
        const fields = lines.map(([name, text]) => `\r\n${name}: ${text}`).join('');
        const head = parseHead(`HTTP/1.1 ${String(status)} OK${fields}`);
        assert.equal(head?.status, status);
        for (const [name] of lines) {
          const all = lines.filter(([other]) => other.toLowerCase() === name.toLowerCase());
          assert.equal(head.headers.get(name.toLowerCase()), all.map(([, text]) => text).join(', '));
        }
      }),
    );
  });

  it('is found wherever the network cuts it, with every byte that follows it', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 50 }), places, (body, cuts) => {
        const reader = new HeadReader();
        const text = headOf(body.length);
        let rest: Buffer | undefined;
        for (const piece of cut(Buffer.concat([Buffer.from(text), body]), cuts)) {
          // What is handed over may be overwritten at once.
          const handed = Buffer.from(piece);
          if (rest) {
            rest = Buffer.concat([rest, handed]);
            continue;
          }
          const found = reader.push(handed);
          assert.notEqual(found, 'malformed');
          if (typeof found === 'object') rest = Buffer.from(found.rest);
          handed.fill(0);
        }
        assert.ok(rest?.equals(body));
      }),
    );
  });

  it('is never taken from noise, and never keeps more than its limit', () => {
    const noise = fc.oneof(
      fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes)),
      fc
        .string({ unit: fc.constantFrom(...'HTTP/1. 2069:\r\n\tabc\0\u00ff') })
        .map((text) => Buffer.from(text, 'latin1')),
      fc.tuple(fc.nat(), fc.nat(255)).map(([at, byte]) => {
        const bytes = Buffer.from(headOf(5));
        bytes[at % bytes.length] = byte;
        return bytes;
      }),
    );
    fc.assert(
      fc.property(noise, places, (bytes, cuts) => {
        const once = new HeadReader().push(Buffer.from(bytes));
        const reader = new HeadReader();
        const found = cut(bytes, cuts)
          .map((piece) => reader.push(piece))
          .find((one) => one !== 'more');
        if (once === 'more') assert.equal(found, undefined);
        else if (once === 'malformed') assert.equal(found, 'malformed');
        else assert.deepEqual(typeof found === 'object' && found.head, once.head);
      }),
      { numRuns: 1_000 },
    );
    const reader = new HeadReader();
    let pushed = 0;
    const line = Buffer.alloc(1_000, 'a');
    while (reader.push(line) === 'more') pushed += line.length;
    assert.ok(pushed <= headLimit);
  });
});

interface Read {
  readonly body: Buffer;
  readonly end: AnswerEnd | undefined;
}

/** Reads an answer from these pieces, with a sink that makes the sender wait at some calls. */
async function readAnswer(pieces: readonly Buffer[], size: number, waits: readonly boolean[]): Promise<Read> {
  const chunks: Buffer[] = [];
  let end: AnswerEnd | undefined;
  let busy = false;
  const answer: Answer = new Answer(
    {
      judge: (head) => judge(head, { key: 'k', size, ifMatch: 'e' }),
      sink: (bytes) => {
        assert.ok(!busy && end === undefined && bytes.length > 0);
        chunks.push(Buffer.from(bytes));
        if (!waits[chunks.length % waits.length]) return undefined;
        busy = true;
        return new Promise((resolve) => {
          setImmediate(() => {
            busy = false;
            resolve();
          });
        });
      },
    },
    (result) => {
      assert.equal(end, undefined, 'told twice');
      end = result;
    },
    () => {
      assert.ok(!answer.waiting && end === undefined);
    },
  );
  for (const [index, piece] of pieces.entries()) {
    if (end) break;
    const handed = Buffer.from(piece);
    answer.push(handed);
    handed.fill(0);
    // TLS hands on what it has, even when it is asked to wait.
    if (index % 3 === 2) while (answer.waiting) await new Promise(setImmediate);
  }
  while (answer.waiting) await new Promise(setImmediate);
  return { body: Buffer.concat(chunks), end };
}

describe('an answer', () => {
  const bytes = fc.uint8Array({ minLength: 1, maxLength: 200 }).map((array) => Buffer.from(array));
  const waits = fc.array(fc.boolean(), { minLength: 1, maxLength: 6 });

  it('arrives byte for byte, however it is cut and whenever its sink waits', () =>
    fc.assert(
      fc.asyncProperty(bytes, places, waits, async (body, cuts, pauses) => {
        const all = Buffer.concat([Buffer.from(headOf(body.length)), body]);
        const { body: received, end } = await readAnswer(cut(all, cuts), body.length, pauses);
        assert.equal(end?.kind, 'whole');
        assert.ok(received.equals(body));
      }),
    ));

  it('is never whole when bytes are missing, and never more than announced', () =>
    fc.assert(
      fc.asyncProperty(
        bytes,
        places,
        waits,
        fc.integer({ min: -50, max: 50 }),
        async (body, cuts, pauses, by) => {
          fc.pre(by !== 0 && body.length + by > 0);
          const announced = body.length + by;
          const all = Buffer.concat([Buffer.from(headOf(announced)), body]);
          const { body: received, end } = await readAnswer(cut(all, cuts), announced, pauses);
          assert.ok(body.subarray(0, announced).subarray(0, received.length).equals(received));
          if (by > 0) assert.equal(end, undefined);
          // Bytes of a later piece belong to the connection, which ends when they come.
          else assert.ok(end?.kind === 'failed' || received.length === announced);
        },
      ),
    ));
});
