import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

/** What a team application was sent, and believed. */
export interface ReceivedEvent {
  readonly id: string;
  readonly event: {
    readonly id: string;
    readonly type: string;
    readonly subject: string;
    readonly data: Readonly<Record<string, unknown>>;
  };
  readonly body: string;
  readonly path: string;
}

export interface ReceiverAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export const CALLBACK_SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

/** A team application over real HTTP that verifies by the Standard Webhooks library, and answers as it is told. */
export class TeamAppReceiver {
  /** Every event with a right signature, in the order of coming. */
  readonly received: ReceivedEvent[] = [];
  refused = 0;
  /** Most requests that were under way at once. */
  mostAtOnce = 0;
  answer: (event: ReceivedEvent) => ReceiverAnswer | Promise<ReceiverAnswer> = () => ({ status: 204 });
  private underWay = 0;
  private readonly server = createServer((request, response) => void this.take(request, response));

  async start(): Promise<string> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  reset(): void {
    this.received.length = 0;
    this.refused = 0;
    this.mostAtOnce = 0;
    this.answer = () => ({ status: 204 });
  }

  /** Types of what came of a decision, in the order of coming. */
  typesOf(decisionId: string): string[] {
    return this.received
      .filter(({ event }) => event.data['decisionId'] === decisionId)
      .map(({ event }) => event.type.replace('fi.kuittaus.', ''));
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.underWay += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.underWay);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { status, headers, body } = await this.judge(request, Buffer.concat(chunks).toString('utf8'));
    this.underWay -= 1;
    response.writeHead(status, headers).end(body);
  }

  private async judge(request: IncomingMessage, body: string): Promise<ReceiverAnswer> {
    const id = String(request.headers['webhook-id']);
    try {
      const event = new Webhook(CALLBACK_SECRET).verify(
        body,
        request.headers as Record<string, string>,
      ) as ReceivedEvent['event'];
      const received = { id, event, body, path: request.url ?? '' };
      this.received.push(received);
      return await this.answer(received);
    } catch {
      this.refused += 1;
      return { status: 401 };
    }
  }
}
