import { randomUUID } from 'node:crypto';
import http from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Fault, FaultMode, JournalRow, StandIn } from '../adapter-bench.js';
import { answerOf, type Answer, type StoredRecord, type WrittenRecord } from './reference-records.js';

/** A record system that nobody has: JSON over HTTP, in memory, with the faults that every stand-in has. */
export class ReferenceStandIn implements StandIn {
  private readonly records = new Map<string, StoredRecord>();
  private readonly rows: JournalRow[] = [];
  private readonly faults = new Map<FaultMode, { value: number; left: number }>();
  private readonly server = http.createServer((request, response) => {
    void this.serve(request, response).catch(() => response.destroy());
  });
  private token = randomUUID();

  /** @returns its address */
  async start(): Promise<string> {
    await new Promise<void>((listening) => this.server.listen(0, '127.0.0.1', listening));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((closed) => this.server.close(closed));
  }

  fault({ mode, value = 0, count = Number.POSITIVE_INFINITY }: Fault): Promise<void> {
    this.faults.set(mode, { value, left: count });
    return Promise.resolve();
  }

  clearFaults(): Promise<void> {
    this.faults.clear();
    return Promise.resolve();
  }

  rowsOf(seriesKey: string): Promise<readonly JournalRow[]> {
    return Promise.resolve(this.rows.filter(({ key }) => key === seriesKey));
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await textOf(request);
    if (request.url === '/token') {
      this.token = randomUUID();
      send(response, { status: 200, body: { access_token: this.token, expires_in: 300 } });
      return;
    }
    const isWrite = request.method !== 'GET';
    if (this.take('down') !== undefined || (isWrite && this.take('drop-before') !== undefined)) {
      request.socket.destroy();
      return;
    }
    const status = this.take('status');
    const answer =
      status === undefined ? this.answer(request, body) : { status, body: { code: 'fault-on-demand' } };
    if (isWrite && this.take('drop-after') !== undefined) {
      request.socket.destroy();
      return;
    }
    await pause(this.take('latency') ?? 0);
    send(response, answer);
  }

  private answer({ method, url, headers }: IncomingMessage, body: string): Answer {
    if (headers.authorization !== `Bearer ${this.token}`) return { status: 401, body: {} };
    if (method === 'GET') {
      return this.found(new URL(url ?? '', 'http://localhost').searchParams.get('key') ?? '');
    }
    if (this.take('unknown-client') !== undefined) return { status: 422, body: { code: 'unknown-client' } };
    if (this.take('no-rights') !== undefined) return { status: 403, body: { code: 'no-rights' } };
    const given = JSON.parse(body) as WrittenRecord;
    const isLost = this.take('not-stored') !== undefined;
    const client = this.take('wrong-client') === undefined ? given.client : '030594W903B';
    const before = this.records.get(given.key);
    const { answer, stored } = answerOf({ ...given, client }, before, headers);
    if (stored !== undefined && !isLost) this.store(stored);
    return answer;
  }

  private found(key: string): Answer {
    const record = this.records.get(key);
    return { status: 200, body: { items: record === undefined ? [] : [record] } };
  }

  private store(stored: StoredRecord): void {
    this.records.set(stored.key, stored);
    const { id, key, record, client, text, version, operation } = stored;
    this.rows.push({ id, key, record, client, content: text, version: String(version), operation });
  }

  private take(mode: FaultMode): number | undefined {
    const fault = this.faults.get(mode);
    if (fault === undefined) return undefined;
    fault.left -= 1;
    if (fault.left <= 0) this.faults.delete(mode);
    return fault.value;
  }
}

function send(response: ServerResponse, { status, body }: Answer): void {
  const retryAfter = status === 503 ? { 'retry-after': '1' } : {};
  response.writeHead(status, { 'content-type': 'application/json', ...retryAfter }).end(JSON.stringify(body));
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
