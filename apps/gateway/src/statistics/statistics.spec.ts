import { startGateway, tokenOf } from '../../testing/gateway-under-test.js';
import type { GatewayUnderTest } from '../../testing/gateway-under-test.js';
import type { TeamStatistics } from '#ledger';

const HANDLED: TeamStatistics = {
  handled: [
    { month: '2025-12', handling: 'meeting', decisions: 2, cancelled: 1 },
    { month: '2026-11', handling: 'anonymous-consultation', decisions: 4, cancelled: 0 },
    { month: '2026-11', handling: 'meeting', decisions: 3, cancelled: 0 },
  ],
  confirmation: [{ month: '2026-11', tasks: 9, medianMs: 3_000, p90Ms: 86_400_000 }],
};
const FOUND = {
  id: 'f-1',
  foundAt: new Date('2026-11-17T22:31:00Z'),
  kind: 'no-task-planned',
  day: '2026-11-17',
  team: 'kaarina',
  decisionId: 'D-1',
  taskId: undefined,
} as const;

let gateway: GatewayUnderTest;
const asked = jest.fn(async () => HANDLED);

beforeAll(async () => {
  gateway = await startGateway({
    statistics: { teamStatistics: asked, listFindings: async () => [FOUND] },
  });
});
afterAll(() => gateway.app.close());
beforeEach(() => asked.mockClear());

const auditor = tokenOf({ roles: ['auditor'] });
const show = (query = '', token = auditor) => gateway.get(`/v1/teams/kaarina/statistics${query}`, token);

describe('the statistics of a team', () => {
  it('count decisions by month, year and handling, anonymous ones too, and say how long the records took', async () => {
    const { status, body } = await show('?from=2025-12&to=2026-11');
    expect(status).toBe(200);
    expect(body).toEqual({
      team: 'kaarina',
      from: '2025-12',
      to: '2026-11',
      months: [
        { month: '2025-12', decisions: 2, cancelled: 1, byHandling: { meeting: 2 } },
        {
          month: '2026-11',
          decisions: 7,
          cancelled: 0,
          byHandling: { 'anonymous-consultation': 4, meeting: 3 },
          timeToEvidence: { tasks: 9, medianMs: 3_000, p90Ms: 86_400_000 },
        },
      ],
      years: [
        { year: '2025', decisions: 2, cancelled: 1, byHandling: { meeting: 2 } },
        {
          year: '2026',
          decisions: 7,
          cancelled: 0,
          byHandling: { 'anonymous-consultation': 4, meeting: 3 },
        },
      ],
    });
  });

  it('are of this year until now when nothing is said', async () => {
    await show();
    expect(asked).toHaveBeenCalledWith('kaarina', { from: '2026-01', to: '2026-11' });
  });

  it.each([
    ['?from=2026-13', 'pattern'],
    ['?to=november', 'pattern'],
    ['?from=2026-12&to=2026-11', 'range'],
    ['?from=2000-01&to=2026-11', 'range'],
    ['?month=2026-11', 'unknown-field'],
    ['?from=2026-01&from=2026-02', 'pattern'],
  ])('refuse %s', async (query, code) => {
    const { status, body } = await show(query);
    expect(status).toBe(422);
    expect(body['errors']).toEqual([expect.objectContaining({ code })]);
    expect(asked).not.toHaveBeenCalled();
  });

  it('are their own for a team application, and do not exist for another one', async () => {
    const own = tokenOf({ roles: ['team-app'], teams: ['kaarina'] });
    const other = tokenOf({ roles: ['team-app'], teams: ['turku'] });
    expect((await show('', own)).status).toBe(200);
    expect((await show('', other)).status).toBe(404);
    expect((await show('', tokenOf({ roles: ['participant'] }))).status).toBe(403);
    expect((await gateway.get('/v1/teams/nobody/statistics', auditor)).status).toBe(404);
  });
});

describe('the findings', () => {
  it('say what was found, of which decision, and when', async () => {
    const { status, body } = await gateway.get('/v1/findings', auditor);
    expect(status).toBe(200);
    const { taskId: _none, ...found } = FOUND;
    expect(body).toEqual({ items: [{ ...found, foundAt: '2026-11-17T22:31:00.000Z' }] });
  });

  it('are for auditors and system administrators', async () => {
    expect((await gateway.get('/v1/findings', tokenOf({ roles: ['team-app'], teams: '*' }))).status).toBe(
      403,
    );
  });
});
