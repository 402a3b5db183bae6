import type { PreviewPage } from '../../../src/shared/preview';
import type { Painters } from '../viewer/api';

/** Of the script that runs now, for the other one of ours; it can be read only while this file is first run. */
const nonce = document.currentScript?.nonce ?? '';

let loading: Promise<Painters> | undefined;

/** Adds the bundle that draws images to the page, once. @throws Error when it can't be loaded */
export function loadPainters(page: PreviewPage): Promise<Painters> {
  loading ??= load(page).catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function load({ viewerScript }: PreviewPage): Promise<Painters> {
  await new Promise<void>((resolve, reject) => {
    const script = document.createElement('script');
    script.nonce = nonce;
    script.src = viewerScript;
    script.onload = () => {
      resolve();
    };
    script.onerror = () => {
      reject(new Error('The script that draws images could not be loaded.'));
    };
    document.head.append(script);
  });
  if (!window.hcpViewer) throw new Error('The script that draws images did not run.');
  return window.hcpViewer;
}
