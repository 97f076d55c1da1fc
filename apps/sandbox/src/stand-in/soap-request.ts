import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import {
  XmlUnreadable,
  readEnvelope,
  readXml,
  writeEnvelope,
  writeFault,
  type FaultCode,
  type XmlElement,
} from '#soap';

/** A request that is no message to the system at all. */
export class SoapRefusal extends Error {
  constructor(
    readonly status: number,
    readonly fault: FaultCode,
    readonly reason: string,
  ) {
    super(reason);
    this.name = 'SoapRefusal';
  }

  /** Asks to come again in a second, where the status says "not now". */
  get retryAfter(): string | undefined {
    return this.status === 429 || this.status === 503 ? '1' : undefined;
  }

  get envelope(): string {
    const action = 'http://www.w3.org/2005/08/addressing/fault';
    return writeEnvelope({ messageId: newId(), action }, writeFault(this.fault, this.reason));
  }
}

export interface SoapRequest {
  readonly messageId: string;
  readonly action: string;
  readonly message: XmlElement;
}

/**
 * Reads a SOAP 1.1 request with WS-Addressing (interfaces.md, section 1.1).
 * @throws SoapRefusal
 */
export function readSoapRequest(headers: IncomingHttpHeaders, bytes: Buffer): SoapRequest {
  if (!/^text\/xml;\s*charset="?utf-8"?$/i.test(headers['content-type'] ?? '')) {
    throw new SoapRefusal(415, 'Client', 'Only text/xml in UTF-8');
  }
  const envelope = readOrNothing(bytes);
  if (envelope?.kind !== 'message') throw new SoapRefusal(500, 'Client', 'No SOAP 1.1 message');
  const { messageId, action, to } = envelope.addressing;
  if (messageId === undefined || !/^urn:uuid:[0-9a-f-]{36}$/i.test(messageId) || to === undefined) {
    throw new SoapRefusal(500, 'Client', 'WS-Addressing headers are missing');
  }
  if (action === undefined || headers['soapaction'] !== `"${action}"`) {
    throw new SoapRefusal(500, 'Client', 'SOAPAction and Action differ');
  }
  return { messageId, action, message: envelope.body };
}

/** @param answer one XML element, already written */
export function answerEnvelope(answer: string, { messageId, action }: Omit<SoapRequest, 'message'>): string {
  return writeEnvelope({ messageId: newId(), action: `${action}Response`, relatesTo: messageId }, answer);
}

const newId = (): string => `urn:uuid:${randomUUID()}`;

function readOrNothing(bytes: Buffer): ReturnType<typeof readEnvelope> {
  try {
    return readEnvelope(readXml(bytes));
  } catch (error) {
    if (error instanceof XmlUnreadable) return undefined;
    throw error;
  }
}
