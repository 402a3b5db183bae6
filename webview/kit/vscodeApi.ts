import type { Channel } from './client';

interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** VS Code's side of a webview; it can be acquired once. */
export const vscodeApi: VsCodeApi = acquireVsCodeApi();

export const hostChannel: Channel = {
  post: (message) => {
    vscodeApi.postMessage(message);
  },
  listen: (listener) => {
    const onMessage = (event: MessageEvent<unknown>): void => {
      listener(event.data);
    };
    window.addEventListener('message', onMessage);
    return () => {
      window.removeEventListener('message', onMessage);
    };
  },
};
