// The page that the image views are tried on: what the preview's shell does, without the shell.
import { createElement, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '../../webview/kit/theme.css';
import { RequestFailure } from '../../webview/kit/client';
import { SurfaceView } from '../../webview/preview/viewer/SurfaceView';
import { VolumeView } from '../../webview/preview/viewer/VolumeView';
import { viewerWords } from '../../webview/preview/viewer/strings';

const { document, window } = globalThis;

/** Buffers travel as base64 between the test and the page. */
function revive(value) {
  if (Array.isArray(value)) return value.map(revive);
  if (typeof value !== 'object' || value === null) return value;
  if (typeof value.base64 === 'string') {
    return Uint8Array.from(window.atob(value.base64), (char) => char.charCodeAt(0)).buffer;
  }
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, revive(one)]));
}

async function ask(name, params, signal) {
  const { ok, result, message } = revive(await window.hcpAsk(name, params));
  if (signal.aborted) throw new RequestFailure({ code: 'cancelled', message: '' }, 0);
  if (!ok) throw new RequestFailure({ code: 'undrawable', message }, 0);
  return result;
}

let script;
function loadPainters() {
  script ??= new Promise((resolve, reject) => {
    const element = document.createElement('script');
    element.nonce = document.querySelector('script[nonce]').nonce;
    element.src = '/viewer.js';
    element.onload = () => resolve(window.hcpViewer);
    element.onerror = reject;
    document.head.append(element);
  });
  return script;
}

const shared = {
  strings: viewerWords,
  language: 'en',
  loadPainters,
  bytes: undefined,
  onDrawn: (what, problem) => {
    document.body.dataset.drawn = what;
    document.body.dataset.problem = problem ?? '';
  },
};
const requests = {
  requestVolume: (index, signal) => ask('volume', { index }, signal),
  requestMeshes: (signal) => ask('meshes', null, signal),
  requestMap: (index, signal) => ask('map', { index }, signal),
  requestSeries: (hemisphere, vertex, signal) => ask('series', { hemisphere, vertex }, signal),
};

const requestSeed = async (hemisphere, vertex, signal) =>
  (await ask('seed', { hemisphere, vertex }, signal)) ?? undefined;

const root = createRoot(document.getElementById('root'));
let shown = 0;

window.hcpShow = (preview) => {
  delete document.body.dataset.drawn;
  shown += 1;
  const View = preview.kind === 'volume' ? VolumeView : SurfaceView;
  const seeds = preview.seeds && { requestSeed };
  const view = createElement(View, { key: shown, ...shared, ...requests, ...seeds, preview });
  // As the shell has them around the view.
  const heading = createElement('h1', { className: 'visually-hidden' }, 'file');
  const main = createElement('main', { style: { blockSize: '100%' } }, heading, view);
  root.render(createElement(StrictMode, null, main));
};
window.hcpClear = () => {
  root.render(null);
};
