/** A code with its code system, as HL7 V3 carries it. */
export interface Coded {
  readonly code: string;
  readonly system: string;
  readonly systemName?: string;
  readonly displayName?: string;
}

/** OIDs of the code systems and identifiers in Finnish documents (interfaces.md, sections 1.3 to 1.8). */
export const OIDS = {
  personalIdentityCode: '1.2.246.21',
  interaction: '2.16.840.1.113883.1.6',
  trigger: '2.16.840.1.113883.1.18',
  serviceRequest: '1.2.246.537.5.40157.2008',
  replacementReason: '1.2.246.537.5.40178.2008',
  acknowledgementDetail: '1.2.246.537.5.40112.2006',
  view: '1.2.246.537.6.12.2002',
  phase: '1.2.246.537.6.13.2006',
  heading: '1.2.246.537.6.14.2006',
} as const;

const coded =
  (system: string, systemName: string) =>
  (code: string, displayName: string): Coded => ({ code, system, systemName, displayName });

const archiveName = 'eArkisto - ';

/** Values seen in real documents (the same section). */
export const CODES = {
  confidential: coded('1.2.246.777.5.99902.2006', 'KanTa-palvelut - Asiakirjan luottamuksellisuus')(
    '5',
    'Terveydenhuollon salassapidettävä',
  ),
  legallyAuthenticated: coded('1.2.246.537.5.40115.2006', 'KanTa-palvelut - Dokumentin valmiusaste 2006')(
    'LA',
    'Legally authenticated',
  ),
  active: coded('1.2.246.537.5.40116.2006', 'KanTa-palvelut - Dokumentin arkistointikoodi 2006')(
    'AC',
    'Active',
  ),
  correction: coded(OIDS.replacementReason, `${archiveName}Asiakirjan korvauksen syy 2008`)('1', 'Korjaus'),
  cdaR2: coded('1.2.246.537.5.40179.2008', `${archiveName}Asiakirjan tiedostomuoto`)('1', 'CDA R2'),
  narrative: coded('1.2.246.537.5.5001.2011', 'Asiakirjan tyyppi')('1', 'Kertomusteksti'),
  serviceEvent: coded('1.2.246.537.5.5001.2011', 'Asiakirjan tyyppi')('4', 'Palvelutapahtuma-asiakirja'),
  readyToArchive: coded('1.2.246.537.5.40154.2008', `${archiveName}Asiakirjan valmistumisen tila`)(
    '3',
    'Arkistointivalmis',
  ),
  publicCustodian: coded('1.2.246.537.5.40172.2008', `${archiveName}Rekisterinpitäjän laji 2008`)(
    '1',
    'Julkinen',
  ),
  outpatient: coded('1.2.246.537.5.40156.2008', `${archiveName}Palvelutapahtuman luokka`)('2', 'Avohoito'),
  primaryEvent: coded('1.2.246.537.5.40180.2008', `${archiveName}Palvelutapahtuman ensisijaisuus`)(
    '1',
    'Ensisijainen',
  ),
  retainedFor12Years: coded('1.2.246.537.5.40158.2008', `${archiveName}Säilytysaikaluokka`)(
    '2',
    '12 v. potilaan kuolemasta tai 120 v. syntymästä',
  ),
  systemSignature: coded('1.2.246.537.5.40127.2006', 'KanTa-palvelut - Sähköisen allekirjoituksen tyyppi')(
    '3',
    'Järjestelmäallekirjoitus / perusjärjestelmä',
  ),
  archiveOwnDocuments: coded(OIDS.serviceRequest, `${archiveName}Arkistosanomien palvelupyynnöt 2008`)(
    'PP1',
    'Arkistoi palvelujen antajan omia asiakirjoja',
  ),
  entryAuthor: coded('1.2.246.537.5.40006.2003', `${archiveName}tekninen CDA R2 henkilötarkennin`)(
    'MER',
    'Merkinnän tekijä',
  ),
} as const;
