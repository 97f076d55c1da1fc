import type { Page } from 'playwright-core';
import { deliver, kelaDecision, kelaTask } from './county.js';
import type { County } from './county.js';
import { complaintsOf, tooWide } from './looks.js';
import { MODES } from './modes.js';
import type { Mode } from './modes.js';

const KELA = 'kela@tiimi.example';
const FIRST_DECISION = 100;

/** Somebody at Kela reads what to record, copies it, says that it is recorded, and takes it back. */
export function participantJourney(county: () => County): void {
  let next = FIRST_DECISION;
  const newTask = async (): Promise<{ readonly decisionId: string; readonly task: string }> => {
    const decision = await deliver(county(), kelaDecision(next++));
    return { decisionId: decision.decisionId, task: kelaTask(decision) };
  };

  describe.each(MODES)('a participant, $mode,', (mode) => {
    it('finds the task, reads its text when asked for, acknowledges it, and undoes that', async () => {
      const { decisionId, task } = await newTask();
      const context = await county().contextOf(KELA, mode.context);
      await context.grantPermissions(['clipboard-read', 'clipboard-write']);
      const page = await context.newPage();
      const complaints = complaintsOf(page);
      await page.goto(`/console/worklist?decision=${decisionId}`);
      await mode.press(page, page.locator(`main a[href^="/console/worklist/${task}"]`).first());
      await page.waitForURL(`**/console/worklist/${task}*`);
      expect(await page.locator('#record-text').count()).toBe(0);

      await mode.press(page, submitOf(page, 'content'));
      const text = page.locator('#record-text');
      await text.waitFor();
      expect(await text.textContent()).toContain('Kuntoutusrahaoikeuden selvittäminen.');
      if (mode.hasScripts) await copies(page, mode);

      await mode.press(page, page.getByRole('radio', { name: 'Kirjasin tekstin sellaisenaan' }));
      await mode.press(page, submitOf(page, 'acknowledgement'));
      await page.locator('#status', { hasText: 'Kuittaus tallennettiin' }).waitFor();
      expect(await stateOf(task)).toBe('attested');

      await mode.press(page, submitOf(page, 'acknowledgement/undo'));
      await page.locator('#status', { hasText: 'Kuittaus peruttiin' }).waitFor();
      expect(await stateOf(task)).toBe('awaiting-person');
      if (mode.hasScripts) expect(await tooWide(page)).toBe(0);
      expect(complaints).toEqual([]);
      await context.close();
    });

    it('is told that somebody else was faster, and keeps what was written', async () => {
      const { task } = await newTask();
      const contexts = await Promise.all([0, 1].map(() => county().contextOf(KELA, mode.context)));
      const [first, second] = await Promise.all(
        contexts.map(async (context) => {
          const page = await context.newPage();
          await page.goto(`/console/worklist/${task}`);
          return page;
        }),
      );
      if (first === undefined || second === undefined) throw new Error('two pages are open');
      await mode.press(first, first.getByRole('radio', { name: 'Kirjasin tekstin sellaisenaan' }));
      await mode.press(first, submitOf(first, 'acknowledgement'));
      await first.locator('#status', { hasText: 'Kuittaus tallennettiin' }).waitFor();

      await mode.press(second, second.getByRole('radio', { name: 'Kirjasin muutettuna' }));
      await second.getByLabel('Mitä muuttui').fill('Lyhensin otsikkoa');
      const answered = second.waitForResponse((response) => response.request().method() === 'POST');
      await mode.press(second, submitOf(second, 'acknowledgement'));
      expect((await answered).status()).toBe(412);
      await second.getByText('Tehtävä on muuttunut').waitFor();
      expect(await second.getByLabel('Mitä muuttui').inputValue()).toBe('Lyhensin otsikkoa');
      expect(await stateOf(task)).toBe('attested');
      await Promise.all(contexts.map((context) => context.close()));
    });
  });

  const stateOf = async (id: string): Promise<string> => (await county().house.gateway.task(id)).state;
}

const submitOf = (page: Page, form: string) =>
  page.locator(`form[action$="/${form}"] button[type="submit"]`).first();

/** What lands on the clipboard is, to the letter, the text that is shown. */
async function copies(page: Page, mode: Mode): Promise<void> {
  await mode.press(page, page.locator('[data-copy="record-text"]'));
  await page.locator('#status', { hasText: 'Teksti kopioitu leikepöydälle' }).waitFor();
  const copied = await page.evaluate<string>('navigator.clipboard.readText()');
  expect(copied).toBe(await page.locator('#record-text').textContent());
}
