import { createSecureContext } from 'node:tls';
import { HttpExchange, readAddress, type TlsOptions } from '#http';
import { SOAP_MEDIA_TYPE, writeEnvelope } from './envelope.js';
import { readSoapReply, type SoapReply } from './soap-reply.js';
import { UnusableTlsCredentials } from './soap.errors.js';

const MAX_ANSWER_BYTES = 2 * 1024 * 1024;

/** PEM of whom the server's certificate must come from. */
export interface ServerTrust {
  readonly serverAuthority: string;
}

/** PEM texts of mutual TLS. */
export interface MutualTls extends ServerTrust {
  readonly key: string;
  readonly certificate: string;
}

export interface SoapClientOptions {
  /** The service's address, e.g. `https://kanta.example/kanta`. */
  readonly address: string;
  /** Absent: as the address says, and the usual authorities vouch for the server. */
  readonly tls?: ServerTrust | MutualTls;
  readonly maxSockets: number;
  readonly now: () => Date;
}

/** What one call needs to know of the attempt it belongs to. */
export interface SoapCall {
  /** WS-Addressing MessageID, `urn:uuid:…`: unique per message, also over repeats. */
  readonly messageId: string;
  /** WS-Addressing Action, also sent as SOAPAction. */
  readonly action: string;
  /** The total deadline. */
  readonly signal: AbortSignal;
  /** Called just before the request is handed over; what it throws goes through, and nothing is sent. */
  readonly beforeFirstByte?: () => void;
}

/** Calls one SOAP 1.1 service; it never throws for anything that the service or the network does. */
export class SoapClient {
  private readonly exchange: HttpExchange;
  private readonly path: string;

  /** @throws UnusableAddress UnusableTlsCredentials */
  constructor(private readonly options: SoapClientOptions) {
    const { address, tls, maxSockets } = options;
    const { origin, basePath } = readAddress(address);
    this.path = basePath === '' ? '/' : basePath;
    this.exchange = new HttpExchange({
      origin,
      ...(tls !== undefined && { tls: tlsOptions(tls) }),
      maxSockets,
      maxAnswerBytes: MAX_ANSWER_BYTES,
    });
  }

  /** @param body one XML element, already written */
  async call(body: string, { messageId, action, signal, beforeFirstByte }: SoapCall): Promise<SoapReply> {
    const { address, now } = this.options;
    const envelope = Buffer.from(writeEnvelope({ messageId, action, to: address }, body));
    const headers = { Accept: 'text/xml', 'Content-Type': SOAP_MEDIA_TYPE, SOAPAction: `"${action}"` };
    beforeFirstByte?.();
    const result = await this.exchange.send({
      method: 'POST',
      path: this.path,
      headers,
      body: envelope,
      signal,
    });
    return readSoapReply(result, messageId, now());
  }
}

function tlsOptions(tls: ServerTrust | MutualTls): TlsOptions {
  const options: TlsOptions = {
    ca: tls.serverAuthority,
    ...('key' in tls && { key: tls.key, cert: tls.certificate }),
    minVersion: 'TLSv1.2',
  };
  try {
    createSecureContext(options);
  } catch {
    // OpenSSL's texts differ by version and say nothing that an operator could use.
    throw new UnusableTlsCredentials();
  }
  return options;
}
