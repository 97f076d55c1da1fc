import type { Channel, Reason, TaskState } from '#domain';

/** The closed sets as people at the terminal read them (docs/glossary.md). */

export const STATE_WORDS: Readonly<Record<TaskState, string>> = {
  waiting: 'odottaa vuoroaan',
  queued: 'jonossa',
  recording: 'kirjataan',
  retrying: 'yritetään uudelleen',
  unknown: 'tulos epäselvä',
  unconfirmed: 'vahvistamatta',
  'awaiting-person': 'odottaa henkilöä',
  'needs-attention': 'vaatii selvittämistä',
  confirmed: 'vahvistettu',
  attested: 'kuitattu',
  withheld: 'pidätetty',
  cancelled: 'peruttu',
  superseded: 'korvattu',
};

export const CHANNEL_WORDS: Readonly<Record<Channel, string>> = {
  automatic: 'sovittimella',
  manual: 'käsin',
};

export const REASON_WORDS: Readonly<Record<Reason, string>> = {
  'consent-missing': 'suostumus puuttuu',
  'consent-withdrawn': 'suostumus on peruttu',
  'consent-expired': 'suostumuksen voimassaolo on päättynyt',
  'consent-wrong-form': 'suostumus on väärällä lomakkeella',
  'consent-not-written': 'suostumus ei ole kirjallinen',
  'consent-does-not-cover-health': 'suostumus ei kata terveydenhuoltoa',
  'consent-does-not-cover-social': 'suostumus ei kata sosiaalihuoltoa',
  'consent-does-not-cover-employment': 'suostumus ei kata työllisyyspalveluja',
  'consent-does-not-cover-benefits': 'suostumus ei kata etuuksia',
  'consent-does-not-cover-other': 'suostumus ei kata muita toimijoita',
  'newer-version': 'uudempi versio on tullut',
  'decision-cancelled': 'päätös on peruttu',
  'nothing-to-nullify': 'mitätöitävää ei ollut',
  'rejected-by-system': 'järjestelmä hylkäsi',
  'not-encodable': 'ei voi esittää järjestelmän muodossa',
  'retries-exhausted': 'yritykset loppuivat',
  'read-back-differs': 'luettu takaisin erilaisena',
  'outcome-unknown': 'tulos jäi epäselväksi',
  'person-cannot-record': 'henkilö ei voi kirjata',
  'closed-unrecorded': 'suljettu kirjaamatta',
};
