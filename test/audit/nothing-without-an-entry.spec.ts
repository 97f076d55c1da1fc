import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ENTRY_KINDS } from '#audit';
import { ROLE_TABLE } from '#security';

/** What a call that changes something, or tells of people, leaves on the log: at least one of these. */
const ROUTES: Readonly<Record<string, readonly (keyof typeof ENTRY_KINDS)[]>> = {
  'POST /v1/webhooks/decisions': [
    'decision.taken',
    'decision.repeated',
    'decision.refused',
    'decision.cancelled',
    'consent.withdrawn',
    'case-manager.changed',
  ],
  'GET /v1/recording-tasks/:id/content': ['content.read'],
  'POST /v1/recording-tasks/:id/acknowledgement': ['task.attested', 'task.needs-attention'],
  'POST /v1/recording-tasks/:id/acknowledgement/undo': ['task.acknowledgement-undone', 'task.withheld'],
  'POST /v1/recording-tasks/:id/hand-over': ['task.handed-over'],
  'POST /v1/recording-tasks/:id/take-over': ['task.taken-over'],
  'POST /v1/recording-tasks/:id/give-back': ['task.given-back'],
  'POST /v1/recording-tasks/:id/retry': ['task.retried'],
  'POST /v1/recording-tasks/:id/close': ['task.closing-wished', 'task.cancelled'],
  'POST /v1/systems/:endpoint/pause': ['endpoint.paused'],
  'POST /v1/systems/:endpoint/resume': ['endpoint.resumed'],
  'POST /v1/team-app-events/:id/resend': ['team-app-event.resent'],
  'POST /v1/repairs': ['repair.planned'],
  'POST /v1/repairs/:id/approve': ['repair.approved'],
  'POST /v1/repairs/:id/run': ['repair.started'],
  'POST /v1/repairs/:id/stop': ['repair.stopped'],
  'POST /v1/holds': ['hold.put'],
  'POST /v1/holds/:id/lift': ['hold.lifted'],
  'POST /v1/erasures': ['erasure.requested'],
  'POST /v1/erasures/:id/approve': ['client.erased'],
  'POST /console/worklist/:id/content': ['content.read'],
  'POST /console/worklist/:id/acknowledgement': ['task.attested', 'task.needs-attention'],
  'POST /console/worklist/:id/acknowledgement/undo': ['task.acknowledgement-undone', 'task.withheld'],
  'POST /console/worklist/:id/hand-over': ['task.handed-over'],
  'POST /console/worklist/:id/take-over': ['task.taken-over'],
  'POST /console/worklist/:id/give-back': ['task.given-back'],
  'POST /console/worklist/:id/retry': ['task.retried'],
  'POST /console/queues/:endpoint/pause': ['endpoint.paused'],
  'POST /console/queues/:endpoint/resume': ['endpoint.resumed'],
  'POST /console/tasks/:id/retry': ['task.retried'],
  'POST /console/tasks/:id/take-over': ['task.taken-over'],
  'POST /console/tasks/:id/close': ['task.closing-wished', 'task.cancelled'],
  'POST /console/repairs': ['repair.planned'],
  'POST /console/repairs/:id/approve': ['repair.approved'],
  'POST /console/repairs/:id/run': ['repair.started'],
  'POST /console/repairs/:id/stop': ['repair.stopped'],
  'POST /console/practices/:team/compare': ['practice.compared'],
  'POST /console/developers/deliveries/:id/resend': ['team-app-event.resent'],
  'PUT /queues/api/queues/:queueName/resume': ['queue.acted'],
  'PUT /queues/api/queues/:queueName/:jobId/retry': ['queue.acted'],
  'PUT /queues/api/queues/:queueName/:jobId/promote': ['queue.acted'],
  'PUT /queues/api/queues/:queueName/:jobId/clean': ['queue.acted'],
  'GET /console/sign-in/callback': ['console.signed-in', 'console.sign-in-refused'],
  'POST /console/sign-out': ['console.signed-out'],
  'GET /v1/audit/entries': ['audit.read'],
  'GET /v1/audit/export': ['audit.exported'],
  'POST /v1/audit/export': ['audit.exported'],
  'POST /v1/audit/disclosures': ['audit.disclosures-read'],
  'POST /console/decisions/client': ['client.searched'],
  'POST /console/log/verify': ['audit.checked'],
  'POST /console/log/export': ['audit.exported'],
  'POST /console/log/person': ['audit.disclosures-read'],
};

