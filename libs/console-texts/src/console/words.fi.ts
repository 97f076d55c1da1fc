import type { Channel, EvidenceLevel, Operation, Reason, RecordKind, System, TaskState } from '#domain';

/** The closed sets of words, as people read them. */
export interface ConsoleWords {
  readonly states: Readonly<Record<TaskState, string>>;
  readonly stateMeanings: Readonly<Record<TaskState, string>>;
  readonly evidence: Readonly<Record<EvidenceLevel, string>>;
  readonly reasons: Readonly<Record<Reason, string>>;
  readonly systems: Readonly<Record<System, string>>;
  readonly records: Readonly<Record<RecordKind, string>>;
  readonly operations: Readonly<Record<Operation, string>>;
  readonly channels: Readonly<Record<Channel, string>>;
  /** Of a record system's connection. */
  readonly breaker: Readonly<Record<'closed' | 'half-open' | 'open', string>>;
  /** Of a decision as a whole. */
  readonly rollUp: {
    readonly completed: string;
    readonly open: (done: number, all: number) => string;
    readonly openAndLate: (done: number, all: number) => string;
    readonly needsAttention: string;
    readonly nothingToRecord: string;
    readonly cancelled: string;
  };
  readonly overdue: string;
}

export const WORDS_FI: ConsoleWords = {
  states: {
    waiting: 'Odottaa edellistä',
    queued: 'Jonossa',
    recording: 'Kirjataan',
    retrying: 'Yritetään uudelleen',
    unknown: 'Tulos epäselvä, tarkistetaan kohteesta',
    unconfirmed: 'Kirjattu, vahvistus puuttuu',
    'awaiting-person': 'Odottaa kuittausta',
    'needs-attention': 'Vaatii selvitystä',
    confirmed: 'Kirjattu ja vahvistettu',
    attested: 'Kuitattu kirjatuksi',
    withheld: 'Ei kirjata',
    cancelled: 'Peruutettu',
    superseded: 'Korvattu uudemmalla päätöksellä',
  },
  stateMeanings: {
    waiting: 'Aiemman kirjauksen tai version on ensin vahvistuttava.',
    queued: 'Odottaa vuoroaan; myös silloin, kun yhteys on katkaistu tai pysäytetty.',
    recording: 'Kirjausta tehdään juuri nyt.',
    retrying: 'Tilapäinen vika; yritetään uudelleen.',
    unknown: 'Lähetetty ilman selvää vastausta; kohteesta kysytään ennen kuin mitään lähetetään uudelleen.',
    unconfirmed: 'Kohde otti kirjauksen vastaan, mutta sitä ei ole vielä luettu takaisin.',
    'awaiting-person': 'Henkilö tekee kirjauksen ja kuittaa sen.',
    'needs-attention': 'Pysyvä vika, yritykset loppuivat tai takaisin luettu kirjaus poikkeaa.',
    confirmed: 'Kirjaus luettiin takaisin ja se on sama.',
    attested: 'Nimetty henkilö vakuuttaa, että kirjaus on tehty.',
    withheld: 'Suostumus, oikeus tai kielto estää kirjauksen.',
    cancelled: 'Suostumus peruttiin tai päätös peruutettiin ennen kirjausta.',
    superseded: 'Uudempi versio tuli ennen kirjausta.',
  },
  evidence: {
    verified: 'Tarkistettu järjestelmästä',
    found: 'Löytyi järjestelmästä',
    accepted: 'Järjestelmä vastaanotti',
    attested: 'Henkilö kuittasi',
  },
  reasons: {
    'consent-missing': 'Suostumus puuttuu',
    'consent-withdrawn': 'Suostumus on peruttu',
    'consent-expired': 'Suostumus on vanhentunut',
    'consent-wrong-form': 'Suostumus on annettu muulla lomakkeella kuin tiimin käytäntö vaatii',
    'consent-not-written': 'Suostumusta ei ole annettu kirjallisena',
    'consent-does-not-cover-health': 'Suostumus ei kata terveydenhuoltoa',
    'consent-does-not-cover-social': 'Suostumus ei kata sosiaalihuoltoa',
    'consent-does-not-cover-employment': 'Suostumus ei kata työllisyyspalveluja',
    'consent-does-not-cover-benefits': 'Suostumus ei kata etuuksia',
    'consent-does-not-cover-other': 'Suostumus ei kata muita tahoja',
    'newer-version': 'Päätöksestä on uudempi versio',
    'decision-cancelled': 'Päätös on peruutettu',
    'nothing-to-nullify': 'Mitätöitävää kirjausta ei ole',
    'rejected-by-system': 'Järjestelmä hylkäsi kirjauksen',
    'not-encodable': 'Tekstiä ei voi esittää järjestelmän merkistöllä',
    'retries-exhausted': 'Yritykset loppuivat',
    'read-back-differs': 'Takaisin luettu kirjaus poikkeaa',
    'outcome-unknown': 'Tulos jäi epäselväksi',
    'person-cannot-record': 'Henkilö ei voi kirjata',
    'closed-unrecorded': 'Suljettu kirjaamatta',
  },
  systems: {
    lifecare: 'Lifecare',
    pegasos: 'Pegasos',
    typ: 'TYP-rekisteri',
    'sofia-crm': 'Sofia CRM',
    proconsona: 'Pro Consona',
    kanta: 'Kanta',
    kela: 'Kela, oma järjestelmä',
    ura: 'URA',
    other: 'Muu järjestelmä',
  },
  records: {
    consent: 'Suostumus',
    recommendation: 'Suositus',
    measures: 'Toimenpiteet',
    plan: 'Suunnitelma',
    'case-note': 'Asiakaskertomus',
    'contact-note': 'Yhteydenottomerkintä',
    visit: 'Käynti',
    statistics: 'Tilastomerkintä',
    'case-manager': 'Asiakasvastaava',
  },
  operations: { create: 'Uusi kirjaus', replace: 'Korjaus', nullify: 'Mitätöinti' },
  channels: { automatic: 'Automaattinen', manual: 'Käsin' },
  breaker: { closed: 'Toiminnassa', 'half-open': 'Kokeillaan', open: 'Yhteys katkaistu' },
  rollUp: {
    completed: 'Kaikki kirjattu',
    open: (done, all) => `Kesken ${done}/${all}`,
    openAndLate: (done, all) => `Kesken ${done}/${all}, myöhässä`,
    needsAttention: 'Vaatii selvitystä',
    nothingToRecord: 'Ei kirjattavaa',
    cancelled: 'Peruutettu',
  },
  overdue: 'Myöhässä',
};
