import { kindOf } from './kind';
import { cardBytes, Undrawable, type Opened } from './model';
import { openReadable } from './readable/openReadable';
import { roomsOf, routeSample, type Room } from './route';
import { openLinks } from './surface/openLinks';
import { openSurface } from './surface/openSurface';
import { openTable } from './table/openTable';
import type { Viewer } from './viewer';
import { openVolume } from './volume/openVolume';

/**
 * Opens a file with the room that can show it, told by its name and its first bytes. Reads what the first
 * picture needs. @throws Undrawable, HcpError
 */
export async function open(opened: Opened): Promise<Viewer> {
  let problem: Undrawable | undefined;
  for (const room of await roomsFor(opened)) {
    try {
      return await openIn(room, opened);
    } catch (error) {
      if (!(error instanceof Undrawable)) throw error;
      problem ??= error;
    }
  }
  throw problem ?? new Undrawable('noViewer', 'no room for this kind');
}

/** The rooms to try, likeliest first. @throws Undrawable `empty`, HcpError */
export async function roomsFor({ source, signal }: Opened): Promise<readonly Room[]> {
  if (source.size === 0) throw new Undrawable('empty', 'no bytes');
  // As much as the card needs, at once: each request costs a round trip.
  const start = await source.read(0, Math.min(cardBytes, source.size), signal);
  const name = source.path.slice(source.path.lastIndexOf('/') + 1);
  return roomsOf(name, kindOf(name), start.subarray(0, routeSample));
}

async function openIn(room: Room, opened: Opened): Promise<Viewer> {
  switch (room) {
    case 'surface':
      return openSurface(opened);
    case 'links':
      return openLinks(opened);
    case 'volume':
      return openVolume(opened);
    case 'table':
      return openTable(opened);
    case 'readable':
      return openReadable(opened);
    case 'other':
      throw new Undrawable('noViewer', 'only a card');
  }
}
