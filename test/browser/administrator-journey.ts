import type { Page } from 'playwright-core';
import { aDecision } from '../e2e/decisions.js';
import { anEvent, isLifecare } from '../e2e/house/gateway-client.js';
import { untilRecorded } from '../e2e/recorded.js';
import type { County } from './county.js';
import { complaintsOf } from './looks.js';

const FIRST_DECISION = 300;
const ENOUGH_TO_BREAK = 12;
/** The page asks again by itself every 15 seconds; the machine may be busy. */
const LIVE = { timeout: 60_000 };

/** An administrator sees what went wrong, plans to have it tried again, and follows it until it is recorded. */
export function administratorJourney(county: () => County): void {
  let next = FIRST_DECISION;

  it('an administrator goes from a failure’s cause to a plan, runs it, and the record is confirmed', async () => {
    const { house } = county();
    const decision = aDecision(next++);
    await house.lifecare.fault({ mode: 'status', value: 422 });
    await house.gateway.deliver(anEvent(decision));
    await house.until('was refused', decision, ({ tasks }) =>
      tasks.some((task) => isLifecare(task) && task.state === 'needs-attention'),
    );
    await house.lifecare.clearFaults();

    const context = await county().contextOf('sysadmin');
    const page = await context.newPage();
    const complaints = complaintsOf(page);
    await page.goto('/console/queues');
    const cause = page.locator('tr', { hasText: 'fhir-422' }).filter({ hasText: 'lifecare-varha' });
    await cause.getByRole('link', { name: 'Suunnittele uusinta' }).click();
    await page.getByLabel('Perustelu').fill('Lifecaren sääntö korjattiin');
    await page.getByRole('button', { name: 'Tee suunnitelma' }).click();
    await page.getByRole('button', { name: /^Aja uusinta/ }).click();
    await page.getByText('Uusinta on valmis.').waitFor(LIVE);
    await untilRecorded(house, decision);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('an administrator sees a connection break and come back without touching the page', async () => {
    const { house } = county();
    const context = await county().contextOf('sysadmin');
    const page = await context.newPage();
    await page.goto('/console/queues');
    await stateOf(page, 'Toiminnassa').waitFor(LIVE);
    // What it fetched once it keeps; a connection that is open would break in the middle of a write.
    await house.restart('lifecare');
    await house.app('sandbox').takeDown();
    const decisions = Array.from({ length: ENOUGH_TO_BREAK }, () => aDecision(next++));
    for (const decision of decisions) await house.gateway.deliver(anEvent(decision));
    await stateOf(page, 'Yhteys katkaistu').waitFor(LIVE);
    await house.app('sandbox').start();
    await stateOf(page, 'Toiminnassa').waitFor(LIVE);
    for (const decision of decisions) await untilRecorded(house, decision);
    await context.close();
  });
}

const stateOf = (page: Page, state: string) =>
  page.locator('tr', { hasText: '(lifecare-varha)' }).getByText(state);
