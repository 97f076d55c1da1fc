import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
import { NARROW, WIDE } from './county.js';

/** A way in which people use pages. */
export interface Mode {
  readonly mode: string;
  readonly context: BrowserContextOptions;
  readonly hasScripts: boolean;
  /** Brings an element to do what it is for: a link to open, a button to be pressed, a radio to be chosen. */
  press(page: Page, element: Locator): Promise<void>;
}

const byPointer = async (_: Page, element: Locator): Promise<void> => element.click();

const MOST_TABS = 120;

const FOCUSED = 'document.activeElement';

/** By Tab to the element, as somebody without a pointer must, and Enter; among radios by the arrows. */
async function byKeyboard(page: Page, element: Locator): Promise<void> {
  const id = (await element.getAttribute('type')) === 'radio' ? await element.getAttribute('id') : undefined;
  if (typeof id === 'string') return chooseRadio(page, id);
  for (let count = 0; count < MOST_TABS; count++) {
    if (await hasFocus(element)) return page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
  }
  throw new Error('the Tab key does not reach what is to be pressed');
}

/** A group of radios is one stop of the Tab key. */
async function chooseRadio(page: Page, id: string): Promise<void> {
  const focused = (): Promise<string> =>
    page.evaluate<string>(`${FOCUSED}.type === 'radio' ? ${FOCUSED}.id : ''`);
  for (let count = 0; count < MOST_TABS; count++) {
    const at = await focused();
    if (at === id) return page.keyboard.press('Space');
    await page.keyboard.press(at === '' ? 'Tab' : 'ArrowDown');
  }
  throw new Error(`the keyboard does not reach ${id}`);
}

const hasFocus = async (element: Locator): Promise<boolean> =>
  (await element.and(element.page().locator(':focus')).count()) > 0;

export const MODES: readonly Mode[] = [
  { mode: 'wide', context: { viewport: WIDE }, hasScripts: true, press: byPointer },
  {
    mode: 'narrow as at 400 % zoom',
    context: { viewport: NARROW },
    hasScripts: true,
    press: byPointer,
  },
  {
    mode: 'without scripts',
    context: { viewport: WIDE, javaScriptEnabled: false },
    hasScripts: false,
    press: byPointer,
  },
  { mode: 'by keyboard', context: { viewport: WIDE }, hasScripts: true, press: byKeyboard },
];
