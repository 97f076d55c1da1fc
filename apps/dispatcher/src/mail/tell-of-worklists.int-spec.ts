import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Decision, TaskId, TrackedTask } from '#domain';
import { createLogger } from '#observability';
import { SMTPServer } from 'smtp-server';
import { v7 as uuid } from 'uuid';
import { aTask } from '#domain/testing';
import { aDecision, openTestLedger, PERSON, storeDecision } from '#ledger/testing';
import type { TestLedger } from '#ledger/testing';
import { smtpMailer } from './mailer.js';
import { worklistMailRound } from './tell-of-worklists.js';

const WORKLIST = 'https://kuittaus.example/tyolista';
const MORNING = new Date('2026-11-17T07:00:00Z');

interface Received {
  readonly to: readonly string[];
  readonly data: string;
}

/** A mail server that keeps what it is sent, and refuses whom it is told to. */
class MailServer {
  readonly received: Received[] = [];
  refusal: { readonly address: string; readonly code: number } | undefined;
  private readonly server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onRcptTo: ({ address }, _session, done) => {
      const { refusal } = this;
      if (refusal?.address !== address) done();
      else done(Object.assign(new Error(`no mailbox of ${address}`), { responseCode: refusal.code }));
    },
    onData: (stream, { envelope }, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        this.received.push({
          to: envelope.rcptTo.map(({ address }) => address),
          data: Buffer.concat(chunks).toString(),
        });
        done();
      });
    },
  });

  async start(): Promise<string> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server.server, 'listening');
    return `smtp://127.0.0.1:${(this.server.server.address() as AddressInfo).port}`;
  }

  stop = (): Promise<void> => new Promise((resolve) => this.server.close(() => resolve()));
}

let test: TestLedger;
let server: MailServer;
let smtpUrl: string;
const logLines: string[] = [];
beforeAll(async () => {
  test = await openTestLedger();
  server = new MailServer();
  smtpUrl = await server.start();
});
afterAll(async () => {
  await server.stop();
  await test.stop();
});
beforeEach(() => {
  server.received.length = 0;
  server.refusal = undefined;
});

const roundAt = (now: Date): Promise<boolean> =>
  worklistMailRound({
    ledger: test.ledger,
    send: smtpMailer({
      smtpUrl,
      from: 'kuittaus@alue.example',
      worklistUrl: WORKLIST,
      isEncryptionRequired: false,
    }),
    worklistUrl: WORKLIST,
    log: createLogger({ app: 'test', level: 'debug', destination: { write: (line) => logLines.push(line) } }),
    clock: () => now,
  })();
const later = (days: number): Date => new Date(MORNING.getTime() + days * 24 * 3_600_000);

async function tasksOf(email: string, ...tasks: Partial<TrackedTask>[]): Promise<void> {
  const decision: Decision = {
    ...aDecision(uuid()),
    participants: [
      { id: 'kela', role: 'kela-specialist', name: 'Kaisa Kela', organisation: { name: 'Kela' }, email },
      { id: 'silent', role: 'other', name: 'Osmo', organisation: { name: 'Muu Oy' } },
    ],
  };
  await storeDecision(
    test.ledger,
    decision,
    tasks.map((differences) =>
      aTask({
        id: uuid() as TaskId,
        contentDigest: 'aabb',
        system: 'kela',
        endpoint: 'kela',
        channel: 'manual',
        recorder: 'kela',
        state: 'awaiting-person',
        dueAt: later(10),
        ...differences,
      }),
    ),
  );
}
const mailTo = (address: string): Received[] => server.received.filter(({ to }) => to.includes(address));
/** Quoted-printable is undone, so that what it would hide is seen. */
const textOf = ({ data }: Received): string =>
  Buffer.from(
    data
      .replace(/=\r\n/gu, '')
      .replace(/=([0-9A-F]{2})/gu, (_whole, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString('utf8');

describe('mails about worklists', () => {
  it('tell each person once a working day how many tasks wait, and nothing about them', async () => {
    await tasksOf(
      'kela@tiimi.example',
      {},
      { record: 'plan', dueAt: later(-1) },
      { record: 'visit', recorder: 'silent' },
    );
    await roundAt(MORNING);
    await roundAt(MORNING);
    const [mail, ...more] = mailTo('kela@tiimi.example');
    expect(more).toEqual([]);
    const text = textOf(mail!);
    expect(text).toContain('Sinulla on 2 kirjaustehtävää.\r\nYhden määräaika on mennyt.');
    expect(text).toContain(WORKLIST);
    for (const secret of [
      PERSON.code,
      PERSON.family,
      PERSON.text,
      'Kaisa',
      'Kela ',
      'kaarina',
      'kuntoutus',
    ]) {
      expect(text).not.toContain(secret);
    }
    await roundAt(later(1));
    expect(mailTo('kela@tiimi.example')).toHaveLength(2);
  });

  it('are not sent outside the mail hours, nor by two dispatchers', async () => {
    await tasksOf('yksi@tiimi.example', {});
    await roundAt(new Date('2026-11-17T03:00:00Z'));
    expect(mailTo('yksi@tiimi.example')).toEqual([]);
    await Promise.all([roundAt(MORNING), roundAt(MORNING), roundAt(MORNING)]);
    expect(mailTo('yksi@tiimi.example')).toHaveLength(1);
  });

  it('are tried again after a temporary refusal, and not on the same day after a permanent one', async () => {
    await tasksOf('kaksi@tiimi.example', {});
    server.refusal = { address: 'kaksi@tiimi.example', code: 451 };
    await roundAt(MORNING);
    server.refusal = { address: 'kaksi@tiimi.example', code: 550 };
    await roundAt(MORNING);
    server.refusal = undefined;
    await roundAt(MORNING);
    expect(mailTo('kaksi@tiimi.example')).toEqual([]);
    await roundAt(later(1));
    expect(mailTo('kaksi@tiimi.example')).toHaveLength(1);
    expect(logLines.join('')).toContain('mail.not-sent');
    expect(logLines.join('')).not.toContain('tiimi.example');
  });
});
