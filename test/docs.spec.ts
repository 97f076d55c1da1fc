import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

/** The pages that are held against the code: a link, an exported name, an event or a variable cannot rot in them. */
const PAGES = ['README.md', 'CHANGELOG.md', ...filesUnder('docs', '.md')];
const RUNBOOKS = PAGES.filter((page) => page.startsWith('docs/runbooks/'));
const PRODUCT = [...filesUnder('apps', '.ts'), ...filesUnder('libs', '.ts')].filter(
  (file) => file.includes('/src/') && !/spec\.ts$/.test(file),
);

const ALARM_CALL = /\b[Ll]og(?:ger)?\.(?:warn|error)\(|\b[Ll]og(?:ger)?\[\w+\]\(/g;
const NAMED_ALARM = new RegExp(`(?:${ALARM_CALL.source})\\s*(?:'([^']+)'|\`([^\`]+)\`)`, 'g');
/** The dispatcher's loops put their own name before `.failed`. */
const LOOP = /\bloop\('([a-z-]+)'/g;

describe('the pages', () => {
  it.each(PAGES)('of %s link only to what is there', (page) => {
    expect(linksOf(page).filter((target) => isDead(page, target))).toEqual([]);
  });

  it('can all be reached from README.md', () => {
    const reached = new Set(['README.md']);
    for (const page of reached) pagesLinkedFrom(page).forEach((linked) => reached.add(linked));
    expect(PAGES.filter((page) => !reached.has(page))).toEqual([]);
  });
});

describe('the main path', () => {
  const links = sourceLinksOf('docs/main-path.md');

  it('has steps', () => {
    expect(links.length).toBeGreaterThan(20);
  });

  it.each(links)('names after $target only what that file exports', ({ target, names }) => {
    expect(names).not.toEqual([]);
    const exported = exportsOf(path.join('docs', target));
    expect(names.filter((name) => !exported.has(name))).toEqual([]);
  });

  it('leads to the place where each adapter classifies what its system answers', () => {
    const adapters = PRODUCT.filter((file) => file.endsWith('.adapter.ts') && exportsAdapter(file));
    expect(adapters.length).toBeGreaterThan(0);
    for (const adapter of adapters) {
      const classify = path.join(path.dirname(adapter), 'classify-reply.ts');
      for (const file of [adapter, classify]) {
        expect(links.map(({ target }) => path.join('docs', target))).toContain(file);
      }
    }
  });
});

describe('the runbooks', () => {
  const told = PRODUCT.flatMap(alarmsOf);
  const explained = RUNBOOKS.flatMap((page) => codeWords(headingsOf(page)[0] ?? ''));

  it('have a page for each event that is logged as a warning or an error', () => {
    expect(told.length).toBeGreaterThan(8);
    expect(told.filter((event) => !explained.some((name) => event.pattern.test(name)))).toEqual([]);
  });

  it('explain no event that is not logged any more', () => {
    expect(explained.filter((name) => !told.some((event) => event.pattern.test(name)))).toEqual([]);
  });

  it('can be held against the code, since every warning and error is named where it is logged', () => {
    expect(PRODUCT.flatMap(unnamedAlarmsOf)).toEqual([]);
  });
});

describe('the table of environment variables', () => {
  const inReadme = new Set(matches(readFileSync('README.md', 'utf8'), /^\| `([A-Z][A-Z_]+)`/gm));

  it('has every variable that the apps read', () => {
    const schema = readFileSync('libs/configuration/src/environment-variables.ts', 'utf8');
    const known = matches(schema, /^ +([A-Z][A-Z_]+):/gm);
    expect(known.length).toBeGreaterThan(8);
    expect(known.filter((name) => !inReadme.has(name))).toEqual([]);
  });

  it('has none that nothing reads', () => {
    const sources = [...PRODUCT, ...filesUnder('config', '.yaml')].map((file) => readFileSync(file, 'utf8'));
    expect([...inReadme].filter((name) => !sources.some((text) => text.includes(name)))).toEqual([]);
  });
});

// Pages

/** Targets of the page's links and pictures that lead somewhere in the repository. */
function linksOf(page: string): string[] {
  const prose = readFileSync(page, 'utf8').replace(/^```.*?^```$/gms, '');
  const targets = [
    ...matches(prose, /\]\(([^)\s]+)(?: "[^"]*")?\)/g),
    ...matches(prose, /^\[[^\]]+\]: *(\S+)/gm),
    ...matches(prose, /\b(?:src|srcset|href)="([^"]+)"/g),
  ];
  return targets.filter((target) => !/^[a-z][a-z0-9+.-]*:/i.test(target));
}

function isDead(page: string, target: string): boolean {
  const [place = '', anchor] = target.split('#', 2);
  const file = place === '' ? page : path.join(path.dirname(page), decodeURIComponent(place));
  if (place.startsWith('/') || file.startsWith('..') || !existsSync(file)) return true;
  return anchor !== undefined && !anchorsOf(file).has(anchor);
}

/** The anchors that GitHub makes of a page's headings. */
function anchorsOf(file: string): Set<string> {
  if (!file.endsWith('.md')) return new Set();
  const anchors = new Set<string>();
  for (const heading of headingsOf(file)) {
    const slug = heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-');
    let anchor = slug;
    for (let count = 1; anchors.has(anchor); count++) anchor = `${slug}-${count}`;
    anchors.add(anchor);
  }
  return anchors;
}

function headingsOf(page: string): string[] {
  return matches(readFileSync(page, 'utf8').replace(/^```.*?^```$/gms, ''), /^#{1,6} +(.+?) *$/gm);
}

const pagesLinkedFrom = (page: string): string[] =>
  linksOf(page)
    .map((target) => path.join(path.dirname(page), target.split('#', 1)[0] ?? ''))
    .filter((linked) => PAGES.includes(linked));

// Exported names

interface SourceLink {
  readonly target: string;
  /** The names in code marks that follow the link at once, separated by commas or "and". */
  readonly names: readonly string[];
}

function sourceLinksOf(page: string): SourceLink[] {
  const pattern = /\]\(([^)\s]+\.ts)\)((?:(?::|,(?: and)?| and)?\s+`\w+`)*)/g;
  return [...readFileSync(page, 'utf8').matchAll(pattern)].map(([, target = '', names = '']) => ({
    target,
    names: codeWords(names),
  }));
}

