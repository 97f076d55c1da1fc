/**
 * Looks for what must not be there in whatever form it may have come (reliability.md, R50): as it is, in
 * another case, escaped, encoded, or with the sign of an identity code left out.
 */

/** Something that must not be found. */
export interface Canary {
  /** What it is, for the report: its text is never shown. */
  readonly name: string;
  readonly text: string;
}

/** A place that is searched. */
export interface Sink {
  readonly name: string;
  readonly content: Buffer;
}

export interface Leak {
  readonly sink: string;
  readonly canary: string;
  readonly form: string;
  /** Byte or character where it begins. */
  readonly at: number;
}

interface Needle {
  readonly canary: string;
  readonly form: string;
  readonly text: string;
  readonly view: View;
}

/** How a sink's bytes are looked at. */
const VIEWS = {
  text: (bytes: Buffer): string => bytes.toString('utf8').normalize('NFC').toLowerCase(),
  latin1: (bytes: Buffer): string => bytes.toString('latin1').toLowerCase(),
  exact: (bytes: Buffer): string => bytes.toString('latin1'),
  bare: (bytes: Buffer): string =>
    bytes
      .toString('latin1')
      .toLowerCase()
      .replace(/[^a-z0-9]/g, ''),
};
type View = keyof typeof VIEWS;

/** @returns every canary that is in a sink, once per sink and form */
export function findLeaks(sinks: readonly Sink[], canaries: readonly Canary[]): Leak[] {
  const needles = canaries.flatMap(needlesOf);
  return sinks.flatMap(({ name, content }) => {
    const views = new Map<View, string>();
    const viewOf = (view: View): string => {
      const seen = views.get(view) ?? VIEWS[view](content);
      views.set(view, seen);
      return seen;
    };
    return needles.flatMap(({ canary, form, text, view }) => {
      const at = viewOf(view).indexOf(text);
      return at < 0 ? [] : [{ sink: name, canary, form, at }];
    });
  });
}

function needlesOf({ name, text }: Canary): Needle[] {
  const normal = text.normalize('NFC');
  const lower = normal.toLowerCase();
  const found: Needle[] = [
    { canary: name, form: 'text', text: lower, view: 'text' },
    { canary: name, form: 'latin-1', text: lower, view: 'latin1' },
    ...[normal, lower].flatMap((variant) => [
      { canary: name, form: 'json-escaped', text: jsonEscaped(variant).toLowerCase(), view: 'text' as const },
      {
        canary: name,
        form: 'backslash-x',
        text: backslashEscaped(variant).toLowerCase(),
        view: 'text' as const,
      },
      {
        canary: name,
        form: 'url-encoded',
        text: encodeURIComponent(variant).toLowerCase(),
        view: 'text' as const,
      },
      {
        canary: name,
        form: 'form-encoded',
        text: new URLSearchParams({ '': variant }).toString().slice(1).toLowerCase(),
        view: 'text' as const,
      },
      { canary: name, form: 'hex', text: Buffer.from(variant).toString('hex'), view: 'latin1' as const },
      ...base64Forms(variant).map((form) => ({
        canary: name,
        form: 'base64',
        text: form,
        view: 'exact' as const,
      })),
    ]),
    ...bareForms(lower).map((bare) => ({ canary: name, form: 'bare', text: bare, view: 'bare' as const })),
  ];
  return [...new Map(found.map((needle) => [`${needle.view} ${needle.text}`, needle])).values()];
}

const jsonEscaped = (text: string): string =>
  text.replace(/[^ -~]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** As Redis tells bytes that are no ASCII: `\xc3\xa4`. */
const backslashEscaped = (text: string): string =>
  [...Buffer.from(text)]
    .map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : `\\x${byte.toString(16)}`))
    .join('');

/**
 * Base64 of the text inside of something longer: its characters depend on where in a group of three bytes it
 * begins, and those at the ends on what is beside it, which are left out.
 */
function base64Forms(text: string): string[] {
  const bytes = Buffer.from(text);
  return [0, 1, 2].flatMap((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    const whole = encoded.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + bytes.length) * 8) / 6));
    return [whole, whole.replaceAll('+', '-').replaceAll('/', '_')];
  });
}

/** An identity code in pieces or without its sign; of other texts nothing, since that would find too much. */
function bareForms(text: string): string[] {
  const code = /^([0-9]{6})([-+a-z])([0-9]{3}[0-9a-z])$/.exec(text);
  if (code === null) return [];
  const [, birth = '', sign = '', rest = ''] = code;
  return [...new Set([birth + rest, birth + sign.replace(/[^a-z]/, '') + rest])];
}
