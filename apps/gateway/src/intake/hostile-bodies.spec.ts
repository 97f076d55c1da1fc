import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { aDecision, anEvent, CHAIR } from '../../testing/events.js';
import { startGateway } from '../../testing/gateway-under-test.js';
import type { Answer, GatewayUnderTest } from '../../testing/gateway-under-test.js';

let gateway: GatewayUnderTest;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.app.close());

const raw = (body: string | Buffer, headers: Record<string, string> = {}): Promise<Answer> =>
  gateway.deliver(anEvent(), { body: Buffer.from(body), headers });
const withData = (data: string): string => JSON.stringify(anEvent('DATA')).replace('"DATA"', data);
const textOf = (event: unknown): string => JSON.stringify(event);
const objects = (count: number): string => `{"team":"kaarina","participants":[${'{},'.repeat(count)}{}]}`;

/** The corpus of reliability.md, section 9, S4, S5 and S7: each is refused, cheaply, and never with a 5xx. */
const CORPUS: readonly [string, () => Promise<Answer>, number, string][] = [
  ['nothing at all', () => raw(''), 400, 'not-json'],
  ['a byte order mark', () => raw(`\uFEFF${textOf(anEvent())}`), 400, 'not-json'],
  [
    'Latin 1',
    () => raw(Buffer.from(textOf(anEvent(aDecision({ summary: 'ä' }))), 'latin1')),
    400,
    'not-json',
  ],
  ['10,000 levels of lists', () => raw(withData('['.repeat(10_000) + ']'.repeat(10_000))), 400, 'too-deep'],
  ['100,000 levels of lists', () => raw(`${'['.repeat(100_000)}${']'.repeat(100_000)}`), 400, 'too-deep'],
  ['40,000 levels of objects', () => raw(`${'{"a":'.repeat(40_000)}0${'}'.repeat(40_000)}`), 400, 'too-deep'],
  ['100,000 levels that never end', () => raw('['.repeat(100_000)), 400, 'not-json'],
  [
    '20,000 keys',
    () => raw(withData(`{${Array.from({ length: 20_000 }, (_, key) => `"${key}":0`).join(',')}}`)),
    422,
    'invalid',
  ],
  [
    '100,000 keys',
    () => raw(withData(`{${Array.from({ length: 100_000 }, (_, key) => `"${key}":0`).join(',')}}`)),
    413,
    'too-large',
  ],
  ['80,000 objects in a list', () => raw(withData(objects(80_000))), 422, 'invalid'],
  ['600 empty participants', () => raw(withData(objects(600))), 422, 'invalid'],
  [
    '120,000 numbers in a list',
    () => raw(withData(`{"team":"kaarina","rights":[${'0,'.repeat(120_000)}0]}`)),
    422,
    'invalid',
  ],
  [
    'a text of 250 KiB',
    () => raw(textOf(anEvent(aDecision({ summary: 'x'.repeat(250_000) })))),
    422,
    'invalid',
  ],
  [
    'a text of 10 MB',
    () => raw(textOf(anEvent(aDecision({ summary: 'x'.repeat(10_000_000) })))),
    413,
    'too-large',
  ],
  [
    'a field name of 200 KiB',
    () => raw(withData(`{"team":"kaarina","${'x'.repeat(200_000)}":0}`)),
    422,
    'invalid',
  ],
  [
    'backslashes without end',
    () => raw(textOf(anEvent(aDecision({ summary: '\\'.repeat(100_000) })))),
    422,
    'invalid',
  ],
  ['a key twice in the data', () => raw(withData('{"team":"kaarina","team":"turku"}')), 400, 'duplicate-key'],
  [
    'a key twice, once escaped',
    () => raw(withData('{"team":"kaarina","te\\u0061m":"turku"}')),
    400,
    'duplicate-key',
  ],
  ['__proto__ twice', () => raw(withData('{"__proto__":{},"__proto__":{}}')), 400, 'duplicate-key'],
  ['300 KiB', () => raw(textOf(anEvent(aDecision())) + ' '.repeat(300 * 1024)), 413, 'too-large'],
  ['gzip', () => raw(gzipSync(textOf(anEvent())), { 'content-encoding': 'gzip' }), 415, 'media-type'],
  [
    'an encoding that changes nothing',
    () => raw(textOf(anEvent()), { 'content-encoding': 'identity' }),
    415,
    'media-type',
  ],
  ['gzip that does not say so', () => raw(gzipSync(textOf(anEvent()))), 400, 'not-json'],
  [
    'another character set',
    () => raw(textOf(anEvent()), { 'content-type': 'application/json; charset=latin1' }),
    415,
    'media-type',
  ],
  [
    'another parameter',
    () => raw(textOf(anEvent()), { 'content-type': 'application/json; boundary=x' }),
    415,
    'media-type',
  ],
  ['a form', () => raw('a=1', { 'content-type': 'application/x-www-form-urlencoded' }), 415, 'media-type'],
  [
    'a form of several parts',
    () => raw('--x', { 'content-type': 'multipart/form-data; boundary=x' }),
    415,
    'media-type',
  ],
  [
    'CloudEvents in a batch',
    () => raw(`[${textOf(anEvent())}]`, { 'content-type': 'application/cloudevents-batch+json' }),
    415,
    'media-type',
  ],
  [
    'two media types',
    () => raw(textOf(anEvent()), { 'content-type': 'application/json, text/plain' }),
    415,
    'media-type',
  ],
  ['an empty media type', () => raw(textOf(anEvent()), { 'content-type': '' }), 415, 'media-type'],
  [
    'fewer bytes than it says',
    () => raw(textOf(anEvent()), { 'content-length': '99999' }),
    400,
    'bad-request',
  ],
  ['more bytes than it says', () => raw(textOf(anEvent()), { 'content-length': '10' }), 400, 'bad-request'],
  [
    'fields that the ledger has',
    () => raw(textOf(anEvent(aDecision({ status: 'confirmed', tasks: [], role: 'sysadmin' })))),
    422,
    'invalid',
  ],
  [
    'lists for texts',
    () => raw(textOf(anEvent(aDecision({ decisionId: ['KAA-1'], summary: ['a'] })))),
    422,
    'invalid',
  ],
  [
    'objects for texts',
    () => raw(textOf(anEvent(aDecision({ decisionId: { toString: 'x' } })))),
    422,
    'invalid',
  ],
  [
    '__proto__ for an id',
    () => raw(textOf(anEvent(aDecision({ participants: [{ ...CHAIR, id: '__proto__' }] })))),
    422,
    'invalid',
  ],
  [
    'constructor for a team',
    () => raw(textOf(anEvent(aDecision({ team: 'constructor' })))),
    422,
    'unknown-team',
  ],
];

