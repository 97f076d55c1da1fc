import type { IncomingHttpHeaders } from 'node:http';

/** What an event may be sent as (`contract/README.md`, Intake). */
export const EVENT_MEDIA_TYPES = ['application/cloudevents+json', 'application/json'];

/** A parameter of RFC 9110, section 5.6.6, with its value quoted or not. */
const CHARSET_UTF_8 = /^charset=(?:utf-8|"utf-8")$/;

/**
 * @returns true for JSON in UTF-8, neither compressed nor encoded: what is signed and what is parsed are then
 * the same bytes, and 256 KiB sent are 256 KiB to read
 */
export function isPlainJson(headers: IncomingHttpHeaders): boolean {
  if (headers['content-encoding'] !== undefined) return false;
  const [type = '', ...parameters] = (headers['content-type'] ?? '')
    .split(';')
    .map((part) => part.trim().toLowerCase());
  return EVENT_MEDIA_TYPES.includes(type) && parameters.every((parameter) => CHARSET_UTF_8.test(parameter));
}
