/** What somebody may look into the log for. A closed set: its words stand on the log. */
export const LOG_PURPOSES = [
  'self-monitoring',
  'supervisory-authority',
  'client-request',
  'incident-investigation',
] as const;
export type LogPurpose = (typeof LOG_PURPOSES)[number];

export type LogExportFormat = 'json' | 'csv' | 'xlsx' | 'fhir' | 'lines';

/** Pages of the recording log: figures, proofs, checks, exports, and who has used a client's data. */
export interface LogTexts {
  readonly title: (decisions: string) => string;
  readonly filters: string;
  readonly from: string;
  readonly until: string;
  readonly task: string;
  readonly allTasks: string;
  readonly evidence: string;
  readonly allEvidence: string;
  readonly overdueOnly: string;
  readonly show: string;
  readonly tooLong: (days: string) => string;
  readonly required: string;
  readonly summaryHeading: string;
  readonly summary: (figures: {
    readonly decisions: string;
    readonly tasks: string;
    readonly onTime: string;
    readonly open: string;
    readonly overdue: string;
    readonly unrecorded: string;
  }) => string;
  readonly summaryNoDue: (figures: { readonly decisions: string; readonly tasks: string }) => string;
  readonly evidenceSummary: (figures: {
    readonly verified: string;
    readonly found: string;
    readonly accepted: string;
    readonly attested: string;
  }) => string;
  readonly none: string;
  readonly asTable: string;
  readonly systemHeading: string;
  readonly week: string;
  readonly onTime: string;
  readonly late: string;
  readonly open: string;
  readonly unrecorded: string;
  readonly total: string;
  readonly weeksTitle: string;
  readonly weeksConclusion: (onTime: string, target: string, isReached: boolean) => string;
  readonly weeksNothing: string;
  readonly target: (share: string) => string;
  readonly timesTitle: string;
  readonly timesConclusion: (slowest: string, p90: string, isInTime: boolean) => string;
  readonly median: string;
  readonly p90: string;
  readonly allowed: string;
  readonly backlogTitle: string;
  readonly backlogConclusion: (open: string, older: string) => string;
  readonly backlogNothing: string;
  readonly ages: readonly [string, string, string, string];
  readonly attemptsTitle: string;
  readonly attemptsConclusion: (share: string) => string;
  readonly attempts: readonly [string, string, string, string];
  readonly delaysTitle: string;
  readonly delaysConclusion: (slowest: string, p90: string) => string;
  readonly delaysNothing: string;
  readonly delaysPrivacy: string;
  readonly organisation: string;
  readonly otherOrganisations: string;
  readonly acknowledgements: string;
  readonly chainHeading: string;
  readonly chainNever: string;
  readonly chainChecked: (at: string, entries: string) => string;
  readonly verify: string;
  readonly checkTitle: string;
  readonly checkRunning: (checked: string, entries: string) => string;
  readonly checkRefresh: string;
  readonly checkCutShort: string;
  readonly intact: string;
  readonly intactText: (signed: string) => string;
  readonly differs: (index: string) => string;
  readonly differsBetween: (from: string, until: string) => string;
  readonly differsText: string;
  readonly expected: string;
  readonly found: string;
  readonly missing: (from: string, until: string) => string;
  readonly missingText: string;
  readonly unsigned: string;
  readonly unsignedText: (unsigned: string, signed: string) => string;
  readonly toLog: string;
  readonly exportHeading: string;
  readonly exportHelp: string;
  readonly exportDecisionHelp: string;
  readonly purpose: string;
  readonly choosePurpose: string;
  readonly purposes: Readonly<Record<LogPurpose, string>>;
  readonly format: string;
  readonly formats: Readonly<Record<LogExportFormat, string>>;
  readonly export: string;
  readonly tooMany: string;
  readonly notInLines: string;
  readonly noCheckpoint: string;
  readonly personLink: string;
  readonly personTitle: string;
  readonly personText: string;
  readonly personSearch: string;
  readonly personNone: string;
  readonly personUnknown: string;
  readonly personCaption: (count: string) => string;
  readonly at: string;
  readonly use: string;
  readonly uses: Readonly<Record<'disclosed' | 'used', string>>;
  readonly who: string;
  readonly whoTypes: Readonly<Record<'sender' | 'person' | 'app', string>>;
  readonly decision: string;
  readonly recipient: string;
  readonly data: string;
  readonly grounds: string;
  readonly newSearch: string;
  readonly proofTitle: (name: string) => string;
  readonly proofText: string;
  readonly checkpointHeading: string;
  readonly checkpointNone: string;
  readonly origin: string;
  readonly size: string;
  readonly root: string;
  readonly signedAt: string;
  readonly signer: string;
  readonly signerWrong: string;
  readonly witness: string;
  readonly witnessNone: string;
  readonly note: string;
  readonly entriesCaption: (count: string) => string;
  readonly entriesCut: (count: string) => string;
  readonly entriesNone: string;
  readonly number: string;
  readonly kind: string;
  readonly entryState: string;
  readonly standing: string;
  readonly standings: Readonly<Record<'proven' | 'unsigned' | 'differs', string>>;
  readonly leafHash: string;
  readonly path: string;
  readonly pathShow: string;
}

