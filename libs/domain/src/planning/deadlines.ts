import type { Deadlines } from '../practice/practice.js';
import type { Channel, RecordKind } from '../words.js';
import { addWorkingDays } from './finnish-calendar.js';
import { endOfHelsinkiDay, helsinkiDay } from './helsinki-time.js';

/**
 * @param countedFrom RFC 3339
 * @returns the end of the working day, Helsinki time, by which the record must be there
 */
export function dueAt(
  countedFrom: string,
  { record, channel }: { record: RecordKind; channel: Channel },
  deadlines: Deadlines,
): Date {
  const workingDays = deadlines.records[record] ?? deadlines[channel];
  return endOfHelsinkiDay(addWorkingDays(helsinkiDay(new Date(countedFrom)), workingDays));
}
