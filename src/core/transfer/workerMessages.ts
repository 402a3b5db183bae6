import type { BucketAddress } from '../bucket/objectStore';
import type { KeyPair } from '../keyPair';
import type { NetworkOptions } from '../network/networkOptions';
import type { Limits, TransferEngine } from './jobs';

/** All that the engine's thread is told about the world. The pair stays in the memory of this process. */
export interface Configuration {
  readonly keyPair: KeyPair | undefined;
  readonly address: BucketAddress;
  readonly network: NetworkOptions;
  readonly limits: Limits;
}

/** Methods that answer. */
export type CallName = 'plan' | 'start' | 'recover' | 'verify' | 'dispose';
/** Methods that do not. */
export type OrderName = Exclude<keyof TransferEngine, CallName | 'jobs' | 'onChange' | 'setLimits'>;

export type ToWorker =
  | { readonly kind: 'configure'; readonly configuration: Configuration }
  | { readonly kind: 'call'; readonly id: number; readonly name: CallName; readonly args: readonly unknown[] }
  | { readonly kind: 'cancel'; readonly id: number }
  | { readonly kind: 'order'; readonly name: OrderName; readonly args: readonly string[] };

/** Values are packed (`errorCodec`). */
export type FromWorker =
  | { readonly kind: 'reply'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'failed'; readonly id: number; readonly error: unknown }
  | { readonly kind: 'progress'; readonly id: number; readonly values: readonly unknown[] }
  | { readonly kind: 'changed'; readonly snapshot: unknown }
  | { readonly kind: 'jobs'; readonly jobs: readonly unknown[] };
