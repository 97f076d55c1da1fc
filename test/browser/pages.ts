import type { Page } from 'playwright-core';
import type { DecisionView } from '../e2e/house/views.js';
import type { Who } from './county.js';

/** What the pages show: ids that are known once the county has something to show. */
export interface Scene {
  /** A decision whose record at Kela waits for a person. */
  readonly decision: DecisionView;
  readonly waitingTask: string;
  /** A task that its system refused. */
  readonly failedTask: string;
}

/** A page in one of its states, and who looks at it. */
export interface Shown {
  /** Also the name of its picture. */
  readonly name: string;
  readonly who: Who;
  readonly path: (scene: Scene) => string;
  /** What is done on the page to bring it into its state. */
  readonly act?: (page: Page) => Promise<void>;
}

const at = (path: string) => (): string => path;
/** Until the answer is shown. */
async function submit(page: Page, form: string): Promise<void> {
  const shown = page.waitForEvent('load');
  await page.locator(`form[action$="${form}"] button[type="submit"]`).first().click();
  await shown;
}
const ofDecision =
  (area: string, more = '') =>
  ({ decision: { team, decisionId } }: Scene): string =>
    `/console/${area}/${team}/${decisionId}${more}`;
const ofTask = ({ waitingTask }: Scene): string => `/console/worklist/${waitingTask}`;

const PARTICIPANT: readonly Shown[] = [
  { name: 'worklist', who: 'kela@tiimi.example', path: at('/console/worklist') },
  {
    name: 'worklist-nothing-found',
    who: 'kela@tiimi.example',
    path: at('/console/worklist?decision=EI-OLE'),
  },
  { name: 'worklist-task', who: 'kela@tiimi.example', path: ofTask },
  {
    name: 'worklist-task-text',
    who: 'kela@tiimi.example',
    path: ofTask,
    act: (page) => submit(page, '/content'),
  },
  {
    name: 'worklist-task-faults',
    who: 'kela@tiimi.example',
    path: ofTask,
    act: (page) => submit(page, '/acknowledgement'),
  },
  { name: 'worklist-deputy', who: 'deputy', path: at('/console/worklist') },
];

const ADMINISTRATOR: readonly Shown[] = [
  { name: 'queues', who: 'sysadmin', path: at('/console/queues') },
  { name: 'tasks', who: 'sysadmin', path: at('/console/tasks?state=needs-attention') },
  { name: 'task', who: 'sysadmin', path: ({ failedTask }) => `/console/tasks/${failedTask}` },
  { name: 'repairs', who: 'sysadmin', path: at('/console/repairs') },
  { name: 'repairs-choose', who: 'sysadmin', path: at('/console/repairs/new') },
  { name: 'repairs-plan', who: 'sysadmin', path: at('/console/repairs/new?state=needs-attention') },
  { name: 'practices', who: 'sysadmin', path: at('/console/practices') },
  { name: 'practice', who: 'sysadmin', path: at('/console/practices/kaarina') },
  { name: 'decisions', who: 'sysadmin', path: at('/console/decisions') },
  { name: 'no-such-page', who: 'sysadmin', path: at('/console/tasks/00000000-0000-4000-8000-000000000000') },
  { name: 'not-allowed', who: 'sysadmin', path: at('/console/log') },
];

const AUDITOR: readonly Shown[] = [
  { name: 'log', who: 'auditor', path: at('/console/log') },
  { name: 'log-nothing-found', who: 'auditor', path: at('/console/log?from=2020-01-01&until=2020-01-31') },
  { name: 'log-proof', who: 'auditor', path: ofDecision('log') },
  { name: 'log-person', who: 'auditor', path: at('/console/log/person') },
  {
    name: 'log-export-faults',
    who: 'auditor',
    path: at('/console/log'),
    act: (page) => submit(page, '/log/export'),
  },
  { name: 'decision', who: 'auditor', path: ofDecision('decisions') },
  { name: 'receipt', who: 'auditor', path: ofDecision('decisions', '/receipt') },
];

const DEVELOPER: readonly Shown[] = [
  { name: 'developers', who: 'developer', path: at('/console/developers') },
  { name: 'deliveries', who: 'developer', path: at('/console/developers/deliveries') },
  { name: 'signature', who: 'developer', path: at('/console/developers/signature') },
  { name: 'secrets', who: 'developer', path: at('/console/developers/secrets') },
  { name: 'problems', who: 'developer', path: at('/ongelmat') },
  { name: 'problem', who: 'developer', path: at('/ongelmat/not-authentic') },
  { name: 'help', who: 'developer', path: at('/console/help') },
  { name: 'accessibility', who: 'developer', path: at('/console/accessibility') },
  { name: 'feedback', who: 'developer', path: at('/console/feedback') },
  { name: 'signed-out', who: 'developer', path: at('/console/signed-out') },
];

export const SHOWN: readonly Shown[] = [...PARTICIPANT, ...ADMINISTRATOR, ...AUDITOR, ...DEVELOPER];
