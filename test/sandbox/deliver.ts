import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Effects } from './faults';
import type { Answer } from './http';

const lengthError = 1_000;
const dripsPerSecond = 10;

/** Sends an answer with the faults it meets on its way. Resolves when all is sent or the client has gone. */
export async function deliver(
  response: ServerResponse,
  method: string,
  answer: Answer,
  effects: Effects,
  signal: AbortSignal,
): Promise<void> {
  const length = announcedLength(answer.length, effects);
  const headers = length === undefined ? answer.headers : { ...answer.headers, 'content-length': length };
  response.writeHead(answer.status, headers);
  if (method === 'HEAD' || answer.status === 304) {
    response.end();
    return;
  }
  // The headers go out even where no body follows them.
  if (effects.find('dropAfter') ?? effects.find('stallAfter')) response.flushHeaders();
  const whole = await sendBody(response, withFaults(answer.body, length, effects, signal), signal);
  if (whole && !effects.find('wrongLength')) response.end();
  else response.socket?.destroySoon();
}

function announcedLength(length: number | undefined, effects: Effects): number | undefined {
  const fault = effects.find('wrongLength');
  if (!fault || length === undefined) return length;
  return fault.length === 'long'
    ? length + lengthError
    : length - Math.min(lengthError, Math.ceil(length / 2));
}

/** False when the connection is to be cut. */
async function sendBody(
  response: ServerResponse,
  body: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    for await (const chunk of body) {
      if (signal.aborted) return false;
      if (!response.write(chunk)) await once(response, 'drain', { signal });
    }
    return true;
  } catch (error) {
    if (error instanceof ConnectionCut || signal.aborted) return false;
    throw error;
  }
}

class ConnectionCut extends Error {}

type Body = Answer['body'];

function withFaults(body: Body, length: number | undefined, effects: Effects, signal: AbortSignal) {
  const drip = effects.find('drip');
  const drop = effects.find('dropAfter');
  const stall = effects.find('stallAfter');
  let result: Body = body;
  if (effects.find('wrongLength')?.length === 'short' && length !== undefined) {
    result = upTo(result, length, () => Promise.resolve());
  }
  if (stall) result = upTo(result, stall.bytes, () => forever(signal));
  if (drop) result = upTo(result, drop.bytes, () => Promise.reject(new ConnectionCut()));
  return dripping(result, drip?.bytesPerSecond, signal);
}

/** The first `limit` bytes, then `atLimit`, even where the body ends there. */
async function* upTo(body: Body, limit: number, atLimit: () => Promise<void>): AsyncGenerator<Uint8Array> {
  let left = limit;
  if (left > 0) {
    for await (const chunk of body) {
      yield chunk.subarray(0, left);
      left -= Math.min(left, chunk.length);
      if (left === 0) break;
    }
  }
  await atLimit();
}

async function* dripping(body: Body, bytesPerSecond: number | undefined, signal: AbortSignal) {
  if (bytesPerSecond === undefined) {
    yield* body;
    return;
  }
  const step = Math.max(1, Math.round(bytesPerSecond / dripsPerSecond));
  const pause = (step * 1_000) / bytesPerSecond;
  for await (const chunk of body) {
    for (let start = 0; start < chunk.length; start += step) {
      yield chunk.subarray(start, start + step);
      await sleep(pause, undefined, { signal });
    }
  }
}

function forever(signal: AbortSignal): Promise<void> {
  return new Promise((_resolve, reject) => {
    const cut = () => {
      reject(new ConnectionCut());
    };
    if (signal.aborted) cut();
    else signal.addEventListener('abort', cut, { once: true });
  });
}
