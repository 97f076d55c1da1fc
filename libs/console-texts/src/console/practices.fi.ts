import type { DutyFact, NamedPerson, ParticipantFunction, PlanChange, PracticeRefusal } from '#domain';

export interface PracticesTexts {
  readonly title: string;
  readonly intro: string;
  readonly none: string;
  readonly listCaption: string;
  readonly list: Readonly<Record<'team' | 'version' | 'rules' | 'handlings' | 'consent', string>>;
  readonly consentRequired: string;
  readonly consentNotRequired: string;
  readonly pageTitle: (name: string) => string;
  readonly facts: Readonly<Record<'team' | 'version' | 'handlings', string>>;
  readonly matrix: string;
  readonly noRules: string;
  readonly matrixCaption: string;
  readonly matrixColumns: Readonly<
    Record<'record' | 'system' | 'recorder' | 'condition' | 'more' | 'rule', string>
  >;
  readonly always: string;
  readonly ownSystem: string;
  readonly otherwise: (where: string) => string;
  readonly inOrder: (first: string, next: string) => string;
  readonly functions: Readonly<Record<ParticipantFunction, string>>;
  readonly persons: Readonly<Record<NamedPerson, string>>;
  readonly withRight: (role: string) => string;
  readonly conditions: {
    readonly typClient: string;
    readonly noTypClient: string;
    readonly handling: (handlings: string) => string;
    readonly attends: (role: string) => string;
  };
  readonly after: (rules: string) => string;
  readonly visibleToClient: string;
  readonly carries: Readonly<Record<'every' | 'services', string>>;
  readonly ownSystems: string;
  readonly ownSystemsInForce: string;
  readonly ownSystemsNotIn: (handlings: string) => string;
  readonly ownSystemsAbsent: string;
  readonly ownCaption: string;
  readonly ownColumns: Readonly<Record<'role' | 'system', string>>;
  readonly noDuty: string;
  readonly rightNeeded: string;
  readonly prohibitions: string;
  readonly prohibited: (system: string) => string;
  readonly prohibitedExcept: (system: string, records: string) => string;
  readonly consent: string;
  readonly consentRules: {
    readonly required: string;
    readonly notRequired: string;
    readonly form: (form: string) => string;
    readonly anyForm: string;
    readonly inWriting: string;
    readonly oralIsEnough: string;
    readonly recordsWithdrawal: string;
  };
  readonly deadlines: string;
  readonly deadline: (what: string, days: number) => string;
  readonly history: string;
  readonly historyCaption: string;
  readonly noHistory: string;
  readonly inForce: string;
  readonly historyColumns: Readonly<Record<'version' | 'decisions' | 'first' | 'last', string>>;
  readonly tryOut: {
    readonly title: string;
    readonly help: string;
    readonly yaml: string;
    readonly yamlHelp: string;
    readonly days: string;
    readonly dayCount: (days: number) => string;
    readonly submit: string;
    readonly empty: string;
    readonly refused: (count: number) => string;
    readonly place: (line: number, column: number) => string;
    readonly allowed: (values: string) => string;
    readonly result: string;
    readonly counted: (version: string, decisions: number, different: number) => string;
    readonly cut: (most: number) => string;
    readonly same: string;
    readonly nothingStored: string;
    readonly caption: string;
    readonly columns: Readonly<Record<'what' | 'record' | 'facts' | 'count' | 'decisions', string>>;
    readonly more: (count: number) => string;
  };
  readonly changes: Readonly<Record<PlanChange['change'], string>>;
  readonly refusedBy: Readonly<Record<'old' | 'new', string>>;
  readonly refusals: Readonly<Record<PracticeRefusal, string>>;
  readonly dutyFacts: Readonly<Record<DutyFact, string>>;
}

