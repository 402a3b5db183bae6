import { createS3ObjectStore } from '../core/bucket/s3ObjectStore';
import type { BucketAddress, ObjectStore } from '../core/bucket/objectStore';
import { networkFromEnvironment } from '../core/network/fromEnvironment';
import type { NetworkOptions } from '../core/network/networkOptions';
import { findKeys, type Keys } from './keys';
import type { Output } from './output';
import type { BucketOptions } from './options';

/** What every command works with. */
export interface Session {
  readonly output: Output;
  /** Aborted when the person interrupts the command. */
  readonly signal: AbortSignal;
  readonly env: NodeJS.ProcessEnv;
  readonly address: BucketAddress;
  readonly network: NetworkOptions;
  readonly keys: Keys;
  readonly store: ObjectStore;
}

/** @throws HcpError `keys.missing`, `keys.malformed`, `disk.failed` before anything is asked of the bucket */
export async function withSession<T>(
  options: BucketOptions,
  surroundings: Pick<Session, 'output' | 'signal' | 'env'>,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const address = { bucket: options.bucket, region: options.region, endpoint: options.endpointUrl };
  const keys = findKeys(surroundings.env, options.profile);
  await keys.current();
  // Electron, in its node mode, need not have read it.
  const known = process.versions.electron === undefined ? process.env.NODE_EXTRA_CA_CERTS : undefined;
  const network = networkFromEnvironment(surroundings.env, known);
  const store = createS3ObjectStore({
    address: () => address,
    keyPair: () => keys.current(),
    network: () => network,
  });
  try {
    return await work({ ...surroundings, address, network, keys, store });
  } finally {
    store.dispose();
  }
}
