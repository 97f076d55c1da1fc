/** Hours of every day in which a system is neither written to nor asked, by Helsinki's clock. */
export interface QuietHours {
  /** `HH:MM` */
  readonly from: string;
  /** `HH:MM`; earlier than `from`: on the next day. */
  readonly until: string;
}

const clock = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Helsinki',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

export function isQuiet({ from, until }: QuietHours, now: Date): boolean {
  const time = clock.format(now);
  return from <= until ? from <= time && time < until : from <= time || time < until;
}
