import { readFileSync, existsSync } from 'node:fs';
import { AUTOMATIC_SYSTEMS, CHANNELS, TASK_STATES } from '#domain';
import { createMetrics } from '#observability';
import { PROBLEMS } from '../../apps/gateway/src/http/problem.js';
import { askedBy, groupedBy } from './expression.js';
import { readExpressions, readPanels, readRules } from './files.js';

const rules = readRules();
const RUNBOOKS = 'https://kuittaus.example/';
/** Told by Prometheus itself of each process that it asks. */
const PROMETHEUS_OWN = 'up';

/** What the processes tell: each metric's type, and the text with the values that are there from the start. */
let types: ReadonlyMap<string, string>;
let started: string;
beforeAll(async () => {
  const metrics = createMetrics({ app: 'test' });
  const none = { waiting: 0, waitingSeconds: 0, unsignedSeconds: 0, uncosignedSeconds: 0 };
  metrics.setAuditLog({ ...none, entries: 0, signedEntries: 0, cosignedEntries: 0 }, true);
  metrics.setEndpoints([{ endpoint: 'x', installed: true, breaker: 'closed', paused: false }]);
  metrics.setJobs([{ endpoint: 'x', due: 0, queued: 0 }]);
  started = (await metrics.exposition()).text;
  types = new Map(
    [...started.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name = '', type = '']) => [name, type]),
  );
});

const baseOf = (name: string): string =>
  types.has(name) ? name : name.replace(/_(?:bucket|sum|count)$/, '');

const inStarted = (label: string): readonly string[] =>
  [...started.matchAll(new RegExp(`[{,]${label}="([^"]*)"`, 'g'))].map(([, value = '']) => value);

const OUTCOMES = ['recorded', 'already-recorded', 'rejected', 'not-now', 'unknown'];

/** The words that a label can have; undefined for one that is no closed set. */
function wordsOf(label: string): readonly string[] | undefined {
  switch (label) {
    case 'state':
      return [...TASK_STATES, ...inStarted('state')];
    case 'channel':
      return CHANNELS;
    case 'target':
      return AUTOMATIC_SYSTEMS;
    case 'reason':
      return Object.keys(PROBLEMS);
    case 'result':
      return ['accepted', 'duplicate'];
    case 'outcome':
      return OUTCOMES;
    case 'found':
    case 'proof':
    case 'place':
    case 'by':
      return inStarted(label);
    default:
      return undefined;
  }
}

describe('what the rules and the board ask for', () => {
  it.each(readExpressions())('%s: is told by a process, under these words', (_place, expression) => {
    const asked = askedBy(expression);
    expect(asked).not.toEqual([]);
    for (const { name, selected, over } of asked) {
      if (name === PROMETHEUS_OWN) continue;
      expect([...types.keys()]).toContain(baseOf(name));
      for (const [label, values] of selected) {
        const words = wordsOf(label);
        expect({ label, unknown: values.filter((value) => words?.includes(value) !== true) }).toEqual({
          label,
          unknown: [],
        });
      }
      const isRising = over === 'rate' || over === 'increase';
      // A rate of a gauge, and a level of a counter, are numbers that mean nothing.
      if (over !== undefined) expect([name, isRising]).toEqual([name, types.get(baseOf(name)) !== 'gauge']);
      else expect([name, types.get(baseOf(name))]).toEqual([name, 'gauge']);
    }
  });

  it.each(readExpressions())('%s: is whole', (_place, expression) => {
    for (const [open, close] of ['()', '{}', '[]']) {
      expect(expression.split(open ?? '').length).toBe(expression.split(close ?? '').length);
    }
    expect(expression.split('"').length % 2).toBe(1);
  });
});

