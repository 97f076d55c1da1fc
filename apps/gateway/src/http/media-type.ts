import type { IncomingHttpHeaders } from 'node:http';

/** What an event may be sent as (`contract/README.md`, Intake). */
export const EVENT_MEDIA_TYPES = ['application/cloudevents+json', 'application/json'];

/** What a page's form is sent as. */
export const FORM_MEDIA_TYPE = 'application/x-www-form-urlencoded';

/** A parameter of RFC 9110, section 5.6.6, with its value quoted or not. */
const CHARSET_UTF_8 = /^charset=(?:utf-8|"utf-8")$/;

/**
 * @returns true for JSON in UTF-8, neither compressed nor encoded: what is signed and what is parsed are then
 * the same bytes, and 256 KiB sent are 256 KiB to read
 */
export const isPlainJson = (headers: IncomingHttpHeaders): boolean => isPlain(headers, EVENT_MEDIA_TYPES);

/** @returns true for the fields of a form in UTF-8, neither compressed nor encoded */
export const isPlainForm = (headers: IncomingHttpHeaders): boolean => isPlain(headers, [FORM_MEDIA_TYPE]);

function isPlain(headers: IncomingHttpHeaders, types: readonly string[]): boolean {
  if (headers['content-encoding'] !== undefined) return false;
  const [type = '', ...parameters] = (headers['content-type'] ?? '')
    .split(';')
    .map((part) => part.trim().toLowerCase());
  return types.includes(type) && parameters.every((parameter) => CHARSET_UTF_8.test(parameter));
}
