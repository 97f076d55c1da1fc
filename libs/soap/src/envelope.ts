import { childOf, firstElementOf, textOf, type XmlElement } from './xml-element.js';

/** SOAP 1.1 (W3C note of 8 May 2000, section 4) with WS-Addressing 1.0 headers. */

const SOAP = 'http://schemas.xmlsoap.org/soap/envelope/';
const ADDRESSING = 'http://www.w3.org/2005/08/addressing';
const ANONYMOUS = 'http://www.w3.org/2005/08/addressing/anonymous';

/** The media type of a SOAP 1.1 message (section 6). */
export const SOAP_MEDIA_TYPE = 'text/xml; charset=utf-8';

export interface Addressing {
  /** `urn:uuid:…`, unique per message. */
  readonly messageId: string;
  readonly action: string;
  /** Absent in an answer: it goes back on the connection. */
  readonly to?: string;
  /** In an answer: the message that it answers. */
  readonly relatesTo?: string;
}

/** @param body one XML element, already written; what it holds is not looked at */
export function writeEnvelope({ messageId, action, to, relatesTo }: Addressing, body: string): string {
  const headers = [
    ['MessageID', messageId],
    ['Action', action],
    ['To', to ?? ANONYMOUS],
    ['RelatesTo', relatesTo],
  ] as const;
  const written = headers
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `<wsa:${name}>${escaped(value ?? '')}</wsa:${name}>`)
    .join('');
  const replyTo =
    to === undefined ? '' : `<wsa:ReplyTo><wsa:Address>${ANONYMOUS}</wsa:Address></wsa:ReplyTo>`;
  return (
    `<?xml version="1.0" encoding="UTF-8"?>\n<soap:Envelope xmlns:soap="${SOAP}" xmlns:wsa="${ADDRESSING}">` +
    `<soap:Header>${written}${replyTo}</soap:Header><soap:Body>${body}</soap:Body></soap:Envelope>`
  );
}

/** The fault codes of SOAP 1.1 (section 4.4.1); everything after a dot of theirs is left out. */
export type FaultCode = 'Client' | 'Server' | 'VersionMismatch' | 'MustUnderstand';

/** @param text for a person; never anything of what was sent */
export function writeFault(code: FaultCode, text: string): string {
  return (
    `<soap:Fault xmlns:soap="${SOAP}"><faultcode>soap:${code}</faultcode>` +
    `<faultstring>${escaped(text)}</faultstring></soap:Fault>`
  );
}

export type ReadEnvelope =
  | { readonly kind: 'message'; readonly addressing: Partial<Addressing>; readonly body: XmlElement }
  | { readonly kind: 'fault'; readonly addressing: Partial<Addressing>; readonly code: FaultCode | 'other' };

/** @returns undefined for what is no SOAP 1.1 envelope with one element in its body */
export function readEnvelope(root: XmlElement): ReadEnvelope | undefined {
  if (root.name !== 'Envelope' || root.namespace !== SOAP) return undefined;
  const body = childOf(root, 'Body', SOAP);
  const content = body === undefined ? undefined : firstElementOf(body);
  if (content === undefined) return undefined;
  const addressing = readAddressing(childOf(root, 'Header', SOAP));
  if (content.name === 'Fault' && content.namespace === SOAP) {
    return { kind: 'fault', addressing, code: faultCode(content) };
  }
  return { kind: 'message', addressing, body: content };
}

function readAddressing(header: XmlElement | undefined): Partial<Addressing> {
  const read = (name: string): string | undefined => {
    const element = header === undefined ? undefined : childOf(header, name, ADDRESSING);
    return element === undefined ? undefined : textOf(element).trim();
  };
  const messageId = read('MessageID');
  const action = read('Action');
  const to = read('To');
  const relatesTo = read('RelatesTo');
  return {
    ...(messageId !== undefined && { messageId }),
    ...(action !== undefined && { action }),
    ...(to !== undefined && { to }),
    ...(relatesTo !== undefined && { relatesTo }),
  };
}

/** `faultcode` has no namespace in SOAP 1.1; its value is a qualified name, of which the prefix is free. */
function faultCode(fault: XmlElement): FaultCode | 'other' {
  const element = childOf(fault, 'faultcode', '');
  const code = element === undefined ? '' : textOf(element).trim().replace(/^.*:/, '').replace(/\..*$/, '');
  switch (code) {
    case 'Client':
    case 'Server':
    case 'VersionMismatch':
    case 'MustUnderstand':
      return code;
    default:
      return 'other';
  }
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
