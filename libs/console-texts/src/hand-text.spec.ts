import { renderText } from '#domain';
import type { PlanContent } from '#domain';
import { handText } from './hand-text.js';
import type { HandTask } from './hand-text.js';
import { ENGLISH_WORDS } from './record-words-en.js';
import { SWEDISH_WORDS } from './record-words-sv.js';
import { TEXT_LANGUAGES } from './text-language.js';

const plan = (differences: Partial<PlanContent> = {}): PlanContent => ({
  record: 'plan',
  handledOn: '2026-11-17',
  caseManager: 'Outi Ohjaaja',
  goals: ['Paluu osa-aikatyöhön.\nRauhassa.'],
  measures: [{ text: 'Ajanvaraus.', responsible: 'Outi Ohjaaja' }],
  ...differences,
});
const aHandTask = (differences: Partial<HandTask> = {}): HandTask => ({
  operation: 'create',
  content: plan(),
  isUncertain: false,
  ...differences,
});

describe('a text by hand', () => {
  it('of a new record is the very text that an adapter would write', () => {
    expect(handText(aHandTask(), 'fi').text).toBe(renderText(plan()));
  });

  it('gives the parts of the record to copy one by one, without our indents', () => {
    expect(handText(aHandTask(), 'fi').fields).toEqual([
      {
        heading: 'Työkyvyn tuen suunnitelma',
        text: 'Käsitelty 17.11.2026\nAsiakasvastaava: Outi Ohjaaja',
      },
      { heading: 'Tavoitteet', text: '- Paluu osa-aikatyöhön.\nRauhassa.' },
      { heading: 'Sovitut toimenpiteet', text: '- Ajanvaraus.\n  Vastuutaho: Outi Ohjaaja' },
    ]);
  });

  it('of a correction has the new text, what changed, the earlier text and where that is', () => {
    const earlier = plan({ measures: [], workAbilityStatement: 'Vanha.' });
    const { text } = handText(aHandTask({ operation: 'replace', earlier, earlierId: 'KELA-7' }), 'fi');
    expect(text.split('\n').slice(0, 5)).toEqual([
      'KORJAA AIEMPI KIRJAUS',
      'Korvaa aiempi kirjaus alla olevalla uudella tekstillä.',
      'Aiemman kirjauksen tunniste: KELA-7',
      '',
      'UUSI TEKSTI',
    ]);
    expect(text).toContain(renderText(plan()));
    expect(text).toContain(
      [
        'MIKÄ MUUTTUI',
        '- Uutta: Sovitut toimenpiteet',
        '- Poistui: Työkyvyn vaikutus työllistymiseen',
        '',
        'AIEMPI TEKSTI',
        renderText(earlier),
      ].join('\n'),
    );
  });

  it('tells a part that is only worded otherwise', () => {
    const earlier = plan({ goals: ['Muu tavoite.'] });
    const { text } = handText(aHandTask({ operation: 'replace', earlier }), 'fi');
    expect(text).toContain('MIKÄ MUUTTUI\n- Muuttui: Tavoitteet\n\n');
  });

  it('of a removal says so, and gives no parts to record', () => {
    const { text, fields } = handText(aHandTask({ operation: 'nullify', earlierId: 'KELA-7' }), 'fi');
    expect(text).toBe(
      [
        'POISTA KIRJAUS',
        'Poista tai mitätöi aiempi kirjaus, jonka teksti on alla. Uutta tekstiä ei kirjata.',
        'Aiemman kirjauksen tunniste: KELA-7',
        '',
        'POISTETTAVA TEKSTI',
        renderText(plan()),
      ].join('\n'),
    );
    expect(fields).toEqual([]);
  });

  it('bids to look in the system first, where an adapter may have recorded it', () => {
    expect(handText(aHandTask({ isUncertain: true }), 'fi').text).toMatch(
      /^TARKISTA ENSIN JÄRJESTELMÄSTÄ\n/u,
    );
  });

  it('has headings in each language, and the content as it was written in all of them', () => {
    const texts = TEXT_LANGUAGES.map((language) => handText(aHandTask({ operation: 'replace' }), language));
    expect(new Set(texts.map(({ text }) => text)).size).toBe(3);
    for (const { text, fields } of texts) {
      expect(text).toContain('Ajanvaraus.');
      expect(fields).toHaveLength(3);
    }
  });

  it.each([
    ['Swedish', SWEDISH_WORDS],
    ['English', ENGLISH_WORDS],
  ])('never has one word for two things in %s', (_language, words) => {
    for (const table of [
      words.titles,
      words.handlings,
      words.consentForms,
      words.consentMethods,
      words.sectors,
      words.roles,
      words.labels,
    ]) {
      const texts = Object.values(table);
      expect(new Set(texts).size).toBe(texts.length);
    }
  });
});
