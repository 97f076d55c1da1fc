import axe from 'axe-core';
import type { Page } from 'playwright-core';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Scripts for pages are text: the types of tests know no document. */
const RUN_AXE = (tags: readonly string[]): string => `(async () => {
  // What is folded away is read by people, too.
  for (const details of document.querySelectorAll('details')) details.open = true;
  const found = await axe.run(document, { runOnly: { type: 'tag', values: ${JSON.stringify(tags)} } });
  return found.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html.slice(0, 160)));
})()`;

/**
 * @param page of a context with `bypassCSP`: the policy keeps axe out, as it should
 * @returns what axe finds wrong, a line an element
 */
export async function violations(page: Page): Promise<readonly string[]> {
  await page.addScriptTag({ content: axe.source });
  return page.evaluate<string[]>(RUN_AXE(TAGS));
}

/** @returns by how many pixels the page is wider than the window */
export const tooWide = (page: Page): Promise<number> =>
  page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');

/** Gathers from now on what a page may never say: violations of its policy, and scripts that failed. */
export function complaintsOf(page: Page): readonly string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (/content security policy|refused to/i.test(message.text())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  return complaints;
}

interface Focused {
  readonly name: string;
  readonly isSeen: boolean;
}

const FOCUSED = `(() => {
  const focused = document.activeElement;
  if (focused === null || focused === document.body) return undefined;
  const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(focused);
  const { top, bottom, left, right } = focused.getBoundingClientRect();
  const isMarked = (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2) || boxShadow !== 'none';
  const isInView = bottom > 0 && right > 0 && top < innerHeight && left < innerWidth;
  return { name: focused.outerHTML.slice(0, 120), isSeen: isMarked && isInView };
})()`;

/**
 * Goes through the page by the Tab key, at most so many steps.
 * @returns how many elements had the focus, and those that did not show it or lay outside of what is seen
 */
export async function walkByTab(
  page: Page,
  most = 60,
): Promise<{ readonly count: number; readonly unseen: readonly string[] }> {
  const unseen: string[] = [];
  let count = 0;
  for (; count < most; count++) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate<Focused | undefined>(FOCUSED);
    if (focused === undefined) break;
    if (!focused.isSeen) unseen.push(focused.name);
  }
  return { count, unseen };
}
