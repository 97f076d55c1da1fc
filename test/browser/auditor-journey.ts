import { execFile } from 'node:child_process';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { waitUntil } from '../e2e/house/wait-until.js';
import { deliver, kelaDecision } from './county.js';
import type { County } from './county.js';
import { complaintsOf } from './looks.js';
import { MODES } from './modes.js';
import type { Mode } from './modes.js';

const VERIFIER = 'libs/audit/verify/kuittaus-verify.mjs';
const FIRST_DECISION = 200;

/** An auditor finds a decision, sees what proves its records, takes the proof home, and has the log checked. */
export function auditorJourney(county: () => County): void {
  let next = FIRST_DECISION;

  it.each(MODES)(
    'an auditor, $mode, filters, opens the proof, exports it, verifies it offline, and finds the log intact',
    async (mode) => {
      const { decisionId, team } = await deliver(county(), kelaDecision(next++));
      await untilSigned(county());
      const context = await county().contextOf('auditor', mode.context);
      const page = await context.newPage();
      const complaints = complaintsOf(page);
      await page.goto('/console/log');
      await page.locator('#team').selectOption('kaarina');
      await mode.press(page, page.getByRole('button', { name: 'Hae', exact: true }));
      await page.waitForURL('**/console/log?*team=kaarina*');

      await mode.press(page, page.locator(`main a[href="/console/log/${team}/${decisionId}"]`).first());
      await page.waitForURL(`**/console/log/${team}/${decisionId}`);
      const proven = async (): Promise<number> => {
        await page.reload();
        return page.getByText('Kuuluu allekirjoitettuun lokiin').count();
      };
      await waitUntil('its entries are proven', proven, (count) => count > 0, { everyMs: 500 });
      expect(await page.getByText('Ei täsmää allekirjoitettuun lokiin').count()).toBe(0);

      await page.locator('#purpose').selectOption('self-monitoring');
      const downloading = page.waitForEvent('download');
      await mode.press(page, page.getByRole('button', { name: 'Vie', exact: true }));
      const bundle = await (await downloading).path();
      expect(await verified(bundle, county())).toMatchObject({ code: 0 });

      expect(await checked(page, mode)).toMatch(/Eheä|ei vielä allekirjoitettu/);
      expect(complaints).toEqual([]);
      await context.close();
    },
  );

  /** Last of all: the log of this house is no longer what it was. */
  it('an auditor finds a row of the log that somebody changed, with and without scripts', async () => {
    const { house } = county();
    await untilSigned(county());
    await house.ledger.query(
      "alter table audit_entry disable trigger user; update audit_entry set actor = 'person:nobody' where id = (select entry from audit_leaf where index = 3)",
    );
    for (const mode of MODES.filter(({ mode }) => mode === 'wide' || mode === 'without scripts')) {
      const context = await county().contextOf('auditor', mode.context);
      const page = await context.newPage();
      expect(await checked(page, mode)).toContain('Poikkeama merkinnässä 3');
      await context.close();
    }
  });
}

/** @returns what the check that was asked for came to, as the page says it */
async function checked(page: Page, mode: Mode): Promise<string> {
  await page.goto('/console/log');
  await mode.press(page, page.getByRole('button', { name: 'Tarkista nyt' }));
  await page.waitForURL('**/console/log/verify/*');
  const notice = page.locator('#check .notice');
  const look = async (): Promise<string> => {
    // Without scripts people follow the link, and with them they need not.
    if (!mode.hasScripts) await page.reload();
    return (await notice.textContent()) ?? '';
  };
  return waitUntil('the log is checked', look, (text) => !text.includes('Tarkistetaan'), { everyMs: 200 });
}

/** Until every entry so far stands under a checkpoint that is signed and witnessed. */
async function untilSigned({ house }: County): Promise<void> {
  const [newest] = await house.ledger.query<{ id: string }>(
    'select id::text from audit_entry order by id desc limit 1',
  );
  await waitUntil(
    'the log is signed',
    () =>
      house.ledger.query<{ signed: boolean }>(
        `select max(size) > (select index from audit_leaf where entry = $1) as signed
         from audit_cosignature`,
        [newest?.id],
      ),
    ([row]) => row?.signed === true,
    { everyMs: 200 },
  );
}

/** By the verifier that is handed out, in a process that knows nothing of the house but its public keys. */
function verified(
  bundle: string,
  { house }: County,
): Promise<{ readonly code: number; readonly said: string }> {
  const keys = ['audit-log-vkey', 'audit-witness-vkey'].map((file) => join(house.dir, 'secrets', file));
  const args = [VERIFIER, bundle, ...keys.flatMap((key) => ['--key', key])];
  return new Promise((resolve) => {
    execFile(process.execPath, args, (failure, out, err) => {
      resolve({ code: failure === null ? 0 : Number(failure.code), said: `${out}${err}` });
    });
  });
}
