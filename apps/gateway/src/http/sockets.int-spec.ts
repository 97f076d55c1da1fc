import { once } from 'node:events';
import { connect } from 'node:net';
import { anEvent, signedHeaders } from '../../testing/events.js';
import { NOW, SAMPLE_SECRET, startGateway } from '../../testing/gateway-under-test.js';
import type { GatewayUnderTest } from '../../testing/gateway-under-test.js';

let gateway: GatewayUnderTest;
let port: number;
beforeAll(async () => {
  gateway = await startGateway();
  await gateway.app.listen(0, '127.0.0.1');
  port = Number(new URL(await gateway.app.getUrl()).port);
});
afterAll(() => gateway.app.close());

/** Writes bytes as they are, and reads until the other side ends. */
async function exchange(...parts: (string | Buffer)[]): Promise<string> {
  const socket = connect({ port, host: '127.0.0.1' });
  const received: Buffer[] = [];
  socket.on('data', (bytes: Buffer) => received.push(bytes));
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  for (const part of parts) socket.write(part);
  await once(socket, 'close');
  return Buffer.concat(received).toString();
}

const BODY = Buffer.from(JSON.stringify(anEvent()));
const HEADERS = Object.entries({
  host: 'kuittaus.example',
  connection: 'close',
  'content-type': 'application/cloudevents+json',
  ...signedHeaders(BODY, { secret: SAMPLE_SECRET, at: NOW, id: 'evt-1' }),
});
const head = (...more: string[]): string =>
  [
    'POST /v1/webhooks/decisions HTTP/1.1',
    ...HEADERS.map(([name, value]) => `${name}: ${value}`),
    ...more,
    '',
    '',
  ].join('\r\n');
const chunk = (bytes: Buffer): Buffer =>
  Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')]);
const LAST_CHUNK = '0\r\n\r\n';

const statusOf = (answer: string): string => answer.slice(0, 'HTTP/1.1 200'.length);

describe('on a real socket', () => {
  test('a right event is taken, whole or in chunks', async () => {
    expect(statusOf(await exchange(head(`content-length: ${BODY.length}`), BODY))).toBe('HTTP/1.1 202');
    const chunks = [chunk(BODY.subarray(0, 100)), chunk(BODY.subarray(100))];
    expect(statusOf(await exchange(head('transfer-encoding: chunked'), ...chunks, LAST_CHUNK))).toBe(
      'HTTP/1.1 202',
    );
  });

  test('chunks without end are cut at the limit', async () => {
    const chunks = Array.from({ length: 5 }, () => chunk(Buffer.alloc(64 * 1024, 0x20)));
    const answer = await exchange(head('transfer-encoding: chunked'), ...chunks, LAST_CHUNK);
    expect(statusOf(answer)).toBe('HTTP/1.1 413');
    expect(answer).toContain('"code":"too-large"');
  });

  test('too much is refused by its announced length, before it is sent', async () => {
    expect(statusOf(await exchange(head('content-length: 300000')))).toBe('HTTP/1.1 413');
  });

  test.each<[string, () => Promise<string>]>([
    ['two lengths', () => exchange(head('content-length: 5', `content-length: ${BODY.length}`), BODY)],
    [
      'a length and chunks',
      () => exchange(head('content-length: 5', 'transfer-encoding: chunked'), chunk(BODY), LAST_CHUNK),
    ],
    ['a length that is none', () => exchange(head('content-length: -1'), BODY)],
    ['an unknown transfer encoding', () => exchange(head('transfer-encoding: xchunked'), BODY)],
    ['a broken chunk', () => exchange(head('transfer-encoding: chunked'), 'zz\r\n')],
    ['no HTTP', () => exchange('010594Y9032 Meikäläinen\r\n\r\n')],
    ['a header folded over lines', () => exchange(head('x-a: b\r\n c'), BODY)],
    ['a bare line feed in a header', () => exchange(head('x-a: b\nx-c: d\u0000'), BODY)],
  ])('%s is a bad request, and nothing of it is repeated', async (_case, send) => {
    const answer = await send();
    expect(statusOf(answer)).toBe('HTTP/1.1 400');
    expect(answer).toContain('content-type: application/problem+json');
    expect(answer).toContain('"code":"bad-request"');
    expect(answer).not.toMatch(/Meikäläinen|010594/);
  });

  test('10,000 headers are too large', async () => {
    const headers = Array.from({ length: 10_000 }, (_, index) => `x-${index}: y`);
    const answer = await exchange(head(...headers));
    expect(statusOf(answer)).toBe('HTTP/1.1 431');
    expect(answer).toContain('"code":"headers-too-large"');
  });

  test('another event smuggled behind the first is judged for itself', async () => {
    jest.clearAllMocks();
    const smuggled = 'GET /v1/systems HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n';
    const keepAlive = head(`content-length: ${BODY.length}`).replace(
      'connection: close',
      'connection: keep-alive',
    );
    const answer = await exchange(keepAlive, BODY, smuggled);
    expect(answer.match(/HTTP\/1\.1 \d{3}/g)).toEqual(['HTTP/1.1 202', 'HTTP/1.1 401']);
    expect(gateway.ledger.listSystems).not.toHaveBeenCalled();
  });
});

test('no wait is without end', () => {
  const { requestTimeout, headersTimeout, keepAliveTimeout, timeout } = gateway.app.getHttpServer();
  for (const ms of [requestTimeout, headersTimeout, keepAliveTimeout, timeout]) {
    expect(ms).toBeGreaterThan(0);
    expect(ms).toBeLessThanOrEqual(65_000);
  }
});
