import { loadConfiguration } from '#configuration';
import { call, startGateway, tokenOf } from '../../testing/gateway-under-test.js';
import type { Answer, GatewayUnderTest } from '../../testing/gateway-under-test.js';
import { anEvent } from '../../testing/events.js';
import { PracticePreviews } from './previews.js';

const NOW = new Date('2026-11-18T10:00:00Z');
const { practices, endpoints } = loadConfiguration('config', {});

let gateway: GatewayUnderTest;
beforeAll(async () => {
  gateway = await startGateway({
    practices: { handlings: (team) => practices.get(team)?.handlings },
    previews: new PracticePreviews(practices, endpoints, () => NOW),
  });
});
afterAll(() => gateway.app.close());

const developer = tokenOf({ roles: ['developer'], teams: '*' });

function preview(body: unknown, token = developer): Promise<Answer> {
  const payload = Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body));
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  return call(gateway.app, 'POST', '/v1/decisions/preview', { headers, payload });
}

const decision = (changes: object = {}): Record<string, unknown> => ({
  ...Object(anEvent()['data']),
  recommendations: [{ id: 'r1', domain: 'health', service: 'Kuntoutus', text: 'Suositellaan.' }],
  ...changes,
});

describe('a preview', () => {
  test('shows the tasks and what each would hold, and stores nothing', async () => {
    gateway.logLines.length = 0;
    const { status, body } = await preview(decision());
    const { team, decisionId, version } = decision();
    expect(status).toBe(200);
    expect(body).toEqual({
      decision: { team, decisionId, version },
      tasks: expect.any(Array),
      warnings: expect.any(Array),
    });
    const tasks = body['tasks'] as readonly Record<string, unknown>[];
    expect(tasks.length).toBeGreaterThan(0);
    for (const task of tasks) {
      expect(task).toMatchObject({
        team,
        decisionId,
        operation: 'create',
        text: expect.stringMatching(/\S/u),
      });
      expect(task).not.toHaveProperty('id');
      expect(task).not.toHaveProperty('evidence');
    }
    expect(gateway.intake.acceptDecision).not.toHaveBeenCalled();
    expect(gateway.intake.findRepeat).not.toHaveBeenCalled();
    expect(gateway.logLines).toEqual([]);
  });

  test.each([
    ['no JSON', Buffer.from('{'), 400, 'not-json'],
    ['a key twice', Buffer.from('{"team":"kaarina","team":"turku"}'), 400, 'duplicate-key'],
    ['too deep', Buffer.from('['.repeat(30) + ']'.repeat(30)), 400, 'too-deep'],
    ['no object', [], 422, 'invalid'],
    ['an unknown team', decision({ team: 'nowhere' }), 422, 'unknown-team'],
    ['no client', decision({ client: undefined }), 422, 'client-missing'],
    ['a handling that the team does not know', decision({ team: 'rovaniemi' }), 422, 'handling-not-allowed'],
  ])('is refused as intake would refuse it: %s', async (_what, body, status, code) => {
    const answer = await preview(body);
    expect([answer.status, answer.body['code']]).toEqual([status, code]);
  });

  test('tells every fault at once, with places in the decision and never a value', async () => {
    const { status, body, text } = await preview(decision({ handledOn: 'SALAINEN', hovi: 1, version: 0 }));
    expect(status).toBe(422);
    expect(Object(body['errors']).map(({ path }: { path: string }) => path)).toEqual(
      expect.arrayContaining(['/handledOn', '/hovi', '/version']),
    );
    expect(text).not.toContain('SALAINEN');
  });

  test('is for one’s own teams only, and for nobody else', async () => {
    const turku = tokenOf({ roles: ['team-app'], teams: ['turku'] });
    const { team } = decision();
    const own = tokenOf({ roles: ['team-app'], teams: [String(team)] });
    expect((await preview(decision(), own)).status).toBe(200);
    expect(await preview(decision(), turku)).toMatchObject({ status: 403, body: { code: 'team-not-yours' } });
    expect((await preview(decision(), tokenOf({ roles: ['auditor'] }))).status).toBe(403);
  });
});
