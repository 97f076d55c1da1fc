import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { actionOf } from '#cda';
import type { Logger } from '#observability';
import { SOAP_MEDIA_TYPE } from '#soap';
import type { Faults } from '../stand-in/faults.js';
import { SoapRefusal, answerEnvelope, readSoapRequest, type SoapRequest } from '../stand-in/soap-request.js';
import type { Archive } from './archive.js';
import { interactionOf } from './check-wrapper.js';
import { subjectOf, type Subject } from './message-subject.js';

const PATH = '/kanta';
const BODY_LIMIT_BYTES = 4 * 1024 * 1024;

export interface SoapSideParts {
  readonly archive: Archive;
  readonly faults: Faults;
  readonly logger: Logger;
}

/** The archive's SOAP 1.1 service over HTTPS; the ordered faults come in between. */
export class SoapSide {
  constructor(private readonly parts: SoapSideParts) {}

  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { faults, logger } = this.parts;
    try {
      if (faults.hits('down')) {
        request.socket.destroy();
        return;
      }
      const status = faults.take('status');
      if (status !== undefined) throw new SoapRefusal(status, 'Server', 'Ordered fault');
      await this.answer(request, response);
    } catch (error) {
      if (!(error instanceof SoapRefusal)) logger.error('sandbox.request-failed', { error });
      const refusal = error instanceof SoapRefusal ? error : new SoapRefusal(500, 'Server', 'Failed');
      refuse(response, refusal);
    }
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { archive, faults } = this.parts;
    const asked = readRequest(request, await bodyOf(request));
    const { action, message } = asked;
    const interaction = interactionOf(message);
    if (interaction === undefined) throw new SoapRefusal(500, 'Client', 'Unknown interaction');
    if (action !== actionOf(interaction)) throw new SoapRefusal(500, 'Client', 'Another action');
    const subject = subjectOf(message, interaction);
    if (subject === 'content' && faults.hits('drop-before')) {
      request.socket.destroy();
      return;
    }
    const answer = await archive.answer(message, interaction, subject);
    if (subject === 'content' && faults.hits('drop-after')) {
      request.socket.destroy();
      return;
    }
    await this.slowDown(subject);
    send(response, 200, answerEnvelope(answer, asked));
  }

  private async slowDown(subject: Subject): Promise<void> {
    const waitMs = subject === 'service-event' ? undefined : this.parts.faults.take('latency');
    if (waitMs !== undefined) await pause(waitMs);
  }
}

function readRequest({ method, url, headers }: IncomingMessage, bytes: Buffer): SoapRequest {
  if (url !== PATH) throw new SoapRefusal(404, 'Client', 'No such service');
  if (method !== 'POST') throw new SoapRefusal(405, 'Client', 'Only POST');
  return readSoapRequest(headers, bytes);
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > BODY_LIMIT_BYTES) throw new SoapRefusal(413, 'Client', 'Too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function refuse(response: ServerResponse, { status, retryAfter, envelope }: SoapRefusal): void {
  if (retryAfter !== undefined) response.setHeader('Retry-After', retryAfter);
  send(response, status, envelope);
}

function send(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'Content-Type': SOAP_MEDIA_TYPE });
  response.end(text);
}