describe('a hostile body', () => {
  test.each(CORPUS)('%s is refused', async (_case, send, status, code) => {
    const started = process.cpuUsage();
    const answer = await send();
    const { user, system } = process.cpuUsage(started);
    expect(answer).toMatchObject({ status, body: { code } });
    expect((user + system) / 1000).toBeLessThan(1_000);
    expect(gateway.intake.acceptDecision).not.toHaveBeenCalled();
  });

  test('of random bytes, or a right one with bytes changed, never gets through or breaks anything', async () => {
    const right = Buffer.from(textOf(anEvent()));
    for (let round = 0; round < 200; round++) {
      const body = round % 2 === 0 ? randomBytes(200) : Buffer.from(right);
      for (const [at = 0, value = 0] of Array.from({ length: 3 }, () => randomBytes(4)).map((bytes) => [
        bytes.readUInt16BE(0),
        bytes[2],
      ])) {
        body[at % body.length] = value;
      }
      const { status } = await raw(body);
      expect([202, 400, 401, 422]).toContain(status);
    }
  });
});

describe('nothing of a person is ever repeated', () => {
  const CANARIES = ['Kanarialintu', '010594Y9032', '010594Y9039', 'Siipirikko', 'kanaria@tiimi.example'];
  const client = {
    personalIdentityCode: '010594Y9039',
    givenName: 'Kanarialintu',
    familyName: 'Siipirikko',
    typClient: true,
  };

  test.each<[string, () => Promise<Answer>]>([
    ['a fault beside it', () => raw(textOf(anEvent(aDecision({ client, summary: '' }))))],
    [
      'it in every wrong place',
      () =>
        raw(
          textOf(
            anEvent(
              aDecision({
                team: 'kaarina',
                handling: 'Kanarialintu',
                caseManager: 'Siipirikko',
                continues: 'Siipirikko 010594Y9032',
              }),
            ),
          ),
        ),
    ],
    ['it as the team', () => raw(textOf(anEvent(aDecision({ team: 'Kanarialintu' }))))],
    [
      'it as a field name',
      () => raw(textOf(anEvent(aDecision({ '010594Y9032': 1, 'Siipirikko Kanarialintu': 1 })))),
    ],
    [
      'it as an attribute of the envelope',
      () =>
        raw(
          textOf(
            anEvent(aDecision(), {
              '010594Y9032': 'Kanarialintu',
              type: 'Kanarialintu',
              source: 'Siipirikko Kanarialintu',
            }),
          ),
        ),
    ],
    ['it as a key twice', () => raw('{"Kanarialintu":1,"Kanarialintu":2}')],
    ['it in broken JSON', () => raw('{"Kanarialintu": 010594Y9032}')],
    [
      'it in an anonymous consultation',
      () =>
        raw(
          textOf(
            anEvent(aDecision({ handling: 'anonymous-consultation', summary: 'Kanarialintu 010594Y9032' })),
          ),
        ),
    ],
    [
      'it in headers',
      () =>
        raw(textOf(anEvent()), {
          'webhook-id': 'Kanarialintu',
          'webhook-signature': 'Kanarialintu',
          'content-type': 'application/json; Kanarialintu',
        }),
    ],
    ['it in the path', () => gateway.get('/v1/decisions/Kanarialintu/010594Y9032?nimi=Siipirikko')],
    ['it in a path that cannot be decoded', () => gateway.get('/v1/Kanarialintu%zz')],
  ])('with %s', async (_case, send) => {
    const answer = await send();
    expect(answer.status).toBeGreaterThanOrEqual(400);
    const everything = [answer.text, JSON.stringify(answer.headers), ...gateway.logLines].join('\n');
    for (const canary of CANARIES) expect(everything.toLowerCase()).not.toContain(canary.toLowerCase());
  });
});
