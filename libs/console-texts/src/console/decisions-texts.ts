import type { TextLanguage } from '../text-language.js';

/** Pages of decisions: search, one decision, its receipt. */
export interface DecisionsTexts {
  readonly title: (found: string) => string;
  readonly searchHeading: string;
  readonly team: string;
  readonly allTeams: string;
  readonly decisionId: string;
  readonly decisionIdHelp: string;
  readonly rollUp: string;
  readonly allRollUps: string;
  readonly rollUps: Readonly<
    Record<'open' | 'needs-attention' | 'completed' | 'cancelled' | 'nothing-to-record', string>
  >;
  readonly system: string;
  readonly allSystems: string;
  readonly from: string;
  readonly until: string;
  readonly search: string;
  readonly clear: string;
  readonly clientHeading: string;
  readonly clientHelp: string;
  readonly identityCode: string;
  readonly searchClient: string;
  readonly clientTitle: (found: string) => string;
  readonly clientNone: string;
  readonly searchAgain: string;
  readonly caption: string;
  readonly none: string;
  readonly noneFiltered: string;
  readonly wrongDate: string;
  readonly wrongPeriod: string;
  readonly wrongId: string;
  readonly identityCodeInId: string;
  readonly wrongIdentityCode: string;
  readonly unknownChoice: string;
  readonly decision: string;
  readonly takenAt: string;
  readonly tasks: string;
  readonly recorded: string;
  readonly newestEvidence: string;
  readonly state: string;
  readonly pageTitle: (name: string) => string;
  readonly version: string;
  readonly completeness: string;
  readonly completenessText: (recorded: string, all: string) => string;
  readonly warnings: string;
  readonly erased: (date: string) => string;
  readonly dutiesCaption: string;
  readonly noDuties: string;
  readonly record: string;
  readonly operation: string;
  readonly channel: string;
  readonly recorder: string;
  readonly onBehalfOf: string;
  readonly rule: string;
  readonly due: string;
  readonly evidence: string;
  readonly noEvidence: string;
  readonly target: string;
  readonly attempts: string;
  readonly openTask: string;
  readonly historyCaption: string;
  readonly event: string;
  readonly events: Readonly<Record<'made' | 'cancelled' | 'withdrawn' | 'changed', string>>;
  readonly at: string;
  readonly eventId: string;
  readonly receipt: string;
  readonly receiptPage: string;
  readonly receiptDownload: string;
  readonly receiptProof: string;
  readonly receiptTitle: (name: string) => string;
  readonly receiptText: string;
  readonly receiptPrint: string;
  readonly issuedAt: string;
  readonly practiceVersion: string;
  readonly task: string;
  readonly signedReceipt: string;
  readonly signedReceiptHelp: string;
  readonly toDecision: string;
}

