import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import type { Decision } from '#domain';
import { stepOf } from '../e2e/contract-cases.js';
import { aClient } from '../e2e/decisions.js';
import { startHouse } from '../e2e/house.js';
import type { House } from '../e2e/house.js';
import { anEvent } from '../e2e/house/gateway-client.js';
import type { DecisionView, TaskView } from '../e2e/house/views.js';
import { launchChromium } from './chromium.js';
import { KeyKeepers } from './key-keepers.js';

/** Whoever signs in, by their `sub` at the development identity provider. */
export type Who = 'kela@tiimi.example' | 'deputy' | 'sysadmin' | 'auditor' | 'developer';

/** Wide as a desk's screen. */
export const WIDE = { width: 1280, height: 1024 };
/** A phone's width; with this height also what 1280 by 1024 leaves at 400 % zoom. */
export const NARROW = { width: 320, height: 256 };

const LOCALE = 'fi-FI';

/** The whole system with people at its console: one browser, and for each person the cookies of one sign-in. */
export class County {
  private readonly sessions = new Map<Who, ReturnType<BrowserContext['storageState']>>();

  private constructor(
    readonly house: House,
    readonly browser: Browser,
    private readonly keepers: KeyKeepers,
  ) {}

  static async start(): Promise<County> {
    const keepers = await KeyKeepers.atFreePorts();
    const [house, browser] = await Promise.all([startHouse({}, keepers.variables), launchChromium()]);
    await keepers.start(house.dir);
    return new County(house, browser, keepers);
  }

  get origin(): string {
    return this.house.addresses.gateway;
  }

  /** A browser of its own for somebody who is signed in already. */
  async contextOf(who: Who, options: BrowserContextOptions = {}): Promise<BrowserContext> {
    const known = this.sessions.get(who) ?? this.signedIn(who);
    this.sessions.set(who, known);
    return this.browser.newContext({
      baseURL: this.origin,
      viewport: WIDE,
      locale: LOCALE,
      storageState: await known,
      ...options,
    });
  }

  /** By the real way: the console, the issuer's choice, and back. */
  async signIn(page: Page, who: Who, path = '/console'): Promise<void> {
    await page.goto(path);
    await page.locator(`button[name="person"][value="${who}"]`).click();
    await page.waitForURL((url) => url.origin === this.origin);
  }

  async stop(): Promise<void> {
    await this.browser.close();
    await this.keepers.stop();
    await this.house.stop();
  }

  private async signedIn(who: Who): ReturnType<BrowserContext['storageState']> {
    const context = await this.browser.newContext({ baseURL: this.origin, locale: LOCALE });
    const page = await context.newPage();
    await this.signIn(page, who);
    const state = await context.storageState();
    await context.close();
    return state;
  }
}

/** A decision that gives a person at Kela one record to make, and the systems of Kaarina the others. */
export function kelaDecision(n: number, changes: Partial<Decision> = {}): Decision {
  const { data } = stepOf('kaarina-typ-client').event;
  const decisionId = `SELAIN-${n}`;
  return {
    ...data,
    decisionId,
    client: { ...aClient(n), typClient: true },
    ...(data.consent === undefined ? {} : { consent: { ...data.consent, id: `S-${decisionId}` } }),
    ...changes,
  };
}

/** @returns the decision once it waits for the person at Kela */
export async function deliver({ house }: County, decision: Decision): Promise<DecisionView> {
  await house.gateway.deliver(anEvent(decision));
  const holds = ({ version, tasks }: DecisionView): boolean =>
    version === decision.version && tasks.some(waitsForKela);
  return house.until('waits for Kela', decision, holds);
}

const waitsForKela = ({ recorder, state }: TaskView): boolean =>
  recorder === 'kela' && state === 'awaiting-person';

/** @returns the id of the task that a person at Kela has to do */
export function kelaTask({ tasks }: DecisionView): string {
  const found = tasks.find(waitsForKela);
  if (found === undefined) throw new Error('Kela has nothing to record');
  return found.id;
}
