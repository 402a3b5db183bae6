import { HcpError } from '../errors';
import { findJournals, openJournal, type Journal } from './journal';
import { overlap } from './sources';

/**
 * Moves what other jobs of the folder have begun of a job's files into its own journal. The hidden file of a key
 * is the same for all jobs: a job that came back to it later would else take the holes of another one's file for
 * parts that it has written itself. To be called by the holder of the job's lock, which keeps those others away.
 * @throws HcpError `disk.*`
 */
export function takeOver(own: Journal): void {
  const { target, id, sources } = own.spec;
  for (const { spec, state, doubtedSince } of findJournals(target)) {
    if (spec.id === id || !overlap(spec.sources, sources)) continue;
    // What it had delivered before the machine went down may be of this job as well.
    if (doubtedSince !== undefined) own.doubt(doubtedSince);
    if (state === 'settled') continue;
    const other = openIfOurs(target, spec.id);
    try {
      for (const { key, done, ...file } of [...(other?.open.values() ?? [])]) {
        if (!overlap(sources, [key])) continue;
        // In this order a crash in between loses parts, and never lets two journals speak of one file.
        other?.end(key);
        own.begin({ key, ...file });
        for (const part of done) own.part(key, part);
      }
    } finally {
      other?.close();
    }
  }
}

/** Undefined for the journal of someone else, whose unfinished files are theirs alone as well. */
function openIfOurs(target: string, id: string): Journal | undefined {
  try {
    return openJournal(target, id);
  } catch (error) {
    if (HcpError.is(error, 'disk.readOnly')) return undefined;
    throw error;
  }
}
