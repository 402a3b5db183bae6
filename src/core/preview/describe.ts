import type { Fact, Opened } from './model';
import { roomsFor } from './open';
import type { Room } from './route';
import { describeLinks } from './surface/describeLinks';
import { describeSurface } from './surface/describeSurface';
import { describeVolume } from './volume/describeVolume';

/** What can be told from at most 128 kB of a file. @throws Undrawable, HcpError */
export async function describe(opened: Opened): Promise<readonly Fact[]> {
  const [room = 'other'] = await roomsFor(opened);
  return describeIn(room, opened);
}

async function describeIn(room: Room, opened: Opened): Promise<readonly Fact[]> {
  switch (room) {
    case 'surface':
      return describeSurface(opened);
    case 'links':
      return describeLinks(opened);
    case 'volume':
      return describeVolume(opened);
    case 'table':
    case 'readable':
    case 'other':
      return [];
  }
}
