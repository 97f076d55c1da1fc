import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { DEVELOPERS_TEXTS, TEXT_LANGUAGES } from '#console-texts';
import { DECISION_EVENT_SCHEMA } from '#domain';
import { ACCESS_ROLES } from '#security';
import { getPage, signedIn, SAMPLE_SECRET, startGateway } from '../../../testing/gateway-under-test.js';
import { senderKeysOf } from './sender-key.js';
import type { GatewayUnderTest } from '../../../testing/gateway-under-test.js';
import { BASH_EXAMPLE, NODE_EXAMPLE } from './examples.js';
import { SENT_EVENTS, sampleEvent } from './sample-events.js';

const run = promisify(execFile);
const developer = signedIn({ roles: ['developer'], language: 'fi' });
const RATE = { perSecond: 1, burst: 1 };
const SENDERS = [
  {
    name: 'sample',
    teams: '*' as const,
    secrets: [
      { secret: 'sender-old', state: 'revoked' as const },
      { secret: 'sender-new', state: 'live' as const },
    ],
    keys: [],
    rate: RATE,
  },
  {
    name: 'turku-app',
    teams: ['turku'],
    secrets: [{ secret: 'sender-turku', state: 'live' as const }],
    keys: [],
    rate: RATE,
  },
];

let gateway: GatewayUnderTest;
beforeAll(async () => {
  gateway = await startGateway({
    clock: () => new Date(),
    senderKeys: senderKeysOf(SENDERS, () => SAMPLE_SECRET),
  });
});
afterAll(() => gateway.app.close());
beforeEach(() => jest.clearAllMocks());

/** The text of an element as somebody would copy it. */
function codeIn(html: string, id: string): string {
  const code = new RegExp(`<pre id="${id}"[^>]*>(.*?)</pre>`, 's').exec(html)?.[1] ?? '';
  return code
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}

describe('the quick start', () => {
  it.each(TEXT_LANGUAGES)('has five steps, all events and the references: %s', async (language) => {
    const viewer = signedIn({ roles: ['developer'], language });
    const { status, text } = await getPage(gateway.app, '/console/developers', viewer);
    expect(status).toBe(200);
    for (const [number, [title]] of Object.values(DEVELOPERS_TEXTS[language].steps).entries()) {
      expect(text).toContain(`<h3>${number + 1}. ${title}</h3>`);
    }
    for (const href of ['/docs', '/openapi.json', '/ongelmat']) expect(text).toContain(`href="${href}"`);
    for (const type of SENT_EVENTS) expect(text).toContain(DEVELOPERS_TEXTS[language].sentEvents[type]);
    expect(text).toContain('fi.kuittaus.decision.completed');
  });

  it('has examples that can be copied as they are', async () => {
    const { text } = await getPage(gateway.app, '/console/developers', developer);
    expect(codeIn(text, 'bash-example')).toBe(BASH_EXAMPLE);
    expect(codeIn(text, 'node-example')).toBe(NODE_EXAMPLE);
    expect(codeIn(text, 'sample-decision')).toBe(sampleEvent('fi.kuittaus.decision.made'));
  });

  it('is for developers and system administrators', async () => {
    for (const role of ACCESS_ROLES) {
      const { status } = await getPage(gateway.app, '/console/developers', signedIn({ roles: [role] }));
      expect([role, status]).toEqual([role, ['developer', 'sysadmin'].includes(role) ? 200 : 403]);
    }
  });
});

describe('an example', () => {
  let folder: string;
  let url: string;
  beforeAll(async () => {
    await gateway.app.listen(0, '127.0.0.1');
    url = await gateway.app.getUrl();
    folder = await mkdtemp(path.join(tmpdir(), 'kuittaus-example-'));
    await writeFile(path.join(folder, 'event.json'), sampleEvent('fi.kuittaus.decision.made'));
    await writeFile(path.join(folder, 'send.sh'), BASH_EXAMPLE);
    await writeFile(path.join(folder, 'send.mjs'), NODE_EXAMPLE);
  });
  afterAll(() => rm(folder, { recursive: true }));

  it.each([
    ['bash and openssl', 'bash', 'send.sh'],
    ['Node.js', process.execPath, 'send.mjs'],
  ])('in %s signs so that the event is taken', async (_, command, file) => {
    const send = async (secret: string): Promise<string> => {
      const variables = [`KUITTAUS_URL=${url}`, `KUITTAUS_SECRET=${secret}`];
      return (await run('env', [...variables, command, file], { cwd: folder })).stdout;
    };
    expect(await send(SAMPLE_SECRET)).toContain('malli-1');
    expect(gateway.intake.acceptDecision).toHaveBeenCalledTimes(1);
    const another = `whsec_${Buffer.alloc(32, 9).toString('base64')}`;
    expect(await send(another)).toContain('not-authentic');
    expect(gateway.intake.acceptDecision).toHaveBeenCalledTimes(1);
  });
});

describe('the samples', () => {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  const isValid = ajv.compile(DECISION_EVENT_SCHEMA);

  it('are of every type that the contract has', () => {
    expect(SENT_EVENTS).toEqual(DECISION_EVENT_SCHEMA.properties.type.enum);
  });

  it.each(SENT_EVENTS)('are valid by the contract, and taken: %s', async (type) => {
    const body = Buffer.from(sampleEvent(type));
    const event: Record<string, unknown> = JSON.parse(body.toString());
    isValid(event);
    expect(isValid.errors ?? []).toEqual([]);
    const answer = await gateway.deliver(event, { body, at: new Date() });
    expect([type, answer.status]).toEqual([type, 202]);
  });
});

describe('the secrets', () => {
  it('are shown by name and state, and never themselves', async () => {
    const { text } = await getPage(gateway.app, '/console/developers/secrets', developer);
    expect(text).toMatch(
      /<code>sender-old<\/code>.*?Poistettu käytöstä.*?<code>sender-new<\/code>.*?Voimassa/su,
    );
    expect(text).not.toContain(SAMPLE_SECRET.slice('whsec_'.length, 20));
  });

  it('are those of one’s own teams', async () => {
    const ofKaarina = signedIn({ roles: ['developer'], teams: ['kaarina'] });
    const { text } = await getPage(gateway.app, '/console/developers/secrets', ofKaarina);
    expect(text).toContain('sender-new');
    expect(text).not.toContain('sender-turku');
    const sysadmin = signedIn({ roles: ['sysadmin'], teams: [] });
    const all = await getPage(gateway.app, '/console/developers/secrets', sysadmin);
    expect(all.text).toContain('sender-turku');
  });
});
