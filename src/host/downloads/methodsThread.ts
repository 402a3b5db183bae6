import { parentPort, workerData } from 'node:worker_threads';
import { readManifestTable } from '../../core/transfer/manifestTable';
import { methodsText, type Delivery } from '../../core/transfer/methodsText';

/** What the thread is to read. */
export interface MethodsOrder {
  /** Absolute path of the table. */
  readonly table: string;
  readonly delivery: Delivery;
}

// The entry of a thread of its own: a table of millions of lines takes a while to read.
const { table, delivery } = workerData as MethodsOrder;
parentPort?.postMessage(methodsText(readManifestTable(table), delivery));
