import { parentPort } from 'node:worker_threads';
import { HcpError } from '../../errors';
import { packFailure } from './failure';
import { HostFiles } from './hostFiles';
import type { Call, FromThread, ToThread } from './messages';
import { ThreadSession } from './threadSession';

/** The entry of the thread that reads files for previews. The bytes come from the host, by messages. */

const sessions = new Map<number, ThreadSession>();
const running = new Map<number, AbortController>();
const files = new HostFiles(say);

function say(message: FromThread): void {
  parentPort?.postMessage(message);
}

async function answer(id: number, session: number, call: Call): Promise<void> {
  const abort = new AbortController();
  running.set(id, abort);
  try {
    const found = sessions.get(session);
    if (!found) throw new HcpError('cancelled');
    say({ kind: 'reply', id, value: await found.answer(call, abort.signal) });
  } catch (error) {
    say({
      kind: 'failed',
      id,
      failure: packFailure(abort.signal.aborted ? new HcpError('cancelled') : error),
    });
  } finally {
    running.delete(id);
  }
}

parentPort?.on('message', (message: ToThread) => {
  switch (message.kind) {
    case 'begin': {
      const { session, file } = message;
      sessions.set(session, new ThreadSession(files.source(session, file), files.neighbours(session)));
      return;
    }
    case 'call':
      void answer(message.id, message.session, message.call);
      return;
    case 'cancel':
      running.get(message.id)?.abort();
      return;
    case 'end':
      sessions.get(message.session)?.end();
      sessions.delete(message.session);
      return;
    case 'answer':
      files.answered(message.id, message.answer);
      return;
    case 'refused':
      files.refused(message.id, message.failure);
  }
});
