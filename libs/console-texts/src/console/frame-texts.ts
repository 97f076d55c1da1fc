import type { TextLanguage } from '../text-language.js';

/** The parts of the console that every page shares: what each leads to is decided by roles. */
export const CONSOLE_AREAS = [
  'worklist',
  'decisions',
  'queues',
  'log',
  'practices',
  'developers',
  'help',
] as const;
export type ConsoleArea = (typeof CONSOLE_AREAS)[number];

/** What stands round every page. */
export interface FrameTexts {
  readonly skip: string;
  readonly areas: Readonly<Record<ConsoleArea, string>>;
  readonly navigation: string;
  readonly language: string;
  readonly languages: Readonly<Record<TextLanguage, string>>;
  readonly environments: Readonly<Record<'embedded' | 'test' | 'production', string>>;
  readonly signIn: string;
  readonly signOut: string;
  readonly roles: Readonly<
    Record<'team-app' | 'developer' | 'participant' | 'deputy' | 'sysadmin' | 'auditor', string>
  >;
  readonly accessibility: string;
  readonly feedback: string;
  readonly updated: (time: string) => string;
  readonly stopUpdates: string;
  readonly startUpdates: string;
  readonly idleTitle: string;
  readonly idleText: (minutes: number) => string;
  readonly idleExtend: string;
  readonly idleExtended: string;
  readonly queuesUnavailable: string;
  readonly errorTitle: string;
  readonly errorSummary: string;
  readonly problem: {
    readonly all: string;
    readonly code: string;
    readonly status: string;
    readonly meaning: string;
    readonly cause: string;
    readonly cure: string;
  };
  readonly traceId: string;
  readonly back: string;
  readonly next: string;
  readonly optional: string;
  readonly copied: string;
  readonly copyFailed: string;
}

