/** The languages that people read Kuittaus in: Finnish first. */
export const TEXT_LANGUAGES = ['fi', 'sv', 'en'] as const;
export type TextLanguage = (typeof TEXT_LANGUAGES)[number];

const isTextLanguage = (tag: string): tag is TextLanguage =>
  (TEXT_LANGUAGES as readonly string[]).includes(tag);

/** Longer headers are somebody's joke. */
const MOST_RANGES = 20;

/**
 * @param header `Accept-Language` (RFC 9110, section 12.5.4)
 * @returns the wanted language that there are texts in; Finnish when none is
 */
export function preferredLanguage(header: string | undefined): TextLanguage {
  const wanted = (header ?? '')
    .split(',', MOST_RANGES)
    .map(weighed)
    .filter(({ weight }) => weight > 0)
    .toSorted((a, b) => b.weight - a.weight)
    .map(({ language }) => language)
    .find(isTextLanguage);
  return wanted ?? 'fi';
}

function weighed(range: string): { language: string; weight: number } {
  const [tag = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
  const q = parameters.find((parameter) => parameter.startsWith('q='))?.slice('q='.length);
  const weight = q === undefined ? 1 : Number(q);
  return { language: tag.split('-', 1)[0] ?? '', weight: Number.isFinite(weight) ? weight : 0 };
}
