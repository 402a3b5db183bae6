import { createObjectFetcher } from '../../../../src/core/bucket/objectFetcher';
import { createS3ObjectStore } from '../../../../src/core/bucket/s3ObjectStore';
import { createDigestSource } from '../../../../src/core/catalog/manifests';
import type { KeyPair } from '../../../../src/core/keyPair';
import { directNetwork } from '../../../../src/core/network/networkOptions';
import type { EngineOptions } from '../../../../src/core/transfer/engine';
import type { Sandbox } from '../../../sandbox/sandbox';

/** An engine's side of the wire, as the worker has it, with little patience for a stalled body. */
export interface Wire {
  readonly options: Pick<EngineOptions, 'store' | 'fetcher' | 'digests'>;
  /** The pair to sign with from now on. */
  keyPair: KeyPair;
  close(): void;
}

export function wireTo(sandbox: Sandbox, stallAfter = 700): Wire {
  const { bucket, region, s3Endpoint: endpoint } = sandbox;
  const address = () => ({ bucket, region, endpoint });
  const keyPair = () => Promise.resolve(wire.keyPair);
  const network = () => directNetwork;
  const store = createS3ObjectStore({ address, keyPair, network, maxAttempts: 1, stallAfter });
  const fetcher = createObjectFetcher({ address, keyPair, network, fallback: store, stallAfter });
  const wire: Wire = {
    options: { store, fetcher, digests: createDigestSource(store) },
    keyPair: sandbox.readyKeys,
    close: () => {
      fetcher.dispose();
      store.dispose();
    },
  };
  return wire;
}