export const PRACTICES_FI: PracticesTexts = {
  title: 'Kirjauskäytännöt',
  intro:
    'Kirjauskäytäntö sanoo, mitä tiimin päätöksestä kirjataan, mihin, kenen nimissä ja millä suostumuksella. Käytännöt ovat asetustiedostoja; täällä niitä luetaan ja kokeillaan, ei muuteta.',
  none: 'Yhdellekään tiimille ei ole asetettu kirjauskäytäntöä.',
  listCaption: 'Tiimit ja niiden kirjauskäytännöt',
  list: {
    team: 'Tiimi',
    version: 'Versio',
    rules: 'Sääntöjä',
    handlings: 'Käsittelytavat',
    consent: 'Suostumus',
  },
  consentRequired: 'vaaditaan',
  consentNotRequired: 'ei vaadita',
  pageTitle: (name) => `Kirjauskäytäntö: ${name}`,
  facts: { team: 'Tunniste', version: 'Versio', handlings: 'Käsittelytavat' },
  matrix: 'Mitä kirjataan ja mihin',
  noRules: 'Käytännössä ei ole sääntöjä: päätöksistä ei tule sääntöjen mukaisia kirjauksia.',
  matrixCaption: 'Säännöt siinä järjestyksessä kuin ne käydään läpi',
  matrixColumns: {
    record: 'Kirjaus',
    system: 'Kohde',
    recorder: 'Kirjaaja',
    condition: 'Ehto',
    more: 'Lisäksi',
    rule: 'Sääntö',
  },
  always: 'aina',
  ownSystem: 'kirjaajan oma järjestelmä',
  otherwise: (where) => `Jos heitä ei ole: ${where}`,
  inOrder: (first, next) => `${first}, ellei ole: ${next}`,
  functions: {
    chair: 'puheenjohtaja',
    secretary: 'sihteeri',
    convener: 'koollekutsuja',
    presenter: 'esittelijä',
  },
  persons: {
    'visit-physician': 'käynnin lääkäri',
    referrer: 'lähettäjä',
    'case-manager': 'asiakasvastaava',
  },
  withRight: (role) => `${role}, jolla on käyttöoikeus`,
  conditions: {
    typClient: 'asiakas on TYP-asiakas',
    noTypClient: 'asiakas ei ole TYP-asiakas',
    handling: (handlings) => `käsittelytapa: ${handlings}`,
    attends: (role) => `mukana on ${role}`,
  },
  after: (rules) => `vasta näiden jälkeen: ${rules}`,
  visibleToClient: 'näkyy asiakkaalle',
  carries: { every: 'kaikki suositukset kokonaan', services: 'muiden alojen suosituksista vain palvelu' },
  ownSystems: 'Oman järjestelmän sääntö',
  ownSystemsInForce: 'Jokaiselle mukana olleelle tulee kirjaus hänen omaan järjestelmäänsä.',
  ownSystemsNotIn: (handlings) => `Sääntö ei ole voimassa näissä: ${handlings}.`,
  ownSystemsAbsent: 'Sääntö ei ole voimassa tässä tiimissä.',
  ownCaption: 'Kunkin roolin oma järjestelmä; ensimmäinen, jonka ehdot täyttyvät',
  ownColumns: { role: 'Rooli', system: 'Oma järjestelmä' },
  noDuty: 'ei kirjausvelvollisuutta',
  rightNeeded: 'jos hänellä on käyttöoikeus',
  prohibitions: 'Kiellot',
  prohibited: (system) => `${system}: mitään ei saa kirjata.`,
  prohibitedExcept: (system, records) => `${system}: saa kirjata vain nämä: ${records}.`,
  consent: 'Suostumus',
  consentRules: {
    required: 'Suostumus vaaditaan: ilman sitä kirjataan vain lakisääteinen käyntimerkintä.',
    notRequired: 'Suostumusta ei vaadita; annettua suostumusta noudatetaan.',
    form: (form) => `Vain tämä lomake kelpaa: ${form}.`,
    anyForm: 'Mikä tahansa suostumuslomake kelpaa.',
    inWriting: 'Suostumuksen on oltava kirjallinen tai sähköinen.',
    oralIsEnough: 'Myös suullinen suostumus kelpaa.',
    recordsWithdrawal: 'Suostumuksen peruminen kirjataan sinne, missä suostumus on.',
  },
  deadlines: 'Määräajat',
  deadline: (what, days) => `${what}: ${days} ${days === 1 ? 'työpäivä' : 'työpäivää'} päätöksestä`,
  history: 'Versiot',
  historyCaption: 'Käytännön versiot, joilla tallessa olevat päätökset suunniteltiin',
  noHistory: 'Tiimin päätöksiä ei ole vielä suunniteltu millään versiolla.',
  inForce: 'voimassa',
  historyColumns: {
    version: 'Versio',
    decisions: 'Päätösversioita',
    first: 'Ensimmäisen kerran',
    last: 'Viimeksi',
  },
  tryOut: {
    title: 'Mitä muuttuisi?',
    help: 'Liitä muutettu kirjauskäytäntö. Tallessa olevat päätökset suunnitellaan sillä uudelleen ja ero näytetään. Mitään ei tallenneta eikä kirjata; kokeilusta jää merkintä lokiin.',
    yaml: 'Muutettu kirjauskäytäntö (YAML)',
    yamlHelp: 'Koko tiedosto sellaisena kuin se olisi kansiossa config/teams.',
    days: 'Päätökset ajalta',
    dayCount: (days) => `${days} viime päivää`,
    submit: 'Näytä, mitä muuttuisi',
    empty: 'Liitä kirjauskäytäntö ensin.',
    refused: (count) => `Käytäntöä ei voi käyttää: virheitä ${count}`,
    place: (line, column) => `rivi ${line}, sarake ${column}`,
    allowed: (values) => `Sallitut: ${values}`,
    result: 'Mitä muuttuisi',
    counted: (version, decisions, different) =>
      `Versiolla ${version} suunniteltiin uudelleen ${decisions} päätöstä. Toisin suunniteltaisiin ${different}.`,
    cut: (most) => `Päätöksiä on enemmän: vain ${most} ensimmäistä suunniteltiin.`,
    same: 'Mikään ei muuttuisi.',
    nothingStored: 'Mitään ei tallennettu.',
    caption: 'Mikä muuttuisi ja missä päätöksissä',
    columns: {
      what: 'Muutos',
      record: 'Kirjaus',
      facts: 'Mikä siinä',
      count: 'Päätöksiä',
      decisions: 'Päätökset',
    },
    more: (count) => `ja ${count} muuta`,
  },
  changes: { added: 'tulee lisää', removed: 'jää pois', changed: 'muuttuu' },
  refusedBy: { old: 'nykyinen käytäntö ei ota vastaan', new: 'muutettu käytäntö ei ota vastaan' },
  refusals: { 'unknown-team': 'tiimiä ei ole', 'handling-not-allowed': 'käsittelytapaa ei sallita' },
  dutyFacts: {
    rule: 'sääntö',
    recorder: 'kirjaaja',
    channel: 'automaattisesti tai käsin',
    onBehalfOf: 'kenen puolesta',
    after: 'järjestys',
    visibleToClient: 'näkyvyys asiakkaalle',
    withheld: 'suostumuksen ehto',
    dueAt: 'määräaika',
    content: 'sisältö',
  },
};