export const FRAME_TEXTS: Readonly<Record<TextLanguage, FrameTexts>> = {
  fi: {
    skip: 'Siirry sisältöön',
    areas: {
      worklist: 'Työlista',
      decisions: 'Päätökset',
      queues: 'Jonot',
      log: 'Loki',
      practices: 'Asetukset',
      developers: 'Kehittäjille',
      help: 'Ohjeet',
    },
    navigation: 'Päävalikko',
    language: 'Kieli',
    languages: { fi: 'Suomi', sv: 'Svenska', en: 'English' },
    environments: { embedded: 'KOKEILU', test: 'TESTI', production: '' },
    signIn: 'Kirjaudu sisään',
    signOut: 'Kirjaudu ulos',
    roles: {
      'team-app': 'tiimisovellus',
      developer: 'kehittäjä',
      participant: 'osallistuja',
      deputy: 'sijainen',
      sysadmin: 'pääkäyttäjä',
      auditor: 'tarkastaja',
    },
    accessibility: 'Saavutettavuusseloste',
    feedback: 'Anna palautetta',
    updated: (time) => `Päivitetty klo ${time}`,
    stopUpdates: 'Pysäytä päivitys',
    startUpdates: 'Jatka päivitystä',
    idleTitle: 'Istunto päättyy pian',
    idleText: (minutes) => `Istunto päättyy ${minutes} minuutin kuluttua, ellet jatka.`,
    idleExtend: 'Jatka istuntoa',
    idleExtended: 'Istunto jatkuu',
    queuesUnavailable: 'Jonotiedot eivät ole saatavilla. Tiedot ovat pääkirjasta ja ajan tasalla.',
    errorTitle: 'Jokin meni vikaan',
    errorSummary: 'Tarkista nämä kohdat',
    problem: {
      all: 'Virhekoodit',
      code: 'Koodi',
      status: 'HTTP-tila',
      meaning: 'Merkitys',
      cause: 'Mistä se johtuu',
      cure: 'Mitä tehdä',
    },
    traceId: 'Tapahtuman tunniste',
    back: 'Takaisin',
    next: 'Seuraavat',
    optional: 'valinnainen',
    copied: 'Teksti kopioitu leikepöydälle',
    copyFailed: 'Kopiointi ei onnistunut. Teksti on valittuna: kopioi se näppäimillä Ctrl+C.',
  },
  sv: {
    skip: 'Gå till innehållet',
    areas: {
      worklist: 'Arbetslista',
      decisions: 'Beslut',
      queues: 'Köer',
      log: 'Logg',
      practices: 'Inställningar',
      developers: 'För utvecklare',
      help: 'Anvisningar',
    },
    navigation: 'Huvudmeny',
    language: 'Språk',
    languages: { fi: 'Suomi', sv: 'Svenska', en: 'English' },
    environments: { embedded: 'PROV', test: 'TEST', production: '' },
    signIn: 'Logga in',
    signOut: 'Logga ut',
    roles: {
      'team-app': 'teamapplikation',
      developer: 'utvecklare',
      participant: 'deltagare',
      deputy: 'vikarie',
      sysadmin: 'systemadministratör',
      auditor: 'granskare',
    },
    accessibility: 'Tillgänglighetsutlåtande',
    feedback: 'Ge respons',
    updated: (time) => `Uppdaterad kl. ${time}`,
    stopUpdates: 'Stoppa uppdateringen',
    startUpdates: 'Fortsätt uppdateringen',
    idleTitle: 'Sessionen upphör snart',
    idleText: (minutes) => `Sessionen upphör om ${minutes} minuter om du inte fortsätter.`,
    idleExtend: 'Fortsätt sessionen',
    idleExtended: 'Sessionen fortsätter',
    queuesUnavailable:
      'Köuppgifterna är inte tillgängliga. Uppgifterna kommer från huvudboken och är aktuella.',
    errorTitle: 'Något gick fel',
    errorSummary: 'Kontrollera dessa punkter',
    problem: {
      all: 'Felkoder',
      code: 'Kod',
      status: 'HTTP-status',
      meaning: 'Betydelse',
      cause: 'Varför det händer',
      cure: 'Vad man gör',
    },
    traceId: 'Händelsens beteckning',
    back: 'Tillbaka',
    next: 'Nästa',
    optional: 'frivillig',
    copied: 'Texten kopierades till urklipp',
    copyFailed: 'Kopieringen lyckades inte. Texten är markerad: kopiera den med Ctrl+C.',
  },
  en: {
    skip: 'Skip to content',
    areas: {
      worklist: 'Worklist',
      decisions: 'Decisions',
      queues: 'Queues',
      log: 'Log',
      practices: 'Settings',
      developers: 'For developers',
      help: 'Help',
    },
    navigation: 'Main menu',
    language: 'Language',
    languages: { fi: 'Suomi', sv: 'Svenska', en: 'English' },
    environments: { embedded: 'TRIAL', test: 'TEST', production: '' },
    signIn: 'Sign in',
    signOut: 'Sign out',
    roles: {
      'team-app': 'team application',
      developer: 'developer',
      participant: 'participant',
      deputy: 'deputy',
      sysadmin: 'system administrator',
      auditor: 'auditor',
    },
    accessibility: 'Accessibility statement',
    feedback: 'Give feedback',
    updated: (time) => `Updated at ${time}`,
    stopUpdates: 'Stop updating',
    startUpdates: 'Resume updating',
    idleTitle: 'Your session ends soon',
    idleText: (minutes) => `Your session ends in ${minutes} minutes unless you continue.`,
    idleExtend: 'Continue the session',
    idleExtended: 'The session continues',
    queuesUnavailable:
      'Queue figures are not available. What is shown comes from the ledger and is up to date.',
    errorTitle: 'Something went wrong',
    errorSummary: 'Check these points',
    problem: {
      all: 'Error codes',
      code: 'Code',
      status: 'HTTP status',
      meaning: 'Meaning',
      cause: 'Why it happens',
      cure: 'What to do',
    },
    traceId: 'Trace id',
    back: 'Back',
    next: 'Next',
    optional: 'optional',
    copied: 'Text copied to the clipboard',
    copyFailed: 'Copying failed. The text is selected: copy it with Ctrl+C.',
  },
};
