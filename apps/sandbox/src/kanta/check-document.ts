import { attribute, FINLAND, all, type XmlTree } from '#cda';
import { checkIdentity, type DocumentIdentity } from '../stand-in/medical-records/check-identity.js';
import {
  checkCode,
  checkOrder,
  many,
  maybe,
  oidAt,
  one,
} from '../stand-in/medical-records/element-checks.js';
import { FIRST_FAULT, refuseUnless } from './refusal.js';

const CHECK = { findings: FIRST_FAULT, refusal: 'document' } as const;

const HEADER = [
  one('realmCode'),
  one('typeId'),
  many('templateId'),
  one('id'),
  one('code'),
  one('title'),
  one('effectiveTime'),
  one('confidentialityCode'),
  one('languageCode'),
  one('setId'),
  one('versionNumber'),
  one('recordTarget'),
  many('author'),
  one('custodian'),
  many('inFulfillmentOf', 0),
  maybe('relatedDocument'),
  one('componentOf'),
];
const LOCAL_HEADER = [
  one('tableOfContents'),
  one('fileFormat'),
  one('softwareSupport'),
  one('documentType'),
  one('functionCode'),
  one('recordStatus'),
  one('signatureCollection'),
  one('custodianTypeCode'),
  maybe('encompassingEncounterCode'),
  maybe('encompassingEncounterMasterCode'),
  one('retentionPeriodClass'),
  maybe('releaseDateForPatientViewing'),
];

export interface CheckedDocument extends DocumentIdentity {
  readonly serviceEvent: string;
  readonly fulfils?: string;
  readonly kind: 'content' | 'service-event';
}

/** Rules of the archive's own: the schema lets a missing local header pass. */
export function checkDocument(document: XmlTree): CheckedDocument {
  const elements = document.children.filter((child) => typeof child !== 'string');
  refuseUnless(document.name === 'ClinicalDocument' && elements.length > 2, 'document', document.name);
  checkOrder({ ...document, children: elements.slice(0, -2) }, HEADER, CHECK);
  checkCode(document, ['realmCode'], { codes: ['FI'] }, CHECK);
  checkCode(document, ['code'], { system: '1.2.246.537.5.40150.2009' }, CHECK);
  checkCode(document, ['confidentialityCode'], { system: '1.2.246.777.5.99902.2006' }, CHECK);
  oidAt(document, ['custodian', 'assignedCustodian', 'representedCustodianOrganization', 'id'], CHECK);
  const fulfils = attribute(document, ['inFulfillmentOf', 'order', 'id'], 'root');
  return {
    ...checkIdentity(document, 'structuredBody', FIRST_FAULT),
    serviceEvent: oidAt(document, ['componentOf', 'encompassingEncounter', 'id'], CHECK),
    kind: checkLocalHeader(document),
    ...(fulfils !== undefined && { fulfils }),
  };
}

function checkLocalHeader(document: XmlTree): CheckedDocument['kind'] {
  const local = all(document, 'localHeader', FINLAND)[0];
  refuseUnless(local !== undefined, 'document', 'localHeader');
  checkOrder(local, LOCAL_HEADER, CHECK, FINLAND);
  const codeOf = (name: string): string | undefined => all(local, name, FINLAND)[0]?.attributes.get('code');
  refuseUnless(codeOf('fileFormat') === '1', 'document', 'localHeader/fileFormat');
  refuseUnless(codeOf('recordStatus') === '3', 'document', 'localHeader/recordStatus');
  const type = codeOf('documentType');
  refuseUnless(type === '1' || type === '4', 'document', 'localHeader/documentType');
  return type === '4' ? 'service-event' : 'content';
}
