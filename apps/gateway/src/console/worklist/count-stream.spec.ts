import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getPage, signedIn, startGateway } from '../../../testing/gateway-under-test.js';
import type { GatewayUnderTest } from '../../../testing/gateway-under-test.js';
import type { WorklistCount } from '#ledger';
import { CountStream } from './count-stream.js';

const ADDRESS = '/console/worklist/count/stream';

describe('a stream of the count', () => {
  let written: string[];
  let count: WorklistCount | undefined;
  let isSignedIn: boolean;
  let ends: number;
  let stream: CountStream;
  beforeEach(() => {
    written = [];
    count = { waiting: 2, overdue: 1 };
    isSignedIn = true;
    ends = 0;
    stream = new CountStream({
      count: async () => count,
      isSignedIn: async () => isSignedIn,
      write: (text) => written.push(text),
      end: () => {
        ends += 1;
      },
    });
  });

  it('tells it at once, and again only when it has changed; else it shows that it is alive', async () => {
    await stream.look();
    await stream.look();
    count = { waiting: 3, overdue: 1 };
    await stream.look();
    expect(written).toEqual([
      'event: count\ndata: {"waiting":2,"overdue":1}\n\n',
      ': still here\n\n',
      'event: count\ndata: {"waiting":3,"overdue":1}\n\n',
    ]);
  });

  it('tells nothing wrong while the ledger is away', async () => {
    await stream.look();
    count = undefined;
    await stream.look();
    count = { waiting: 2, overdue: 1 };
    await stream.look();
    expect(written.slice(1)).toEqual([': still here\n\n', ': still here\n\n']);
  });

  it('ends with the session, and says so once', async () => {
    await stream.look();
    isSignedIn = false;
    await stream.look();
    await stream.look();
    stream.close();
    expect(written.slice(1)).toEqual(['event: over\ndata: {}\n\n']);
    expect(ends).toBe(1);
  });

  it('writes nothing to a page that went away meanwhile', async () => {
    const looking = stream.look();
    stream.forget();
    await looking;
    expect(written).toEqual([]);
  });

  it('looks once at a time', async () => {
    await Promise.all([stream.look(), stream.look()]);
    expect(written).toHaveLength(1);
  });
});

describe('the route of the count', () => {
  let gateway: GatewayUnderTest;
  let port: number;
  const opened: IncomingMessage[] = [];
  beforeAll(async () => {
    gateway = await startGateway();
    await gateway.app.listen(0, '127.0.0.1');
    ({ port } = gateway.app.getHttpServer().address() as AddressInfo);
  });
  afterEach(() => {
    for (const answer of opened.splice(0)) answer.destroy();
  });
  beforeEach(() => {
    gateway.worklist.counts.mockReset().mockResolvedValue({
      own: { waiting: 4, overdue: 0 },
      organisation: { waiting: 11, overdue: 2 },
      teams: [],
    });
  });

  const listen = (headers: Readonly<Record<string, string>>): Promise<IncomingMessage> =>
    new Promise((resolve, reject) => {
      request({ port, host: '127.0.0.1', path: ADDRESS, headers }, (answer) => {
        opened.push(answer);
        resolve(answer);
      })
        .on('error', reject)
        .end();
    });
  const firstOf = (answer: IncomingMessage): Promise<string> =>
    new Promise((resolve) => {
      answer.once('data', (chunk: Buffer) => resolve(chunk.toString()));
    });
  const personOf = (participant: string) => signedIn({ roles: ['participant'], participant });

  it('tells a participant their own, and a deputy the organisation’s, as server-sent events', async () => {
    const own = await listen(personOf('a@t.example'));
    expect(own.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
    });
    expect(await firstOf(own)).toBe('event: count\ndata: {"waiting":4,"overdue":0}\n\n');
    const deputy = await listen(signedIn({ roles: ['deputy'], subject: 'd', organisation: 'Kela' }));
    expect(await firstOf(deputy)).toContain('"waiting":11');
  });

  it('gives one person few streams at once, and room again when one is closed', async () => {
    const person = personOf('b@t.example');
    const five = await Promise.all([1, 2, 3, 4, 5].map(() => listen(person)));
    expect(five.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200, 200]);
    expect((await listen(person)).statusCode).toBe(503);
    expect((await listen(personOf('c@t.example'))).statusCode).toBe(200);
    five[0]?.destroy();
    let status: number | undefined = 503;
    while (status === 503) status = (await listen(person)).statusCode;
    expect(status).toBe(200);
  });

  it('answers nobody without a session, nor with the wrong role', async () => {
    expect((await listen({ 'sec-fetch-mode': 'cors' })).statusCode).toBe(401);
    expect((await listen(signedIn({ roles: ['sysadmin'] }))).statusCode).toBe(403);
    expect(gateway.worklist.counts).not.toHaveBeenCalled();
  });

  it('is told to console.js on the main menu’s link of those who may ask it', async () => {
    const { text } = await getPage(gateway.app, '/console/worklist', personOf('d@t.example'));
    expect(text).toContain(`data-count-stream="${ADDRESS}"`);
  });

  it('lets the gateway stop while pages listen, and tells them that it is over', async () => {
    const answer = await listen(personOf('e@t.example'));
    const all: string[] = [];
    answer.on('data', (chunk: Buffer) => all.push(chunk.toString()));
    const ended = new Promise((resolve) => answer.once('end', resolve));
    await gateway.app.close();
    await ended;
    expect(all.join('')).toMatch(/event: over\ndata: \{\}\n\n$/u);
  });
});
