/** A document as the payload of a message: MIME `multipart/related` of one base64 part (interfaces.md, 1.3). */

const LINE = /.{1,76}/g;

export function writeMultipart(documentId: string, bytes: Buffer): string {
  const boundary = `----=_Part_${documentId}`;
  return [
    'MIME-Version: 1.0',
    `Message-ID: <${documentId}@kuittaus>`,
    `Content-Type: multipart/related; boundary="${boundary}"`,
    '',
    `--${boundary}`,
    'Content-Type: text/xml; charset=UTF-8',
    'Content-Transfer-Encoding: BASE64',
    `Content-ID: <${documentId}>`,
    '',
    ...(bytes.toString('base64').match(LINE) ?? []),
    `--${boundary}--`,
    '',
  ].join('\n');
}

export interface Multipart {
  readonly contentId: string;
  readonly contentType: string;
  readonly bytes: Buffer;
}

/** @returns the one part of it; undefined for anything else, and for base64 that is none */
export function readMultipart(text: string): Multipart | undefined {
  const message = text.replace(/\r\n/g, '\n').trimStart();
  const { headers, rest } = splitHeaders(message);
  const boundary = /^multipart\/related\s*;(?:.*;)?\s*boundary="?([^";\n]+)"?/i.exec(
    headers.get('content-type') ?? '',
  )?.[1];
  if (boundary === undefined) return undefined;
  const parts = `\n${rest}`.split(`\n--${boundary}`);
  if (parts.length !== 3 || !(parts[2] ?? '').startsWith('--')) return undefined;
  const part = splitHeaders((parts[1] ?? '').replace(/^[ \t]*\n/, ''));
  const base64 = part.rest.replace(/\s/g, '');
  const bytes = Buffer.from(base64, 'base64');
  const isBase64 = /^base64$/i.test(part.headers.get('content-transfer-encoding') ?? '');
  if (!isBase64 || bytes.length === 0 || bytes.toString('base64') !== base64) return undefined;
  return {
    contentId: (part.headers.get('content-id') ?? '').replace(/^<|>$/g, ''),
    contentType: part.headers.get('content-type') ?? '',
    bytes,
  };
}

function splitHeaders(text: string): {
  readonly headers: ReadonlyMap<string, string>;
  readonly rest: string;
} {
  const end = text.indexOf('\n\n');
  const block = end < 0 ? text : text.slice(0, end);
  const headers = block
    .replace(/\n[ \t]+/g, ' ')
    .split('\n')
    .map((line) => /^([!-9;-~]+):\s*(.*)$/.exec(line))
    .filter((match) => match !== null)
    .map(([, name = '', value = '']) => [name.toLowerCase(), value.trim()] as const);
  return { headers: new Map(headers), rest: end < 0 ? '' : text.slice(end + 2) };
}
