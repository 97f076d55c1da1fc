import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { showSample } from './sample-decision.js';

const TASK = {
  id: 'task-1',
  system: 'lifecare',
  endpoint: 'lifecare-varha',
  record: 'consent',
  channel: 'automatic',
  after: [],
};
const TYP = { ...TASK, id: 'task-2', system: 'typ', endpoint: 'typ-sote', record: 'plan', state: 'queued' };
const CONFIRMED = { ...TASK, state: 'confirmed', evidence: { level: 'verified', targetId: '1' } };
const SYSTEMS = {
  items: [
    { endpoint: 'lifecare-varha', system: 'lifecare', installed: true },
    { endpoint: 'typ-sote', system: 'typ', installed: false },
  ],
};

let server: Server;
let address: string;
let said: string[];
let sent: number;
/** What the ledger shows, one answer after the other; the last one for good. */
let decisions: (object | undefined)[];
let sampleAnswer: object;

beforeEach(async () => {
  said = [];
  sent = 0;
  sampleAnswer = { status: 202, body: {} };
  server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(() => server.close());

function answer(request: IncomingMessage, response: ServerResponse): void {
  if (request.url === '/samples/kaarina-typ-client') {
    sent++;
    response.end(JSON.stringify(sampleAnswer));
    return;
  }
  const isDecision = request.url === '/v1/decisions/kaarina/KAA-2026-0142';
  const body = isDecision ? (decisions.length > 1 ? decisions.shift() : decisions[0]) : SYSTEMS;
  response.statusCode = request.headers.authorization !== 'Bearer admin' ? 401 : body ? 200 : 404;
  response.end(JSON.stringify(body ?? { code: 'not-found' }));
}

const show = (): Promise<void> =>
  showSample({
    gateway: address,
    teamApp: address,
    token: 'admin',
    say: (line) => said.push(line),
    signal: new AbortController().signal,
  });

describe('the sample decision', () => {
  it('is sent where the ledger does not have it, and each task is followed to its end', async () => {
    decisions = [
      undefined,
      { tasks: [{ ...TASK, state: 'queued' }, TYP] },
      { tasks: [{ ...TASK, state: 'recording' }, TYP] },
      { tasks: [CONFIRMED, TYP] },
    ];

    await show();

    expect(sent).toBe(1);
    expect(said).toEqual([
      'Sample decision KAA-2026-0142 sent by signed webhook, answered 202; its recording tasks:',
      '  lifecare/consent: queued',
      '  typ/plan: queued',
      '  lifecare/consent: queued -> recording',
      '  lifecare/consent: queued -> recording -> confirmed (verified)',
      'Queued until their adapters are installed: typ/plan',
      'Settled: 1 of 2 tasks confirmed by reading them back',
    ]);
  });

  it('is not sent again at later starts', async () => {
    decisions = [{ tasks: [CONFIRMED] }];

    await show();

    expect(sent).toBe(0);
    expect(said).toEqual(['Sample decision KAA-2026-0142 is in the ledger from an earlier start']);
  });

  it('is followed on at a later start that finds it unsettled', async () => {
    decisions = [{ tasks: [{ ...TASK, state: 'unknown' }] }, { tasks: [CONFIRMED] }];

    await show();

    expect(said.at(-1)).toBe('Settled: 1 of 1 tasks confirmed by reading them back');
  });

  it('says so when the gateway refuses it', async () => {
    decisions = [undefined];
    sampleAnswer = { status: 422, body: { code: 'unknown-team' } };

    await show();

    expect(said).toEqual(['The sample decision was not taken: the gateway answered 422 unknown-team']);
  });
});
