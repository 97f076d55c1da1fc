import type { ConsentForm, ConsentMethod, Handling, RecordKind, Role, Sector } from '../words.js';
import type { RecordLabel, RecordWords } from './record-words.js';

/** The closed sets of words as people read them in a record. Each table's texts must differ from each other. */

export const RECORD_TITLES: Readonly<Record<RecordKind, string>> = {
  consent: 'Suostumus työkyvyn tuen tiimin käsittelyyn',
  recommendation: 'Työkyvyn tuen tiimin suositukset',
  measures: 'Työkyvyn tuen tiimissä sovitut toimenpiteet',
  plan: 'Työkyvyn tuen suunnitelma',
  'case-note': 'Työkyvyn tuen tiimin asiakaskirjaus',
  'contact-note': 'Työkyvyn tuen tiimin yhteydenottokirjaus',
  visit: 'Vastaanottokäynti',
  statistics: 'Tilastomerkintä työkyvyn tuen tiimin käsittelystä',
  'case-manager': 'Asiakasvastaava',
};

export const HANDLING_WORDS: Readonly<Record<Handling, string>> = {
  meeting: 'tiimin kokous',
  'joint-reception': 'yhteisvastaanotto',
  'paper-consultation': 'paperikonsultaatio',
  'anonymous-consultation': 'anonyymi konsultaatio',
};

export const CONSENT_FORM_WORDS: Readonly<Record<ConsentForm, string>> = {
  'work-ability-team': 'työkyvyn tuen tiimin suostumuslomake',
  'employment-services': 'työllisyyspalveluiden suostumuslomake',
  'team-privacy-form': 'tiimin oma tietosuojalomake',
};

export const CONSENT_METHOD_WORDS: Readonly<Record<ConsentMethod, string>> = {
  written: 'kirjallinen',
  electronic: 'sähköinen',
  oral: 'suullinen',
};

export const SECTOR_WORDS: Readonly<Record<Sector, string>> = {
  health: 'terveydenhuolto',
  social: 'sosiaalihuolto',
  employment: 'työllisyyspalvelut',
  benefits: 'etuudet (Kela)',
  other: 'muut tahot',
};

export const ROLE_WORDS: Readonly<Record<Role, string>> = {
  physician: 'lääkäri',
  nurse: 'sairaanhoitaja',
  'public-health-nurse': 'terveydenhoitaja',
  'mental-health-nurse': 'mielenterveyshoitaja',
  'practical-nurse': 'lähihoitaja',
  'social-worker': 'sosiaalityöntekijä',
  'social-counsellor': 'sosiaaliohjaaja',
  'employment-specialist': 'työllisyysasiantuntija',
  'te-specialist': 'TE-asiantuntija',
  'kela-specialist': 'Kelan asiantuntija',
  'career-counsellor': 'uraohjaaja',
  'job-coach': 'työhönvalmentaja',
  'work-ability-coordinator': 'työkykykoordinaattori',
  'rehabilitative-work-instructor': 'kuntouttavan työtoiminnan ohjaaja',
  'project-worker': 'hanketyöntekijä',
  'occupational-health-professional': 'työterveyshuollon ammattilainen',
  'pension-insurer-specialist': 'työeläkelaitoksen asiantuntija',
  'relative-or-support-person': 'läheinen tai tukihenkilö',
  other: 'muu asiantuntija',
};

const LABELS: Readonly<Record<RecordLabel, string>> = {
  handled: 'Käsitelty',
  caseManager: 'Asiakasvastaava',
  visitStarted: 'Käynti alkoi',
  visitText: 'Käyntiteksti',
  handling: 'Käsittelytapa',
  name: 'Nimi',
  role: 'Tehtävä',
  organisation: 'Organisaatio',
  phone: 'Puhelin',
  consentId: 'Suostumuksen tunnus',
  givenOn: 'Annettu',
  validUntil: 'Voimassa',
  form: 'Lomake',
  method: 'Antotapa',
  withdrawnAt: 'Peruutettu',
  mayBeTold: 'Tietoja saa luovuttaa',
  nobody: 'Ei millekään taholle',
  reviewOn: 'Suunnitelma tarkistetaan',
  workAbilityStatement: 'Työkyvyn vaikutus työllistymiseen',
  summary: 'Yhteenveto',
  goals: 'Tavoitteet',
  services: 'Suositellut palvelut',
  suggestion: 'Suositus',
  neededStatement: 'Tarvittava lausunto',
  measures: 'Sovitut toimenpiteet',
  responsible: 'Vastuutaho',
  dueOn: 'Määräaika',
};

/** What adapters write: records are kept in Finnish. */
export const FINNISH_WORDS: RecordWords = {
  titles: RECORD_TITLES,
  handlings: HANDLING_WORDS,
  consentForms: CONSENT_FORM_WORDS,
  consentMethods: CONSENT_METHOD_WORDS,
  sectors: SECTOR_WORDS,
  roles: ROLE_WORDS,
  labels: LABELS,
  clock: 'klo',
  until: (day) => `${day} asti`,
  statement: (kind) => `${kind}-lausunto`,
};