/** Nothing of it is stored, or merely until when somebody stays signed in. */
const CHANGES_NOTHING = new Set([
  'POST /v1/decisions/preview',
  'POST /console/session',
  'POST /console/developers/signature',
]);

/** Tables whose rows say what was decided, is to be recorded, and was. */
const TRUTH = ['decision', 'decision_version', 'event', 'task', 'attempt', 'task_act'];

const SOURCES = [...filesUnder('libs'), ...filesUnder('apps')].filter(
  (file) => file.includes('/src/') && /\.tsx?$/.test(file) && !file.endsWith('spec.ts'),
);
const text = new Map(SOURCES.map((file) => [file, readFileSync(file, 'utf8')]));

it('every route that changes something leaves an entry of a kind that is written', () => {
  const changing = Object.keys(ROLE_TABLE).filter((route) => !route.startsWith('GET '));
  expect(changing.filter((route) => ROUTES[route] === undefined && !CHANGES_NOTHING.has(route))).toEqual([]);
  expect(Object.keys(ROUTES).filter((route) => ROLE_TABLE[route] === undefined)).toEqual([]);
  const written = kindsWritten();
  expect(Object.values(ROUTES).flatMap((kinds) => kinds.filter((kind) => !written.has(kind)))).toEqual([]);
});

it('every kind that is written anywhere is of the closed set, and no kind is of it that nothing writes', () => {
  const written = kindsWritten();
  expect([...written].filter((kind) => !Object.hasOwn(ENTRY_KINDS, kind))).toEqual([]);
  expect(Object.keys(ENTRY_KINDS).filter((kind) => !written.has(kind))).toEqual([]);
});

it('whoever writes to the tables of the truth writes the entry beside it', () => {
  const writers = SOURCES.filter((file) => TRUTH.some((table) => writesTo(table, text.get(file) ?? '')));
  expect(writers.length).toBeGreaterThan(4);
  const silent = writers.filter(
    (file) => !/insert into audit_entry|insertInto\('audit_entry'\)/.test(text.get(file) ?? ''),
  );
  expect(silent).toEqual([]);
});

/** Every word of the form of a kind that stands where one is written: beside `kind`, `event` or in the statement. */
function kindsWritten(): Set<string> {
  const kinds = new Set<string>();
  for (const [file, source] of text) {
    if (file.endsWith('entry-kinds.ts')) continue;
    const places = [
      ...source.matchAll(/\b(?:kind|event): ?(?:\w+ \? )?'([a-z-]+\.[a-z-]+)'/g),
      ...source.matchAll(/insert into audit_entry[\s\S]{0,160}?'([a-z-]+\.[a-z-]+)'/g),
      ...source.matchAll(/\bact\('([a-z-]+\.[a-z-]+)'/g),
      ...source.matchAll(/^ {2}\| '((?:task|attempt)\.[a-z-]+)';?$/gm),
    ];
    for (const [, kind = ''] of places) if (/^(?!fi\.)/.test(kind)) kinds.add(kind);
  }
  return kinds;
}

function writesTo(table: string, source: string): boolean {
  return new RegExp(
    `(?:insert into|update|delete from) ${table}\\b|(?:insertInto|updateTable|deleteFrom)\\('${table}'\\)`,
  ).test(source.replace(/for update/g, ''));
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesUnder(path.join(folder, entry.name)) : [path.join(folder, entry.name)],
  );
}
