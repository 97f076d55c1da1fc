import { createHash } from 'node:crypto';
import type { Attachment } from '#fhir';
import type { RecordingOrder } from '#recording';
import { titleOf } from './record-keys.js';

/** The whole text of the record, byte for byte. SHA-1 is what FHIR R4 defines for `hash`. */
export function textAttachment({ text, record }: RecordingOrder): Attachment {
  const bytes = Buffer.from(text);
  return {
    contentType: 'text/plain; charset=utf-8',
    language: 'fi',
    data: bytes.toString('base64'),
    size: bytes.length,
    hash: createHash('sha1').update(bytes).digest('base64'),
    title: titleOf(record),
  };
}
