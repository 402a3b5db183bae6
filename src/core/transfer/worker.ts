import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { createObjectFetcher } from '../bucket/objectFetcher';
import { createS3ObjectStore } from '../bucket/s3ObjectStore';
import { createDigestSource } from '../catalog/manifests';
import { HcpError, toHcpError } from '../errors';
import { createEngine } from './engine';
import { pack } from './errorCodec';
import { createHasher } from './hasher';
import type { NewJob, TransferEngine } from './jobs';
import { nodeDisk } from './nodeDisk';
import { originOf } from './origin';
import type { CallName, Configuration, FromWorker, ToWorker } from './workerMessages';

/** The entry of the engine's thread: a `TransferEngine` behind messages. */

const running = new Map<number, AbortController>();
let configuration: Configuration | undefined;
let engine: TransferEngine | undefined;

function say(message: FromWorker): void {
  parentPort?.postMessage(message);
}

function configured(): Configuration {
  if (!configuration) throw new HcpError('unexpected');
  return configuration;
}

function theEngine(): TransferEngine {
  if (engine) return engine;
  const address = () => configured().address;
  const network = () => configured().network;
  const keyPair = () => {
    const pair = configured().keyPair;
    return pair ? Promise.resolve(pair) : Promise.reject(new HcpError('keys.missing'));
  };
  // The engine tries again itself, and knows more about when.
  const store = createS3ObjectStore({ address, keyPair, network, maxAttempts: 1 });
  const made = createEngine({
    store,
    fetcher: createObjectFetcher({ address, keyPair, network, fallback: store }),
    digests: createDigestSource(store),
    disk: nodeDisk,
    hasher: createHasher({ file: join(__dirname, 'hash.js') }, nodeDisk),
    limits: configured().limits,
    origin: () => originOf(address()),
  });
  made.onChange((snapshot) => {
    if (snapshot) say({ kind: 'changed', snapshot: pack(snapshot) });
    else say({ kind: 'jobs', jobs: made.jobs.map(pack) });
  });
  engine = made;
  return made;
}

async function call(id: number, name: CallName, args: readonly unknown[]): Promise<unknown> {
  const abort = new AbortController();
  running.set(id, abort);
  const onProgress = (...values: unknown[]) => {
    say({ kind: 'progress', id, values: values.map(pack) });
  };
  try {
    const made = theEngine();
    switch (name) {
      case 'plan':
        return await made.plan(args[0] as string[], args[1] as string, abort.signal, onProgress);
      case 'start':
        return await made.start(args[0] as NewJob);
      case 'recover':
        return await made.recover(args[0] as string[]);
      case 'verify':
        return await made.verify(args[0] as string, abort.signal, onProgress);
      case 'dispose':
        await made.dispose();
        return undefined;
    }
  } finally {
    running.delete(id);
  }
}

parentPort?.on('message', (message: ToWorker) => {
  switch (message.kind) {
    case 'configure':
      configuration = message.configuration;
      engine?.setLimits(configuration.limits);
      return;
    case 'call': {
      const { id, name, args } = message;
      call(id, name, args).then(
        (value) => {
          say({ kind: 'reply', id, value: pack(value) });
        },
        (error: unknown) => {
          say({ kind: 'failed', id, error: pack(toHcpError(error)) });
        },
      );
      return;
    }
    case 'cancel':
      running.get(message.id)?.abort();
      return;
    case 'order': {
      const made = theEngine();
      const [id = '', key = ''] = message.args;
      made[message.name](id, key);
    }
  }
});

if (workerData !== null && workerData !== undefined) configuration = workerData as Configuration;