export const DECISIONS_TEXTS: Readonly<Record<TextLanguage, DecisionsTexts>> = {
  fi: {
    title: (found) => `Päätökset (${found})`,
    searchHeading: 'Hae päätöksiä',
    team: 'Tiimi',
    allTeams: 'Kaikki tiimit',
    decisionId: 'Päätöksen tunniste',
    decisionIdHelp: 'Tunnisteen alku riittää',
    rollUp: 'Tila',
    allRollUps: 'Kaikki tilat',
    rollUps: {
      open: 'Kesken',
      'needs-attention': 'Vaatii selvitystä',
      completed: 'Kaikki kirjattu',
      cancelled: 'Peruutettu',
      'nothing-to-record': 'Ei kirjattavaa',
    },
    system: 'Kohdejärjestelmä',
    allSystems: 'Kaikki järjestelmät',
    from: 'Saapunut alkaen',
    until: 'Saapunut viimeistään',
    search: 'Hae',
    clear: 'Poista suodattimet',
    clientHeading: 'Hae henkilötunnuksella',
    clientHelp: 'Jokainen haku kirjataan lokiin. Henkilötunnusta ei tallenneta hakuun eikä osoitteeseen.',
    identityCode: 'Henkilötunnus',
    searchClient: 'Hae henkilötunnuksella',
    clientTitle: (found) => `Asiakkaan päätökset (${found})`,
    clientNone: 'Henkilötunnuksella ei löytynyt päätöksiä. Hakukin kirjattiin lokiin.',
    searchAgain: 'Takaisin hakuun',
    caption: 'Päätökset, uusin ensin',
    none: 'Yhtään päätöstä ei ole vielä saapunut.',
    noneFiltered: 'Haulla ei löytynyt päätöksiä.',
    wrongDate: 'Anna päivä muodossa vvvv-kk-pp',
    wrongPeriod: 'Alkupäivä on loppupäivän jälkeen',
    wrongId: 'Tunnisteessa voi olla kirjaimia, numeroita, pisteitä, viivoja ja alaviivoja',
    identityCodeInId: 'Henkilötunnuksella haetaan omalla lomakkeellaan. Tätä hakua ei tehty.',
    wrongIdentityCode: 'Tarkista henkilötunnus: muoto tai tarkistusmerkki ei täsmää',
    unknownChoice: 'Valitse listalta',
    decision: 'Päätös',
    takenAt: 'Saapunut',
    tasks: 'Tehtäviä',
    recorded: 'Kirjattu',
    newestEvidence: 'Viimeisin todiste',
    state: 'Tila',
    pageTitle: (name) => `Päätös ${name}`,
    version: 'Versio',
    completeness: 'Kirjausten tilanne',
    completenessText: (recorded, all) => `${recorded} kirjattu, tehtäviä ${all}`,
    warnings: 'Huomautukset',
    erased: (date) => `Päätöksen tekstit on poistettu ${date}. Kirjausten tila ja loki ovat tallella.`,
    dutiesCaption: 'Kirjaustehtävät kaikista versioista',
    noDuties: 'Päätöksestä ei seuraa kirjaustehtäviä.',
    record: 'Kirjaus',
    operation: 'Toimi',
    channel: 'Tapa',
    recorder: 'Kirjaaja (osallistujan tunniste)',
    onBehalfOf: 'Puolesta',
    rule: 'Sääntö',
    due: 'Viimeistään',
    evidence: 'Todiste',
    noEvidence: 'Ei vielä',
    target: 'Tunniste kohteessa',
    attempts: 'Yrityksiä',
    openTask: 'Avaa kirjaustehtävä',
    historyCaption: 'Versiot ja tapahtumat, vanhin ensin',
    event: 'Tapahtuma',
    events: {
      made: 'Päätös tai sen korjaus',
      cancelled: 'Päätös peruutettu',
      withdrawn: 'Suostumus peruttu',
      changed: 'Asiakasvastaava vaihtunut',
    },
    at: 'Aika',
    eventId: 'Tapahtuman tunniste',
    receipt: 'Kirjauskuitti',
    receiptPage: 'Avaa tulostettava kirjauskuitti',
    receiptDownload: 'Lataa kirjauskuitti (JSON)',
    receiptProof: 'Avaa lokitodisteet',
    receiptTitle: (name) => `Kirjauskuitti: päätös ${name}`,
    receiptText: 'Kuitti luettelee päätöksen kaikki kirjaustehtävät ja niiden tilan kuitin antohetkellä.',
    receiptPrint: 'Tulosta selaimen tulostustoiminnolla.',
    issuedAt: 'Annettu',
    practiceVersion: 'Kirjauskäytännön versio',
    task: 'Kirjaustehtävä',
    signedReceipt: 'Allekirjoitettu kuitti',
    signedReceiptHelp: 'Allekirjoituksen voi tarkistaa julkisilla avaimilla ilman tätä palvelua.',
    toDecision: 'Takaisin päätökseen',
  },
  sv: {
    title: (found) => `Beslut (${found})`,
    searchHeading: 'Sök beslut',
    team: 'Team',
    allTeams: 'Alla team',
    decisionId: 'Beslutets beteckning',
    decisionIdHelp: 'Början av beteckningen räcker',
    rollUp: 'Läge',
    allRollUps: 'Alla lägen',
    rollUps: {
      open: 'Pågår',
      'needs-attention': 'Kräver utredning',
      completed: 'Allt antecknat',
      cancelled: 'Upphävt',
      'nothing-to-record': 'Inget att anteckna',
    },
    system: 'Målsystem',
    allSystems: 'Alla system',
    from: 'Inkommit från och med',
    until: 'Inkommit senast',
    search: 'Sök',
    clear: 'Ta bort filtren',
    clientHeading: 'Sök med personbeteckning',
    clientHelp:
      'Varje sökning antecknas i loggen. Personbeteckningen sparas varken i sökningen eller i adressen.',
    identityCode: 'Personbeteckning',
    searchClient: 'Sök med personbeteckning',
    clientTitle: (found) => `Klientens beslut (${found})`,
    clientNone: 'Inga beslut hittades med personbeteckningen. Också sökningen antecknades i loggen.',
    searchAgain: 'Tillbaka till sökningen',
    caption: 'Beslut, det nyaste först',
    none: 'Inget beslut har ännu kommit in.',
    noneFiltered: 'Inga beslut hittades med sökningen.',
    wrongDate: 'Ange dagen i formen åååå-mm-dd',
    wrongPeriod: 'Den första dagen är efter den sista',
    wrongId: 'Beteckningen får ha bokstäver, siffror, punkter, bindestreck och understreck',
    identityCodeInId:
      'Sökning med personbeteckning görs på sin egen blankett. Den här sökningen gjordes inte.',
    wrongIdentityCode: 'Kontrollera personbeteckningen: formen eller kontrolltecknet stämmer inte',
    unknownChoice: 'Välj ur listan',
    decision: 'Beslut',
    takenAt: 'Inkommit',
    tasks: 'Uppgifter',
    recorded: 'Antecknade',
    newestEvidence: 'Senaste bevis',
    state: 'Läge',
    pageTitle: (name) => `Beslut ${name}`,
    version: 'Version',
    completeness: 'Läget för anteckningarna',
    completenessText: (recorded, all) => `${recorded} antecknade, uppgifter ${all}`,
    warnings: 'Anmärkningar',
    erased: (date) => `Beslutets texter har raderats ${date}. Anteckningarnas läge och loggen finns kvar.`,
    dutiesCaption: 'Dokumentationsuppgifter från alla versioner',
    noDuties: 'Beslutet medför inga dokumentationsuppgifter.',
    record: 'Anteckning',
    operation: 'Åtgärd',
    channel: 'Sätt',
    recorder: 'Antecknare (deltagarens beteckning)',
    onBehalfOf: 'För',
    rule: 'Regel',
    due: 'Senast',
    evidence: 'Bevis',
    noEvidence: 'Inte ännu',
    target: 'Beteckning i målsystemet',
    attempts: 'Försök',
    openTask: 'Öppna dokumentationsuppgiften',
    historyCaption: 'Versioner och händelser, den äldsta först',
    event: 'Händelse',
    events: {
      made: 'Beslut eller rättelse',
      cancelled: 'Beslutet upphävt',
      withdrawn: 'Samtycket återkallat',
      changed: 'Klientansvarig bytt',
    },
    at: 'Tid',
    eventId: 'Händelsens beteckning',
    receipt: 'Anteckningskvitto',
    receiptPage: 'Öppna kvittot för utskrift',
    receiptDownload: 'Ladda ner kvittot (JSON)',
    receiptProof: 'Öppna loggbevisen',
    receiptTitle: (name) => `Anteckningskvitto: beslut ${name}`,
    receiptText: 'Kvittot räknar upp beslutets alla dokumentationsuppgifter och deras läge när kvittot gavs.',
    receiptPrint: 'Skriv ut med webbläsarens utskriftsfunktion.',
    issuedAt: 'Givet',
    practiceVersion: 'Dokumentationspraxisens version',
    task: 'Dokumentationsuppgift',
    signedReceipt: 'Undertecknat kvitto',
    signedReceiptHelp: 'Underskriften kan kontrolleras med offentliga nycklar utan den här tjänsten.',
    toDecision: 'Tillbaka till beslutet',
  },
  en: {
    title: (found) => `Decisions (${found})`,
    searchHeading: 'Search decisions',
    team: 'Team',
    allTeams: 'All teams',
    decisionId: 'Decision id',
    decisionIdHelp: 'The beginning of the id is enough',
    rollUp: 'State',
    allRollUps: 'All states',
    rollUps: {
      open: 'Under way',
      'needs-attention': 'Needs attention',
      completed: 'All recorded',
      cancelled: 'Cancelled',
      'nothing-to-record': 'Nothing to record',
    },
    system: 'Target system',
    allSystems: 'All systems',
    from: 'Arrived from',
    until: 'Arrived until',
    search: 'Search',
    clear: 'Clear filters',
    clientHeading: 'Search by identity code',
    clientHelp: 'Every search is logged. The identity code is kept neither in the search nor in the address.',
    identityCode: 'Personal identity code',
    searchClient: 'Search by identity code',
    clientTitle: (found) => `Decisions of the client (${found})`,
    clientNone: 'No decisions were found by this identity code. This search was logged too.',
    searchAgain: 'Back to the search',
    caption: 'Decisions, newest first',
    none: 'No decision has arrived yet.',
    noneFiltered: 'The search found no decisions.',
    wrongDate: 'Give the day as yyyy-mm-dd',
    wrongPeriod: 'The first day is after the last one',
    wrongId: 'An id may have letters, digits, dots, hyphens and underscores',
    identityCodeInId: 'Identity codes are searched by their own form. This search was not made.',
    wrongIdentityCode: 'Check the identity code: its form or its check character is wrong',
    unknownChoice: 'Choose from the list',
    decision: 'Decision',
    takenAt: 'Arrived',
    tasks: 'Tasks',
    recorded: 'Recorded',
    newestEvidence: 'Newest evidence',
    state: 'State',
    pageTitle: (name) => `Decision ${name}`,
    version: 'Version',
    completeness: 'State of the records',
    completenessText: (recorded, all) => `${recorded} recorded, tasks ${all}`,
    warnings: 'Remarks',
    erased: (date) => `The decision’s texts were erased on ${date}. The records’ state and the log are kept.`,
    dutiesCaption: 'Recording tasks of all versions',
    noDuties: 'No recording tasks follow from the decision.',
    record: 'Record',
    operation: 'Operation',
    channel: 'Way',
    recorder: 'Recorder (participant’s id)',
    onBehalfOf: 'On behalf of',
    rule: 'Rule',
    due: 'Due',
    evidence: 'Evidence',
    noEvidence: 'Not yet',
    target: 'Id in the system',
    attempts: 'Attempts',
    openTask: 'Open the recording task',
    historyCaption: 'Versions and events, oldest first',
    event: 'Event',
    events: {
      made: 'Decision or its correction',
      cancelled: 'Decision cancelled',
      withdrawn: 'Consent withdrawn',
      changed: 'Case manager changed',
    },
    at: 'Time',
    eventId: 'Event id',
    receipt: 'Recording receipt',
    receiptPage: 'Open the printable receipt',
    receiptDownload: 'Download the receipt (JSON)',
    receiptProof: 'Open the log’s proofs',
    receiptTitle: (name) => `Recording receipt: decision ${name}`,
    receiptText: 'The receipt lists all recording tasks of the decision and their state when it was issued.',
    receiptPrint: 'Print it by your browser.',
    issuedAt: 'Issued',
    practiceVersion: 'Version of the practice',
    task: 'Recording task',
    signedReceipt: 'Signed receipt',
    signedReceiptHelp: 'The signature can be checked by public keys without this service.',
    toDecision: 'Back to the decision',
  },
};
