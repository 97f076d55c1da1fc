import fc from 'fast-check';
import type { MeasureItem, RecordContent } from '../content.js';
import {
  CONSENT_FORMS,
  CONSENT_METHODS,
  HANDLINGS,
  MEDICAL_STATEMENTS,
  RECORDS,
  ROLES,
  SECTORS,
} from '../words.js';
import {
  CONSENT_FORM_WORDS,
  CONSENT_METHOD_WORDS,
  HANDLING_WORDS,
  RECORD_TITLES,
  ROLE_WORDS,
  SECTOR_WORDS,
} from './finnish-words.js';
import { renderText } from './render-text.js';

describe('a record as text', () => {
  it('shows a recommendation under Finnish headings', () => {
    const text = renderText({
      record: 'recommendation',
      handledOn: '2026-11-17',
      caseManager: 'Outi Ohjaaja',
      recommendations: [
        {
          service: 'Ammatillinen kuntoutusselvitys (AKSE)',
          text: 'Tarvitaan selvitys.\nPian.',
          statement: 'B',
        },
        { service: 'Työkokeilu' },
      ],
      measures: [
        { text: 'Lääkäri laatii B-lausunnon.', dueOn: '2026-12-05', responsible: 'Liisa Lääkäri' },
        { text: 'Ajanvaraus.', responsible: 'Outi Ohjaaja' },
      ],
    });
    expect(text.split('\n')).toEqual([
      'Työkyvyn tuen tiimin suositukset',
      '',
      'Käsitelty 17.11.2026',
      'Asiakasvastaava: Outi Ohjaaja',
      '',
      'Suositellut palvelut',
      '- Ammatillinen kuntoutusselvitys (AKSE)',
      '  Suositus: Tarvitaan selvitys.',
      '    Pian.',
      '  Tarvittava lausunto: B-lausunto',
      '- Työkokeilu',
      '',
      'Sovitut toimenpiteet',
      '- Lääkäri laatii B-lausunnon.',
      '  Vastuutaho: Liisa Lääkäri',
      '  Määräaika: 5.12.2026',
      '- Ajanvaraus.',
      '  Vastuutaho: Outi Ohjaaja',
      '',
    ]);
  });

  it('shows a consent with its withdrawal', () => {
    const text = renderText({
      record: 'consent',
      id: 'S-1',
      givenOn: '2026-10-05',
      validUntil: '2027-10-05',
      form: 'work-ability-team',
      method: 'electronic',
      covers: ['health'],
      withdrawnAt: '2026-11-17T13:00:00+02:00',
    });
    expect(text.split('\n')).toEqual([
      'Suostumus työkyvyn tuen tiimin käsittelyyn',
      '',
      'Suostumuksen tunnus: S-1',
      'Annettu: 5.10.2026',
      'Voimassa: 5.10.2027 asti',
      'Lomake: työkyvyn tuen tiimin suostumuslomake',
      'Antotapa: sähköinen',
      'Peruutettu: 17.11.2026 klo 13.00.00 (+02:00)',
      '',
      'Tietoja saa luovuttaa',
      '- terveydenhuolto',
      '',
    ]);
  });

  it.each([
    ['records', RECORDS.map((word) => RECORD_TITLES[word])],
    ['handlings', HANDLINGS.map((word) => HANDLING_WORDS[word])],
    ['forms', CONSENT_FORMS.map((word) => CONSENT_FORM_WORDS[word])],
    ['methods', CONSENT_METHODS.map((word) => CONSENT_METHOD_WORDS[word])],
    ['sectors', SECTORS.map((word) => SECTOR_WORDS[word])],
    ['roles', ROLES.map((word) => ROLE_WORDS[word])],
  ])('no two %s are called the same', (_, words) => {
    expect(new Set(words).size).toBe(words.length);
  });
});

const text = fc.string({
  unit: fc.constantFrom('a', 'b', ' ', '\n', '-', ':', '\r', '␍', '␛'),
  maxLength: 6,
});
const day = fc.constantFrom('2026-11-17', '2026-01-02', '2027-11-17');
const time = fc.constantFrom(
  '2026-11-17T10:00:00+02:00',
  '2026-11-17T08:00:00Z',
  '2026-11-17T10:00:00.5+02:00',
);
const few = <T>(item: fc.Arbitrary<T>) => fc.array(item, { maxLength: 2 });
const part = <T>(shape: { [K in keyof T]: fc.Arbitrary<T[K]> }, ...required: (keyof T)[]) =>
  fc.record<T, keyof T>(shape, { requiredKeys: required });

const frame = { handledOn: day, caseManager: text };
const recommendations = few(
  part({ service: text, text, statement: fc.constantFrom(...MEDICAL_STATEMENTS) }, 'service'),
);
const measures = few(part({ text, dueOn: day, responsible: text }, 'text', 'responsible'));
const only = <T extends string>(word: T) => fc.constant(word);

