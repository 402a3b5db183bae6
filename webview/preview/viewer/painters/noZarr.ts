/**
 * Stands in for the package `zarrita`, which NiiVue reads chunked stores from the network with: nothing of that
 * is ever done here, and its decoders are half of NiiVue's size.
 */
function refuse(): never {
  throw new Error('Chunked stores are not read here.');
}
export const open = refuse;
export const root = refuse;
export const get = refuse;
export const slice = refuse;
export class FetchStore {
  constructor() {
    refuse();
  }
}
