import { CODES, OIDS, type ClinicalDocument, type DocumentHeader } from '../src/index.js';

/** Letters of the languages of Finland, of other planes of Unicode, and of the formats' own brackets. */
export const DIFFICULT_TEXT =
  'Åke Öhman, Áile Čáŋđ-Šukŋa 👩🏽‍⚕️ 𐍈 <a href="x">&amp;]]></a> |^~\\& \t"\'%00\r\nrivi 2\n';

const ROOT = '1.2.246.10.99900011';

/** A document of artificial persons that breaks no rule; `different` replaces parts of its header. */
export function aDocument(different: Partial<DocumentHeader> = {}, text = DIFFICULT_TEXT): ClinicalDocument {
  const id = `${ROOT}.93.1`;
  const header: DocumentHeader = {
    templateIds: [{ root: '1.2.246.777.5.1', extension: '2018.10.3' }, { root: '1.2.246.777.11.2015.38' }],
    id,
    setId: id,
    versionNumber: 1,
    code: { code: '2', system: '1.2.246.537.5.40150.2009', displayName: 'Julkinen terveydenhuolto' },
    title: 'Työkykytiimin suositus',
    effectiveTime: '20260302101500+0200',
    confidentiality: CODES.confidential,
    patient: {
      id: { root: OIDS.personalIdentityCode, extension: '010594Y9032' },
      familyName: 'Ensimmäinen',
      givenName: 'Testi',
    },
    authors: [{ id: { root: '1.2.246.537.26', extension: '00000000001' }, name: 'Liisa Lääkäri' }],
    custodian: { oid: `${ROOT}.19.0`, name: 'Testikunta' },
    fulfils: '2.25.1',
    encounter: { id: `${ROOT}.16.2026.1` },
    local: {
      contents: [{ code: 'YLE', system: OIDS.view, displayName: 'Yleislääketiede' }],
      fileFormat: CODES.cdaR2,
      software: { moderator: 'Kuittaus', product: 'Kuittaus', version: '0.1.0' },
      documentType: CODES.narrative,
      functionCode: { code: '06.00', system: '1.2.246.537.6.300.2010' },
      recordStatus: CODES.readyToArchive,
      custodianType: CODES.publicCustodian,
      retention: CODES.retainedFor12Years,
      releaseDate: '20260302',
    },
    ...different,
  };
  const heading = {
    code: { code: '98', system: OIDS.heading },
    translation: { code: 'recommendation', system: '2.25.2' },
    title: 'Suunnitelma',
    text,
    entries: [{ code: { code: 'measures.0.text', system: '2.25.3' }, value: DIFFICULT_TEXT }],
  };
  const author = { name: 'Liisa Lääkäri', function: CODES.entryAuthor, at: '20260302101500+0200' };
  const view = { code: { code: 'YLE', system: OIDS.view }, author, sections: [heading] };
  return { header, body: { kind: 'structured', sections: [view] } };
}
