import fc from 'fast-check';
import { createLogger } from './logger.js';
import type { LogFields, Logger, LogLevel } from './index.js';

function record(level: LogLevel = 'debug'): { logger: Logger; text: () => string; lines: () => unknown[] } {
  let text = '';
  const destination = { write: (chunk: string) => void (text += chunk) };
  return {
    logger: createLogger({ app: 'gateway', level, destination }),
    text: () => text,
    lines: () =>
      text
        .trimEnd()
        .split('\n')
        .map((line): unknown => JSON.parse(line)),
  };
}

/** Fields as a caller without types could give them. */
const untyped = (fields: object): LogFields => fields;

const PERSONAL = ['010594Y9032', 'Aino Väänänen', 'Työkyvyn arvio: selkäkipu'];

describe('a log line', () => {
  it('holds app, level, time, event and the listed fields', () => {
    const { logger, lines } = record();
    logger.info('attempt.settled', {
      taskId: 'a-1',
      system: 'lifecare',
      state: 'confirmed',
      durationMs: 12.3456,
    });
    expect(lines()).toEqual([
      {
        level: 'info',
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
        app: 'gateway',
        event: 'attempt.settled',
        taskId: 'a-1',
        system: 'lifecare',
        state: 'confirmed',
        durationMs: 12.346,
      },
    ]);
  });

  it('drops a field that is not on the list, and says how many it dropped', () => {
    const { logger, text, lines } = record();
    logger.warn(
      'intake.refused',
      untyped({ name: PERSONAL[1], body: { summary: PERSONAL[2] }, team: 'kaarina' }),
    );
    expect(lines()).toMatchObject([{ team: 'kaarina', dropped: 2 }]);
    for (const value of PERSONAL) expect(text()).not.toContain(value);
  });

  it.each([
    ['an identity code as an id', { taskId: '010594Y9032' }],
    ['a mistyped identity code as an id', { taskId: '010594Y9033' }],
    ['an identity code inside an id', { decisionId: 'case-120575-907C-2' }],
    ['an identity code glued into an id', { eventId: 'x010594y9032z' }],
    ['an identity code in a route', { route: '/v1/clients/010594Y9032' }],
    ['a name as a code', { code: 'Väänänen' }],
    ['a capitalised name as a code', { reason: 'Virtanen' }],
    ['a text as a code', { outcome: 'not known: Aino' }],
    ['a word outside a closed set', { state: 'aino' }],
    ['an object as an id', { taskId: { toString: (): string => 'aino' } }],
    ['a text as a number', { count: '010594' }],
    ['a number that is none', { durationMs: Number.NaN }],
    ['a text as a date', { dueAt: 'aino' }],
  ])('drops %s', (_what, fields) => {
    const { logger, lines } = record();
    logger.info('test.value', untyped(fields));
    expect(lines()).toEqual([
      { level: 'info', time: expect.any(String), app: 'gateway', event: 'test.value', dropped: 1 },
    ]);
  });

  it('keeps ids of ours that only resemble an identity code', () => {
    const { logger, lines } = record();
    const taskId = '0198c2f0-1234-7056-a907-123456a1234b';
    logger.info('test.value', {
      taskId,
      traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
      targetId: 'Consent/12',
    });
    expect(lines()).toMatchObject([
      { taskId, traceId: '4bf92f3577b34da6a3ce929d0e0e4736', targetId: 'Consent/12' },
    ]);
  });

  it('does not repeat an event name that was put together from data', () => {
    const { logger, text, lines } = record();
    logger.info(`refused ${PERSONAL.join(' ')}`);
    expect(lines()).toMatchObject([{ event: 'unnamed' }]);
    for (const value of PERSONAL) expect(text()).not.toContain(value);
  });

  it('stays one JSON object on one line, whatever the fields hold', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
        const { logger, text, lines } = record();
        logger.error(
          `a\r\n${a}`,
          untyped({ taskId: b, code: `x\r\n{"level":"info"}${a}`, error: new Error(b) }),
        );
        expect(text()).toMatch(/^[\x20-\x7e]*\n$/);
        expect(lines()).toHaveLength(1);
      }),
    );
  });

  it('holds no line ends that JSON leaves as they are', () => {
    const { logger, text } = record();
    const error = Object.assign(new Error('x'), { name: 'A\u2028B' });
    logger.with({ team: 'kaarina' }).error('a.b', untyped({ error, ['\u2028']: 'x' }));
    expect(text()).toMatch(/^[\x20-\x7e]*\n$/);
  });

  it('says the fields of its logger on each line, its own winning', () => {
    const { logger, lines } = record();
    const attempts = logger.with({ system: 'lifecare', attempt: 1 });
    attempts.info('attempt.opened');
    attempts.info('attempt.opened', { attempt: 4 });
    attempts.with({ attempt: 2 }).info('attempt.opened', { epoch: 3 });
    expect(lines()).toMatchObject([
      { system: 'lifecare', attempt: 1 },
      { system: 'lifecare', attempt: 4 },
      { system: 'lifecare', attempt: 2, epoch: 3 },
    ]);
  });

  it('is left out below the level', () => {
    const { logger, text } = record('warn');
    logger.info('a.b');
    logger.debug('a.b');
    expect(text()).toBe('');
  });
});