const content: fc.Arbitrary<RecordContent> = fc.oneof(
  part(
    { record: only('recommendation'), ...frame, recommendations, measures },
    ...(['record', 'handledOn', 'recommendations', 'measures'] as const),
  ),
  part({ record: only('measures'), ...frame, measures }, 'record', 'handledOn', 'measures'),
  part(
    { record: only('plan'), ...frame, goals: few(text), reviewOn: day, measures, workAbilityStatement: text },
    ...(['record', 'handledOn', 'goals', 'measures'] as const),
  ),
  part(
    {
      record: fc.constantFrom('case-note' as const, 'contact-note' as const),
      ...frame,
      summary: text,
      recommendations,
      measures,
      goals: few(text),
    },
    ...(['record', 'handledOn', 'summary', 'recommendations', 'measures', 'goals'] as const),
  ),
  part(
    { record: only('visit'), ...frame, startedAt: time, text },
    ...(['record', 'handledOn', 'startedAt', 'text'] as const),
  ),
  fc.record({ record: only('statistics'), handling: fc.constantFrom(...HANDLINGS), handledOn: day }),
  part(
    {
      record: only('case-manager'),
      ...frame,
      name: text,
      role: fc.constantFrom(...ROLES),
      organisation: text,
      phone: text,
    },
    ...(['record', 'handledOn', 'name', 'role', 'organisation'] as const),
  ),
  part(
    {
      record: only('consent'),
      id: fc.constantFrom('S-1', 'S-2'),
      givenOn: day,
      validUntil: day,
      form: fc.constantFrom(...CONSENT_FORMS),
      method: fc.constantFrom(...CONSENT_METHODS),
      covers: few(fc.constantFrom(...SECTORS)),
      withdrawnAt: time,
    },
    ...(['record', 'id', 'givenOn', 'form', 'method', 'covers'] as const),
  ),
);

/** Every content that differs from the given one in one place: a field changed or left out, an item less. */
function neighbours(value: unknown, key = ''): readonly unknown[] {
  if (typeof value === 'string') return [changed(key, value)];
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    return items.flatMap((item, index) => [
      items.toSpliced(index, 1),
      ...neighbours(item, key).map((other) => items.with(index, other)),
    ]);
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, field]: [string, unknown]) => [
    ...(OPTIONAL.includes(name) ? [{ ...value, [name]: undefined }] : []),
    ...(name === 'record' ? [] : neighbours(field, name).map((other) => ({ ...value, [name]: other }))),
  ]);
}

const OPTIONAL = [
  ...['caseManager', 'validUntil', 'withdrawnAt', 'statement', 'dueOn'],
  ...['reviewOn', 'workAbilityStatement', 'phone'],
];

function changed(key: string, value: string): string {
  if (key.endsWith('On') || key === 'validUntil') return '2031-03-04';
  if (key.endsWith('At')) return '2031-03-04T05:06:07Z';
  const [first, second] = WORDS[key] ?? [`${value}x`];
  return first === value ? (second ?? '') : (first ?? '');
}

const WORDS: Readonly<Partial<Record<string, readonly string[]>>> = {
  form: CONSENT_FORMS,
  method: CONSENT_METHODS,
  covers: SECTORS,
  role: ROLES,
  handling: HANDLINGS,
  statement: MEDICAL_STATEMENTS,
};

describe('a record as text, for any content', () => {
  it('shows every field: whatever is changed or left out, the text is another', () => {
    fc.assert(
      fc.property(content, (each) => {
        const rendered = renderText(each);
        for (const other of neighbours(each)) expect(renderText(other as RecordContent)).not.toBe(rendered);
      }),
    );
  });

  it('lines end in LF, the last one too, and the same content always gives the same text', () => {
    fc.assert(
      fc.property(content, (each) => {
        const rendered = renderText(each);
        expect(rendered).not.toContain('\r');
        expect(rendered.endsWith('\n')).toBe(true);
        expect(renderText(structuredClone(each))).toBe(rendered);
      }),
    );
  });
});

describe('texts that try to pass for the lines around them', () => {
  const words = ['a', 'b', 'c'];
  const gaps = ['\n', '\n  ', '\n    '];
  const across = <T, U>(ones: readonly T[], others: readonly U[]) =>
    ones.flatMap((one) => others.map((other) => [one, other] as const));

  const expectAllDifferent = (lists: readonly (readonly MeasureItem[])[]): void => {
    const rendered = lists.map((measures) =>
      renderText({ record: 'measures', handledOn: '2026-11-17', measures }),
    );
    expect(new Set(rendered).size).toBe(lists.length);
  };

  it('cannot move a line from one field into another', () => {
    const posing = across(across(words, gaps), across(['', 'Vastuutaho: ', '- '], words)).map(
      ([[before, gap], [label, after]]) => `${before}${gap}${label}${after}`,
    );
    const pool = [...words, ...posing];
    expectAllDifferent(across(pool, pool).map(([first, responsible]) => [{ text: first, responsible }]));
  });

  it('cannot make one item look like two', () => {
    const pool = [...words, ...across(gaps, gaps).map(([one, two]) => `b${one}- a${two}Vastuutaho: c`)];
    const items = across(pool, pool).map(([first, responsible]) => ({ text: first, responsible }));
    const ones = items.map((item) => [item]);
    const twos = across(items.slice(0, 40), items.slice(0, 40)).map((pair) => [...pair]);
    expectAllDifferent([...ones, ...twos]);
  });

  it('cannot hide how their lines end', () => {
    const signs = ['', 'a', '\n', '\r', '␍', '␛'];
    const pool = across(across(signs, signs), across(signs, signs)).map((parts) => parts.flat().join(''));
    expectAllDifferent([...new Set(pool)].map((each) => [{ text: each, responsible: 'a' }]));
  });
});
