import { loadConfiguration } from '#configuration';
import { DEVELOPERS_TEXTS } from '#console-texts';
import { getPage, postForm, signedIn, startGateway } from '../../../testing/gateway-under-test.js';
import type { GatewayUnderTest } from '../../../testing/gateway-under-test.js';
import { NO_PRACTICES } from '../../../testing/console-desks.js';
import type { TeamAppEvents, TeamAppEventView } from '../../team-app-events/team-app-events.js';

const PATH = '/console/developers/deliveries';
const texts = DEVELOPERS_TEXTS.fi.deliveries;
const developer = signedIn({ roles: ['developer'], teams: ['kaarina'], language: 'fi' });
const ID = '00000000-0000-4000-8000-000000000001';
const OTHER = '00000000-0000-4000-8000-000000000002';

const DELIVERED: TeamAppEventView = {
  id: ID,
  team: 'kaarina',
  decisionId: 'KAA-<b>1',
  version: 1,
  type: 'fi.kuittaus.decision.completed',
  data: {},
  state: 'delivered',
  createdAt: '2026-11-17T10:00:00.000Z',
  deliveredAt: '2026-11-17T10:00:05.000Z',
  attempts: 2,
  address: 'enabled',
};
const { deliveredAt: _, ...NOT_DELIVERED } = DELIVERED;

const list = jest.fn<ReturnType<TeamAppEvents['list']>, Parameters<TeamAppEvents['list']>>();
const resend = jest.fn<ReturnType<TeamAppEvents['resend']>, Parameters<TeamAppEvents['resend']>>();
let gateway: GatewayUnderTest;
beforeAll(async () => {
  const { practices } = loadConfiguration('config', {});
  gateway = await startGateway({
    teamAppEvents: { list, resend },
    practiceDesk: { ...NO_PRACTICES, practices: [...practices.values()] },
  });
});
afterAll(() => gateway.app.close());
beforeEach(() => {
  list.mockReset().mockResolvedValue({ items: [DELIVERED] });
  resend.mockReset().mockResolvedValue(DELIVERED);
});

describe('the deliveries', () => {
  it('are shown with their state, attempts and how long they took', async () => {
    const { status, text } = await getPage(gateway.app, PATH, developer);
    expect(status).toBe(200);
    expect(text).toContain('kaarina KAA-&lt;b>1 (1)');
    expect(text).toContain(texts.states.delivered);
    expect(text).toMatch(/>2<\/td>/u);
    expect(text).toMatch(/>5 s<\/td>/u);
    expect(text).not.toContain('<b>');
  });

  it('that failed say how, and why nothing is sent', async () => {
    list.mockResolvedValue({
      items: [
        { ...NOT_DELIVERED, state: 'given-up', lastCode: 'http-500', address: 'disabled' },
        { ...NOT_DELIVERED, id: OTHER, state: 'pending', nextAttemptAt: '2026-11-17T11:00:00.000Z' },
      ],
    });
    const { text } = await getPage(gateway.app, PATH, developer);
    expect(text).toContain(`<h1>${texts.titleWithFailures(1)}</h1>`);
    expect(text).toContain(texts.failed('http-500'));
    expect(text).toContain(texts.addressDisabled);
    expect(text).toMatch(/seuraava yritys 17\.11\.2026/u);
  });

  it('are those of a team and a state that are asked for, page by page', async () => {
    const at = new Date('2026-11-17T10:00:00.000Z');
    list.mockResolvedValue({ items: [DELIVERED], next: { at, id: ID } });
    const { text } = await getPage(gateway.app, `${PATH}?team=kaarina&state=delivered`, developer);
    const query = { teams: ['kaarina'], decisionIds: [], states: ['delivered'] };
    expect(list.mock.lastCall?.[1]).toEqual(query);
    expect(text).toContain('<option value="kaarina" selected>');
    expect(text).not.toContain('<option value="turku"');
    const next = /<a href="([^"]+)" rel="next">/u.exec(text)?.[1]?.replaceAll('&amp;', '&') ?? '';
    await getPage(gateway.app, next, developer);
    expect(list.mock.lastCall?.[1]).toEqual({ ...query, after: { at, id: ID } });
  });

  it('are said to be none', async () => {
    list.mockResolvedValue({ items: [] });
    expect((await getPage(gateway.app, PATH, developer)).text).toContain(texts.none);
  });

  it('are refused a filter that is none', async () => {
    expect((await getPage(gateway.app, `${PATH}?state=lost`, developer)).status).toBe(422);
  });
});

describe('sending again', () => {
  it('is asked of the ledger in the developer’s name, and said', async () => {
    const sent = await postForm(gateway.app, `${PATH}/${ID}/resend`, {}, developer);
    expect([sent.status, sent.headers['location']]).toEqual([303, `${PATH}?done=resent`]);
    expect(resend.mock.calls).toEqual([[expect.objectContaining({ teams: new Set(['kaarina']) }), ID]]);
    const { text } = await getPage(gateway.app, `${PATH}?done=resent`, developer);
    expect(text).toContain(`role="status" class="status">${texts.resent}</div>`);
  });

  it('is refused for what there is not, and without the token of the session', async () => {
    resend.mockResolvedValue(undefined);
    expect((await postForm(gateway.app, `${PATH}/${OTHER}/resend`, {}, developer)).status).toBe(404);
    expect((await postForm(gateway.app, `${PATH}/no-id/resend`, {}, developer)).status).toBe(404);
    resend.mockClear();
    const forged = await postForm(gateway.app, `${PATH}/${ID}/resend`, { csrf: 'x' }, developer);
    expect([forged.status, resend.mock.calls.length]).toEqual([403, 0]);
  });
});
