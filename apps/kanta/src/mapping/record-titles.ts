import type { RecordKind } from '#domain';

/** Finnish titles, as a professional and the client see them in the list of documents. */
export const TITLES: Readonly<Record<RecordKind, string>> = {
  consent: 'Suostumus moniammatilliseen käsittelyyn',
  recommendation: 'Työkykytiimin suositus',
  measures: 'Työkykytiimissä sovitut toimenpiteet',
  plan: 'Työkyvyn tuen suunnitelma',
  'case-note': 'Työkykytiimin asiakaskirjaus',
  'contact-note': 'Työkykytiimin yhteydenottokirjaus',
  visit: 'Käynti työkykytiimissä',
  statistics: 'Työkykytiimin tilastomerkintä',
  'case-manager': 'Asiakasvastaava',
};
