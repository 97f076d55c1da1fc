/**
 * Lines of a record's text. A free text never begins a line of its own at the margin, and its further lines are
 * indented deeper than anything of ours, so that no text can pass for a heading or a field: two different
 * contents never give the same text.
 */

const FURTHER_LINE = '    ';

/** A heading at the left margin, its own lines below it. */
export const section = (heading: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : ['', heading, ...lines];

export const field = (label: string, text: string | undefined): readonly string[] =>
  text === undefined ? [] : [`${label}: ${inset(text)}`];

export const item = (text: string, ...fields: readonly (readonly string[])[]): readonly string[] => [
  `- ${inset(text)}`,
  ...fields.flat().map((line) => `  ${line}`),
];

/** A longer text under a heading. */
export const paragraph = (text: string): readonly string[] => [`${FURTHER_LINE}${inset(text)}`];

/** `2026-11-17` → `17.11.2026`; anything else as it is. */
export function writtenDay(day: string): string {
  const [, year, month, date] = /^(\d{4})-(\d\d)-(\d\d)$/u.exec(day) ?? [];
  return year === undefined ? day : `${Number(date)}.${Number(month)}.${year}`;
}

/** `2026-11-17T10:00:00+02:00` → `17.11.2026 klo 10.00.00 (+02:00)`; anything else as it is. */
export function writtenTime(at: string, clock: string): string {
  const [, day, time, zone] = /^(\d{4}-\d\d-\d\d)T([\d:.]+)(Z|[+-][\d:]+)$/u.exec(at) ?? [];
  if (day === undefined || time === undefined || zone === undefined) return at;
  return `${writtenDay(day)} ${clock} ${time.replaceAll(':', '.')} (${zone})`;
}

/** Contents hold no CR; one that comes all the same is shown, so that line ends are LF and nothing is lost. */
function inset(text: string): string {
  return text.replace(/[␛␍]/gu, '␛$&').replaceAll('\r', '␍').split('\n').join(`\n${FURTHER_LINE}`);
}
