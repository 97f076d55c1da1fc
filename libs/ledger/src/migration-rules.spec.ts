import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

// While an upgrade goes on, the version before works on the migrated ledger (docs/how-to/upgrade.md): a migration adds,
// and takes nothing away that the version before uses. Where one does so all the same, its reason is here, or its name
// says which version it needs.
const FOLDER = path.join(__dirname, 'migrations');
const NEEDS = /\.needs-\d{4}\.sql$/;

/** What the version before may trip over, by the statement's own words. */
const RULES: readonly (readonly [string, RegExp])[] = [
  ['drops', /\bdrop\s+(?!not\s+null|default)/],
  ['renames', /\brename\b/],
  ['changes a type', /\balter\s+column\s+\S+\s+(set\s+data\s+)?type\b/],
  ['demands a value', /\bset\s+not\s+null\b/],
  [
    'demands a value',
    /\badd\s+column\s+(?:(?!,|\bdefault\b|\bgenerated\b).)*\bnot\s+null\b(?:(?!,|\bdefault\b).)*(,|$)/,
  ],
  ['demands more', /\badd\s+(constraint\b|check\b|unique\b|foreign\b)/],
  ['demands more', /\bcreate\s+unique\s+index\b/],
];

/** By migration and what it does: why the version before works on. */
const ALLOWED: Readonly<Record<string, string>> = {
  '0009-endpoint-protection.sql drops': 'the check of finding.kind, which comes back wider',
  '0009-endpoint-protection.sql demands more':
    'the check of finding.kind has all kinds that it had, and more',
  '0012-retention-and-erasure.sql drops':
    'triggers that refuse every change; others that refuse nearly all come',
  '0012-retention-and-erasure.sql demands more': 'holds of every client key that is not erased',
  '0013-audit-self-check.sql drops': 'the check of finding.kind, which comes back wider',
  '0013-audit-self-check.sql demands more': 'the check of finding.kind has all kinds that it had, and more',
};

const TABLE = /^(?:alter\s+table|create\s+(?:unique\s+)?index\s+\S+\s+on)\s+(?:only\s+)?(\w+)/;
const CREATED = /\bcreate\s+table\s+(\w+)/g;

/** @returns what the statements do to what was there before, each once */
function breaks(text: string): string[] {
  const own = new Set([...text.matchAll(CREATED)].map(([, name = '']) => name));
  const found = statementsOf(text).flatMap((statement) => {
    const table = TABLE.exec(statement)?.[1];
    if (table !== undefined && own.has(table)) return [];
    return RULES.filter(([, rule]) => rule.test(statement)).map(([what]) => what);
  });
  return [...new Set(found)];
}

/** Statements without comments, texts and bodies of functions: what those do is no part of the schema. */
const statementsOf = (text: string): string[] =>
  text
    .replaceAll(/--.*$/gm, '')
    .replaceAll(/\$(\w*)\$[\s\S]*?\$\1\$/g, "''")
    .replaceAll(/'(?:[^']|'')*'/g, "''")
    .toLowerCase()
    .split(';')
    .map((statement) => statement.replaceAll(/\s+/g, ' ').trim())
    .filter((statement) => statement !== '');

const files = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.sql'))
  .sort();

describe('a migration', () => {
  it.each(files)('%s takes nothing away from the version before', (name) => {
    if (NEEDS.test(name)) return;
    const text = readFileSync(path.join(FOLDER, name), 'utf8');
    expect(breaks(text).filter((what) => !(`${name} ${what}` in ALLOWED))).toEqual([]);
  });

  it('is not allowed what it does not do', () => {
    const done = files.flatMap((name) =>
      breaks(readFileSync(path.join(FOLDER, name), 'utf8')).map((what) => `${name} ${what}`),
    );
    expect(Object.keys(ALLOWED).filter((allowed) => !done.includes(allowed))).toEqual([]);
  });

  it.each([
    ['drops', 'alter table task drop column reason'],
    ['drops', 'drop table outbox'],
    ['drops', 'drop trigger task_added on task'],
    ['renames', 'alter table task rename column reason to why'],
    ['changes a type', 'alter table task alter column version type bigint'],
    ['changes a type', 'alter table task alter column version set data type bigint'],
    ['demands a value', 'alter table task alter column reason set not null'],
    ['demands a value', 'alter table task add column why text not null'],
    ['demands a value', "alter table task add column why text not null check (why <> '')"],
    ['demands a value', 'alter table task add column a text default 1, add column why text not null'],
    ['demands more', 'alter table task add constraint short check (length(reason) < 9)'],
    ['demands more', 'create unique index one on task (decision)'],
  ])('%s: %s', (what, statement) => {
    expect(breaks(`-- risk: none\n${statement};`)).toEqual([what]);
  });

  it.each([
    'alter table task add column why text',
    "alter table task add column why text not null default 'none'",
    'alter table task add column why text default 0 not null, add column how text',
    'alter table task alter column reason drop not null',
    'create index some on task (decision)',
    'create table thing (id uuid not null unique); create unique index one on thing (id)',
    "create function f() returns void language sql as $$ drop table task $$; comment on table task is 'drop it'",
    '-- drop table task',
  ])('may: %s', (statement) => {
    expect(breaks(statement)).toEqual([]);
  });
});
