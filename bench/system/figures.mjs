import { loadavg } from 'node:os';

/** The middle one, which one odd run does not move. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

export const rounded = (value, digits = 2) => Number(value.toFixed(digits));

/** What share of the runs took less. @param sorted quickest first */
export const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];

/** A whole number from the environment. */
export const setting = (name, otherwise) => Number(process.env[name] ?? otherwise);

/** Sizes are chosen for the default length of a run: this many times as much. */
export const scaled = (size, least = 1) => Math.max(least, Math.round(size * setting('SCALE', 1)));

/** Beside each figure stands how busy the machine was: processes that wanted to run, over the last minute. */
export const load = () => rounded(loadavg()[0], 1);

/** The last line that a program of the bench prints. */
export const tell = (figures) => {
  process.stdout.write(`${JSON.stringify({ ...figures, load: load() })}\n`);
};
