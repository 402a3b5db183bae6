import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createObjectFetcher } from '../core/bucket/objectFetcher';
import { createS3ObjectStore } from '../core/bucket/s3ObjectStore';
import { createDigestSource } from '../core/catalog/manifests';
import { createEngine } from '../core/transfer/engine';
import { createHasher } from '../core/transfer/hasher';
import type { TransferEngine } from '../core/transfer/jobs';
import { nodeDisk } from '../core/transfer/nodeDisk';
import { originOf } from '../core/transfer/origin';
import type { TransferOptions } from './options';
import type { Session } from './session';

/** Milliseconds: a night's maintenance of a cluster's network is not to lose a job, nor to hold a node for ever. */
const patience = 8 * 60 * 60 * 1000;
/** Milliseconds for the engine to write what it knows, after the person interrupted the command. */
const longestGoodbye = 800;

/** Runs work with an engine in this thread, and puts the engine away in the end. */
export async function withEngine<T>(
  session: Session,
  options: TransferOptions,
  work: (engine: TransferEngine) => Promise<T>,
): Promise<T> {
  const reach = {
    address: () => session.address,
    keyPair: () => session.keys.current(),
    network: () => session.network,
  };
  // The engine tries again itself, and knows more about when.
  const store = createS3ObjectStore({ ...reach, maxAttempts: 1 });
  const fetcher = createObjectFetcher({ ...reach, fallback: store });
  const engine = createEngine({
    store,
    fetcher,
    digests: createDigestSource(store),
    disk: nodeDisk,
    hasher: createHasher({ file: join(__dirname, 'hash.js') }, nodeDisk),
    limits: { connections: options.connections, bytesPerSecond: options.bandwidth },
    origin: () => originOf(session.address),
    checksums: options.checksum ?? true,
    patience,
  });
  try {
    return await work(engine);
  } finally {
    const ended = engine.dispose();
    await (session.signal.aborted ? Promise.race([ended, pause(longestGoodbye)]) : ended);
    fetcher.dispose();
    store.dispose();
  }
}
