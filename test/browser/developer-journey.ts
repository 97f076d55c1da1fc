import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { sampleSenderSecret } from '../../apps/standalone/src/secrets.js';
import { parseWebhookKey, signWebhook } from '#security';
import { aDecision } from '../e2e/decisions.js';
import { anEvent } from '../e2e/house/gateway-client.js';
import { deliver, kelaDecision } from './county.js';
import type { County } from './county.js';
import { complaintsOf } from './looks.js';

const FIRST_DECISION = 400;

/** A developer of the team application sends a decision, wrongly signed at first, and finds out why that failed. */
export function developerJourney(county: () => County): void {
  it('a developer is led from a refused signature to its explanation, and sends it rightly', async () => {
    const { house } = county();
    const event = anEvent(aDecision(FIRST_DECISION));
    const refused = await house.gateway.send(event, { headers: { 'webhook-signature': 'v1,AAAA' } });
    expect(refused.status).toBe(401);

    const context = await county().contextOf('developer');
    const page = await context.newPage();
    const complaints = complaintsOf(page);
    await page.goto(refused.body.type);
    await page.getByRole('heading', { level: 1, name: refused.body.title }).waitFor();

    const body = JSON.stringify(event);
    const timestamp = String(Math.floor(Date.now() / 1000));
    const right = await signed(county(), { id: event.id, timestamp, body });
    await explain(page, { id: event.id, timestamp, body, signature: 'v1,AAAA' });
    await page.getByText('Palvelu ei ottaisi tätä vastaan.').waitFor();
    await explain(page, { id: event.id, timestamp, body, signature: right });
    await page.getByText('Palvelu ottaisi tämän vastaan.').waitFor();
    expect((await house.gateway.send(event)).status).toBe(202);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('a decision that was corrected shows the duties of both versions', async () => {
    const decision = kelaDecision(FIRST_DECISION + 1);
    const { team, decisionId } = await deliver(county(), decision);
    await deliver(county(), {
      ...decision,
      version: 2,
      summary: 'Korjattu yhteenveto.',
      correctionReason: 'Yhteenvedosta puuttui osa.',
    });
    const context = await county().contextOf('auditor');
    const page = await context.newPage();
    await page.goto(`/console/decisions/${team}/${decisionId}`);
    const duties = page.locator('table', { hasText: 'Kirjaaja' });
    const versions = await duties.locator('td[data-heading="Versio"]').allTextContents();
    expect(new Set(versions)).toEqual(new Set(['1', '2']));
    await context.close();
  });
}

interface Webhook {
  readonly id: string;
  readonly timestamp: string;
  readonly body: string;
}

async function signed({ house }: County, { id, timestamp, body }: Webhook): Promise<string> {
  const key = parseWebhookKey(await sampleSenderSecret(join(house.dir, 'secrets')));
  if (key.scheme !== 'v1') throw new Error('the sample sender has a secret');
  return signWebhook(key.secret, { id, timestamp, body: Buffer.from(body) });
}

async function explain(page: Page, webhook: Webhook & { readonly signature: string }): Promise<void> {
  await page.goto('/console/developers/signature');
  for (const [field, value] of Object.entries(webhook)) await page.locator(`#${field}`).fill(value);
  await page.getByRole('button', { name: 'Tarkista' }).click();
}