function exportsOf(file: string): Set<string> {
  const text = readFileSync(file, 'utf8');
  const declared = matches(
    text,
    /^export (?:declare )?(?:abstract )?(?:async )?(?:function\*?|class|const|interface|type|enum) (\w+)/gm,
  );
  const listed = matches(text, /^export (?:type )?\{([^}]*)\}/gm).flatMap((names) =>
    names.split(',').map((name) =>
      name
        .replace(/^.* as /s, '')
        .replace('type ', '')
        .trim(),
    ),
  );
  return new Set([...declared, ...listed]);
}

const exportsAdapter = (file: string): boolean =>
  readFileSync(file, 'utf8').includes('implements RecordSystemAdapter');

// Log events

interface Alarm {
  /** As it is written in the code. */
  readonly name: string;
  readonly file: string;
  readonly pattern: RegExp;
}

function alarmsOf(file: string): Alarm[] {
  const text = readFileSync(file, 'utf8');
  const named = [...text.matchAll(NAMED_ALARM)].map(([, plain, template]) => plain ?? template ?? '');
  const looped = matches(text, LOOP).map((name) => `${name}.failed`);
  return [...named, ...looped].map((name) => ({ name, file, pattern: patternOf(name) }));
}

/** A part that is put in at run time stands for any word. */
function patternOf(name: string): RegExp {
  const parts = name.split(/\$\{[^}]+\}/).map((part) => part.replace(/[.-]/g, '\\$&'));
  return new RegExp(`^${parts.join('[a-z-]+')}$`);
}

function unnamedAlarmsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  const named = new Set([...text.matchAll(NAMED_ALARM)].map(({ index }) => index));
  return [...text.matchAll(ALARM_CALL)]
    .filter(({ index }) => !named.has(index))
    .map(({ index }) => `${file}: ${text.slice(index, index + 60)}`);
}

// Reading

function codeWords(text: string): string[] {
  return matches(text, /`([^`]+)`/g);
}

function matches(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, found = '']) => found);
}

function filesUnder(folder: string, extension: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(extension))
    .map((file) => path.join(folder, file))
    .sort();
}
