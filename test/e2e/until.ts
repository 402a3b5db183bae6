import { setTimeout as sleep } from 'node:timers/promises';

const patience = 30_000;
const pause = 50;

/** Looks again and again until `check` gives a value other than undefined and false. @throws after half a minute */
export async function until<T>(
  what: string,
  check: () => Promise<T | undefined | false> | T | undefined | false,
): Promise<T> {
  const end = Date.now() + patience;
  for (;;) {
    const found = await check();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > end) throw new Error(`Waited in vain: ${what}.`);
    await sleep(pause);
  }
}
