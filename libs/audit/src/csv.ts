/** What a spreadsheet would take for a formula. */
const FORMULA = /^[=+\-@\t\r]/;
const QUOTED = /[",\r\n]/;

/** @returns CSV (RFC 4180) with a line for the names; a value is never run as a formula */
export function csvOf(names: readonly string[], rows: readonly (readonly string[])[]): string {
  return [names, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

/** @returns the value as a spreadsheet never takes for a formula */
export const withoutFormula = (value: string): string => (FORMULA.test(value) ? `'${value}` : value);

function cell(value: string): string {
  const harmless = withoutFormula(value);
  return QUOTED.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
