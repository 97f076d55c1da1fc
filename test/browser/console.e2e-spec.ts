import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { anEvent } from '../e2e/house/gateway-client.js';
import { untilRecorded } from '../e2e/recorded.js';
import { picturesFolder } from '../setup/browser-settings.js';
import { administratorJourney } from './administrator-journey.js';
import { auditorJourney } from './auditor-journey.js';
import { describeInBrowser } from './chromium.js';
import { County, deliver, kelaDecision, kelaTask, NARROW, WIDE } from './county.js';
import { developerJourney } from './developer-journey.js';
import { complaintsOf, tooWide, violations, walkByTab } from './looks.js';
import { SHOWN } from './pages.js';
import type { Scene, Shown } from './pages.js';
import { participantJourney } from './participant-journey.js';

describeInBrowser('the console in a browser', () => {
  let county: County;
  let scene: Scene;
  /** Of the page that was opened last. */
  let complaints: readonly string[] = [];
  beforeAll(async () => {
    county = await County.start();
    scene = await setScene(county);
  });
  afterAll(() => county.stop());

  /** Opens the page in its state; wide at first. */
  async function open(shown: Shown, options: { bypassCSP?: boolean } = {}): Promise<Page> {
    const context = await county.contextOf(shown.who, options);
    const page = await context.newPage();
    complaints = complaintsOf(page);
    await page.goto(shown.path(scene));
    await shown.act?.(page);
    return page;
  }

  describe.each(SHOWN)('$name', (shown) => {
    it('breaks no rule that axe knows, wide and narrow', async () => {
      const page = await open(shown, { bypassCSP: true });
      expect(await page.locator('h1').count()).toBe(1);
      expect(await violations(page)).toEqual([]);
      await page.setViewportSize(NARROW);
      expect(await violations(page)).toEqual([]);
      await page.context().close();
    });

    it('keeps its policy, fits into 320 pixels, and shows where the focus is', async () => {
      const page = await open(shown);
      const { count, unseen } = await walkByTab(page);
      expect(count).toBeGreaterThan(3);
      expect(unseen).toEqual([]);
      await picture(page, shown.name, WIDE);
      await picture(page, shown.name, NARROW);
      expect(await tooWide(page)).toBe(0);
      expect(complaints).toEqual([]);
      await page.context().close();
    });
  });

  participantJourney(() => county);
  administratorJourney(() => county);
  developerJourney(() => county);
  // Last of all: it leaves the log tampered with.
  auditorJourney(() => county);
});

/** Leaves the page at that size. */
async function picture(page: Page, name: string, size: typeof WIDE): Promise<void> {
  await page.setViewportSize(size);
  if (picturesFolder === undefined) return;
  await page.screenshot({ path: join(picturesFolder, `${name}-${size.width}.png`), fullPage: true });
}

/** A decision that waits for Kela, and one that Lifecare refused. */
async function setScene(county: County): Promise<Scene> {
  const { house } = county;
  const first = kelaDecision(1);
  const decision = await deliver(county, first);
  await untilRecorded(house, first);
  await house.lifecare.fault({ mode: 'status', value: 422 });
  const refused = kelaDecision(2);
  await house.gateway.send(anEvent(refused));
  const isFailed = ({ state }: { readonly state: string }): boolean => state === 'needs-attention';
  const { tasks } = await house.until('was refused', refused, (seen) => seen.tasks.some(isFailed));
  await house.lifecare.clearFaults();
  return { decision, waitingTask: kelaTask(decision), failedTask: tasks.find(isFailed)?.id ?? '' };
}
