import { Undrawable, type Fact, type Opened } from './model';
import { roomsFor } from './open';
import { describeOther } from './readable/describeOther';
import { describeReadable } from './readable/describeReadable';
import type { Room } from './route';
import { describeLinks } from './surface/describeLinks';
import { describeSurface } from './surface/describeSurface';
import { describeTable } from './table/describeTable';
import { describeVolume } from './volume/describeVolume';

/** What can be told from at most 128 kB of a file. @throws Undrawable, HcpError */
export async function describe(opened: Opened): Promise<readonly Fact[]> {
  for (const room of await roomsFor(opened)) {
    try {
      return await describeIn(room, opened);
    } catch (error) {
      if (!(error instanceof Undrawable)) throw error;
    }
  }
  return describeOther(opened);
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
      return describeTable(opened);
    case 'readable':
      return describeReadable(opened);
    case 'other':
      return describeOther(opened);
  }
}