describe('each alert', () => {
  it('has a name of its own', () => {
    expect(rules.length).toBeGreaterThan(20);
    expect(new Set(rules.map(({ alert }) => alert)).size).toBe(rules.length);
  });

  it.each(rules.map((rule) => [rule.alert, rule] as const))(
    '%s says when, how badly, and what of',
    (_name, rule) => {
      expect(rule.alert).toMatch(/^Kuittaus[A-Z][A-Za-z]+$/);
      expect([rule.for, rule.keep_firing_for]).toEqual([
        expect.stringMatching(/^\d+[mhd]$/),
        expect.stringMatching(/^\d+[mhd]$/),
      ]);
      expect(['page', 'today', 'look']).toContain(rule.labels.severity);
      const shown = [...rule.annotations.summary.matchAll(/\$labels\.(\w+)/g)].map(([, label]) => label);
      const kept = [...groupedBy(rule.expr), ...(rule.expr.startsWith('up{') ? ['instance'] : [])];
      expect(shown.filter((label) => !kept.includes(label ?? ''))).toEqual([]);
    },
  );

  it.each(rules.map((rule) => [rule.alert, rule] as const))(
    '%s has its paragraph in a runbook',
    (name, rule) => {
      const { runbook_url: url } = rule.annotations;
      const [page = '', anchor] = url.slice(RUNBOOKS.length).split('#');
      expect(url.startsWith(`${RUNBOOKS}docs/runbooks/`) && existsSync(page)).toBe(true);
      expect(anchor).toBe(name.toLowerCase());
      expect(readFileSync(page, 'utf8')).toMatch(new RegExp(`^## ${name}\\n\\n\\S`, 'm'));
    },
  );

  it('that a runbook has a paragraph for is among the rules', () => {
    const told = new Set(rules.map(({ alert }) => alert));
    const pages = new Set(
      rules.map(({ annotations }) => annotations.runbook_url.slice(RUNBOOKS.length).split('#')[0]),
    );
    const explained = [...pages].flatMap((page) =>
      [...readFileSync(page ?? '', 'utf8').matchAll(/^## (Kuittaus\w+)$/gm)].map(([, name]) => name),
    );
    expect(explained.filter((name) => !told.has(name ?? ''))).toEqual([]);
  });
});

it.each([
  ['tasks past their deadline', 'kuittaus_overdue_tasks'],
  ['an old task', 'kuittaus_task_oldest_age_seconds'],
  ['an open breaker', 'kuittaus_endpoint_breaker'],
  ['failures of an endpoint', 'kuittaus_attempts_total'],
  ['no decisions', 'kuittaus_decisions_received_total'],
  ['a missing worker', 'kuittaus_endpoint_worker'],
  ['a late outbox', 'kuittaus_outbox_lag_seconds'],
  ['wrong signatures', 'kuittaus_webhook_rejected_total'],
  ['an audit log that is not what was signed', 'kuittaus_audit_checkpoints_refused_total'],
  ['an audit log that waits for its signature', 'kuittaus_audit_lag_seconds'],
  ['Redis that evicts', 'kuittaus_redis_noeviction'],
  ['Redis that fills', 'kuittaus_redis_memory_bytes'],
  ['what the reconciler brings back', 'kuittaus_reconciled_total'],
  ['findings', 'kuittaus_findings'],
  ['a quarantine', 'kuittaus_tasks_quarantined_total'],
])('there is an alert for %s', (_what, metric) => {
  expect(rules.flatMap(({ expr }) => askedBy(expr).map(({ name }) => name))).toContain(metric);
});

it('somebody is woken when the audit log is broken', () => {
  const broken = rules.filter(({ alert }) => /^KuittausAudit(?:Broken|Shrank)$/.test(alert));
  expect(broken.map(({ labels, for: wait }) => [labels.severity, wait])).toEqual([
    ['page', '0m'],
    ['page', '1m'],
  ]);
});

it('the board has its rows', () => {
  const rows = readPanels().filter(({ type }) => type === 'row');
  expect(rows.map(({ title }) => title)).toEqual([
    'Onko kaikki kirjattu?',
    'Jonot',
    'Kohdejärjestelmät',
    'Henkilöt kuittaamassa',
    'Vastaanotto',
    'Lokiketju',
  ]);
});
