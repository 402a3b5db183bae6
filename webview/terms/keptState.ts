import { vscodeApi } from '../kit/vscodeApi';
import type { KeptState } from './state';

/** Where the person was reading, in pixels. */
interface Scroll {
  readonly page: number;
  readonly texts: Readonly<Record<string, number>>;
}

type Stored = KeptState & Scroll;

const nothing: Stored = { ticked: [], expanded: [], page: 0, texts: {} };

/** What VS Code keeps of the page while it is hidden, and over a reload of the window. */
export const keptState = {
  read(): Stored {
    const state = vscodeApi.getState();
    return isStored(state) ? state : nothing;
  },
  write(change: Partial<Stored>): void {
    vscodeApi.setState({ ...keptState.read(), ...change });
  },
  writeTextScroll(key: string, top: number): void {
    keptState.write({ texts: { ...keptState.read().texts, [key]: top } });
  },
};

function isStored(state: unknown): state is Stored {
  if (typeof state !== 'object' || state === null) return false;
  const { ticked, expanded, page, texts } = state as Partial<Record<keyof Stored, unknown>>;
  return (
    Array.isArray(ticked) && Array.isArray(expanded) && typeof page === 'number' && typeof texts === 'object'
  );
}