export const LOG_TEXTS_FI: LogTexts = {
  title: (decisions) => `Kirjausten toteutuminen (${decisions} päätöstä)`,
  filters: 'Rajaa',
  from: 'Saapunut alkaen',
  until: 'Saapunut viimeistään',
  task: 'Kirjaustehtävän tila',
  allTasks: 'Kaikki tilat',
  evidence: 'Varmuustaso',
  allEvidence: 'Kaikki tasot',
  overdueOnly: 'Vain myöhässä olevat',
  show: 'Hae',
  tooLong: (days) => `Rajaa aika: enintään ${days} päivää kerrallaan`,
  required: 'Anna päivä',
  summaryHeading: 'Yhteenveto',
  summary: ({ decisions, tasks, onTime, open, overdue, unrecorded }) =>
    `${decisions} päätöstä, ${tasks} kirjaustehtävää, ${onTime} ajallaan. Avoinna ${open}, niistä myöhässä ${overdue}. Päättyi kirjaamatta ${unrecorded}.`,
  summaryNoDue: ({ decisions, tasks }) =>
    `${decisions} päätöstä, ${tasks} kirjaustehtävää. Yhdenkään määräaika ei ole vielä täyttynyt.`,
  evidenceSummary: ({ verified, found, accepted, attested }) =>
    `Tarkistettu järjestelmästä ${verified}, löytyi järjestelmästä ${found}, järjestelmä vastaanotti ${accepted}, henkilö kuittasi ${attested}.`,
  none: 'Haulla ei löytynyt päätöksiä.',
  asTable: 'Näytä taulukkona',
  systemHeading: 'Kohdejärjestelmä',
  week: 'Viikko alkaen',
  onTime: 'Ajallaan',
  late: 'Myöhässä',
  open: 'Avoinna',
  unrecorded: 'Päättyi kirjaamatta',
  total: 'Yhteensä',
  weeksTitle: 'Toteutuminen viikoittain',
  weeksConclusion: (onTime, target, isReached) =>
    `Toteutuminen viikoittain: ${onTime} ajallaan, ${isReached ? `tavoite ${target} täyttyy` : `tavoite ${target} ei täyty`}.`,
  weeksNothing: 'Toteutuminen viikoittain: yhdenkään kirjauksen määräaika ei ole vielä täyttynyt.',
  target: (share) => `tavoite ${share}`,
  timesTitle: 'Aika päätöksestä kirjaukseen',
  timesConclusion: (slowest, p90, isInTime) =>
    `Aika päätöksestä kirjaukseen: hitain on ${slowest}, jossa yhdeksän kymmenestä valmistuu ajassa ${p90}, ${isInTime ? 'määräajassa' : 'yli määräajan'}.`,
  median: 'Puolet valmiina',
  p90: 'Yhdeksän kymmenestä valmiina',
  allowed: 'Määräaika tavallisesti',
  backlogTitle: 'Avoimien kirjausten ikä nyt',
  backlogConclusion: (open, older) =>
    `Avoimia kirjauksia on nyt ${open}, niistä yli viikon vanhoja ${older}.`,
  backlogNothing: 'Avoimia kirjauksia ei ole.',
  ages: ['Alle päivä', '1–3 päivää', '3–7 päivää', 'Yli viikko'],
  attemptsTitle: 'Kirjoitusyritykset',
  attemptsConclusion: (share) =>
    `Kirjoitusyritykset: ${share} automaattisista kirjauksista on vaatinut enintään yhden.`,
  attempts: ['Ei vielä yritetty', '1 yritys', '2–3 yritystä', 'Yli 3 yritystä'],
  delaysTitle: 'Kuittausviive tahoittain',
  delaysConclusion: (slowest, p90) =>
    `Kuittausviive tahoittain: hitain on ${slowest}, jossa yhdeksän kymmenestä kuitataan ajassa ${p90}.`,
  delaysNothing: 'Kuittausviive tahoittain: henkilöt eivät ole kuitanneet kirjauksia tänä aikana.',
  delaysPrivacy: 'Alle viiden kuittauksen tahot ovat yhdessä, jottei kukaan erotu.',
  organisation: 'Taho',
  otherOrganisations: 'Muut tahot',
  acknowledgements: 'Kuittauksia',
  chainHeading: 'Lokiketju',
  chainNever: 'Lokia ei ole vielä tarkistettu tältä sivulta. Palvelu tarkistaa sen itse joka yö.',
  chainChecked: (at, entries) => `Tarkistettu ${at}, ${entries} merkintää.`,
  verify: 'Tarkista nyt',
  checkTitle: 'Lokiketjun tarkistus',
  checkRunning: (checked, entries) => `Tarkistetaan: ${checked}/${entries} merkintää.`,
  checkRefresh: 'Päivitä tilanne',
  checkCutShort: 'Tarkistus keskeytyi kesken. Aloita se uudelleen.',
  intact: 'Eheä',
  intactText: (signed) =>
    `Kaikki merkinnät vastaavat allekirjoitettua tarkistuspistettä (${signed} merkintää).`,
  differs: (index) => `Poikkeama merkinnässä ${index}`,
  differsBetween: (from, until) => `Poikkeama merkinnöissä ${from}–${until}`,
  differsText:
    'Merkintä ei ole se, joka allekirjoitettiin. Säilytä tietokanta muuttumattomana ja ilmoita tietosuojavastaavalle.',
  expected: 'Odotettu tiiviste',
  found: 'Löytynyt tiiviste',
  missing: (from, until) => `Merkintöjä puuttuu väliltä ${from}–${until}`,
  missingText:
    'Merkintöjä on poistettu. Säilytä tietokanta muuttumattomana ja ilmoita tietosuojavastaavalle.',
  unsigned: 'Uusia merkintöjä tarkistuspisteen jälkeen ei vielä allekirjoitettu',
  unsignedText: (unsigned, signed) =>
    `Allekirjoitetut ${signed} merkintää ovat eheitä. Allekirjoitusta odottaa ${unsigned} uusinta.`,
  toLog: 'Takaisin lokiin',
  exportHeading: 'Vie lokista',
  exportHelp: 'Vienti sisältää yllä rajatun ajan merkinnät todisteineen. Vienti kirjataan lokiin.',
  exportDecisionHelp: 'Vienti sisältää tämän päätöksen merkinnät todisteineen. Vienti kirjataan lokiin.',
  purpose: 'Käyttötarkoitus',
  choosePurpose: 'Valitse käyttötarkoitus',
  purposes: {
    'self-monitoring': 'Omavalvonta',
    'supervisory-authority': 'Valvontaviranomaisen pyyntö',
    'client-request': 'Asiakkaan pyyntö',
    'incident-investigation': 'Poikkeaman selvitys',
  },
  format: 'Muoto',
  formats: {
    json: 'JSON, todennettava',
    csv: 'CSV',
    xlsx: 'Excel (XLSX)',
    fhir: 'FHIR AuditEvent',
    lines: 'JSON Lines, todennettava, mikä tahansa koko',
  },
  export: 'Vie',
  tooMany: 'Merkintöjä on liikaa yhteen tiedostoon. Lyhennä aikaa tai valitse JSON Lines.',
  notInLines: 'Yhden päätöksen merkintöjä ei viedä riveinä. Valitse muu muoto.',
  noCheckpoint: 'Lokia ei juuri nyt allekirjoiteta. Yritä hetken kuluttua uudelleen.',
  personLink: 'Kuka on käyttänyt tai saanut asiakkaan tietoja',
  personTitle: 'Asiakkaan tietojen käyttö ja luovutukset',
  personText:
    'Hae asiakkaan pyynnöstä, kuka on käyttänyt tai saanut hänen tietojaan. Haku kirjataan lokiin. Henkilötunnusta ei tallenneta hakuun eikä osoitteeseen.',
  personSearch: 'Hae',
  personNone: 'Asiakkaan tietoja ei ole käytetty eikä luovutettu.',
  personUnknown: 'Henkilötunnuksella ei ole päätöksiä, tai tiedot on poistettu.',
  personCaption: (count) => `Käyttö ja luovutukset, uusin ensin (${count})`,
  at: 'Aika',
  use: 'Tapahtuma',
  uses: { disclosed: 'Luovutettu', used: 'Käytetty' },
  who: 'Kuka',
  whoTypes: { sender: 'Lähettäjä', person: 'Henkilö', app: 'Palvelu' },
  decision: 'Päätös',
  recipient: 'Saaja',
  data: 'Tieto',
  grounds: 'Peruste',
  newSearch: 'Uusi haku',
  proofTitle: (name) => `Lokitodisteet: päätös ${name}`,
  proofText: 'Kuitti, lokimerkinnät numeroineen ja niiden todisteet uusinta tarkistuspistettä vasten.',
  checkpointHeading: 'Tarkistuspiste',
  checkpointNone: 'Lokille ei ole vielä allekirjoitettua tarkistuspistettä.',
  origin: 'Loki',
  size: 'Merkintöjä',
  root: 'Puun juuri',
  signedAt: 'Allekirjoitettu',
  signer: 'Allekirjoittaja',
  signerWrong: 'Allekirjoitus ei täsmää lokin avaimeen',
  witness: 'Todistaja',
  witnessNone: 'Ei todistajaa',
  note: 'Allekirjoitettu tarkistuspiste',
  entriesCaption: (count) => `Lokimerkinnät (${count})`,
  entriesCut: (count) => `Sivulla on ${count} vanhinta merkintää. Viennissä ovat kaikki.`,
  entriesNone: 'Päätöksellä ei ole vielä merkintöjä lokissa.',
  number: 'Numero',
  kind: 'Merkintä',
  entryState: 'Tila tai tulos',
  standing: 'Todiste',
  standings: {
    proven: 'Kuuluu allekirjoitettuun lokiin',
    unsigned: 'Ei vielä allekirjoitettu',
    differs: 'Ei täsmää allekirjoitettuun lokiin',
  },
  leafHash: 'Tiiviste',
  path: 'Todistepolku',
  pathShow: 'Näytä tiiviste ja polku',
};
