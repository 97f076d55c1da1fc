import { createHash } from 'node:crypto';
import { type JsonObject, textAt } from '../../json.js';
import { dateTime, language, text, unsignedInt } from './primitives.js';
import { type ObjectRule, type Rule, optional, required, shape } from './shape.js';

const PLAIN_TEXT = /^text\/plain; ?charset=utf-8$/i;

const mediaType: Rule = (value, path, findings) => {
  if (typeof value !== 'string' || !PLAIN_TEXT.test(value)) findings.add('media-type', path);
};

const base64: Rule = (value, path, findings) => {
  if (typeof value !== 'string' || decodeBase64(value) === undefined) findings.add('base64', path);
};

/** Size counts the bytes of the undone data; the hash is their SHA-1 (R4, Attachment). */
const trueToItsData: ObjectRule = (value, path, findings) => {
  const bytes = decodeBase64(textAt(value, 'data') ?? '');
  if (bytes === undefined) return;
  if (typeof value['size'] === 'number' && value['size'] !== bytes.length) {
    findings.add('size', `${path}.size`);
  }
  const hash = textAt(value, 'hash');
  if (hash !== undefined && hash !== createHash('sha1').update(bytes).digest('base64')) {
    findings.add('hash', `${path}.hash`);
  }
};

/** R4 `Attachment` of plain text that is inside the resource. */
export const attachment = shape(
  {
    contentType: required(mediaType),
    language: optional(language),
    data: required(base64),
    size: optional(unsignedInt),
    hash: optional(text),
    title: optional(text),
    creation: optional(dateTime),
  },
  trueToItsData,
);

/** @returns the text of a valid attachment; undefined for anything else */
export function attachmentText(value: JsonObject): string | undefined {
  const data = textAt(value, 'data');
  return data === undefined || !('contentType' in value) ? undefined : decodeBase64(data)?.toString('utf8');
}

/** @returns the bytes of canonical, non-empty base64 of UTF-8 text */
function decodeBase64(data: string): Buffer | undefined {
  const bytes = Buffer.from(data, 'base64');
  if (bytes.length === 0 || bytes.toString('base64') !== data) return undefined;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return bytes;
  } catch {
    return undefined;
  }
}
