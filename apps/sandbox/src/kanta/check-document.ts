import { attribute, FINLAND, all, only, type XmlTree } from '#cda';
import { FinnishSSN } from 'finnish-ssn';
import { coded, inOrder, many, maybe, oidAt, one } from './element-rules.js';
import { refuseUnless } from './refusal.js';

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

export interface CheckedDocument {
  readonly id: string;
  readonly setId: string;
  readonly version: number;
  readonly patient: { readonly root: string; readonly extension: string };
  readonly serviceEvent: string;
  readonly fulfils?: string;
  readonly kind: 'content' | 'service-event';
  /** Of the version that is replaced. */
  readonly parent?: { readonly id: string; readonly setId: string; readonly version: number };
}

/** Rules of the archive's own: the schema lets a missing setId, a missing local header and any id root pass. */
export function checkDocument(document: XmlTree): CheckedDocument {
  const elements = document.children.filter((child) => typeof child !== 'string');
  refuseUnless(document.name === 'ClinicalDocument' && elements.length > 2, 'document', document.name);
  inOrder({ ...document, children: elements.slice(0, -2) }, HEADER, { refusal: 'document' });
  refuseUnless(attribute(document, ['realmCode'], 'code') === 'FI', 'document', 'realmCode');
  coded(document, ['code'], { system: '1.2.246.537.5.40150.2009' }, 'document');
  coded(document, ['confidentialityCode'], { system: '1.2.246.777.5.99902.2006' }, 'document');
  oidAt(document, ['custodian', 'assignedCustodian', 'representedCustodianOrganization', 'id'], 'document');
  const id = oidAt(document, ['id'], 'document');
  const setId = oidAt(document, ['setId'], 'document');
  const version = versionAt(document, ['versionNumber']);
  const parent = parentOf(document);
  refuseUnless((version === 1) === (setId === id), 'document', 'setId');
  refuseUnless((version === 1) === (parent === undefined), 'document', 'relatedDocument');
  const body = only(document, 'component', 'structuredBody');
  refuseUnless(body?.attributes.get('ID') === `OID${id}.0`, 'document', 'structuredBody');
  const fulfils = attribute(document, ['inFulfillmentOf', 'order', 'id'], 'root');
  return {
    id,
    setId,
    version,
    patient: patientOf(document),
    serviceEvent: oidAt(document, ['componentOf', 'encompassingEncounter', 'id'], 'document'),
    kind: checkLocalHeader(document),
    ...(fulfils !== undefined && { fulfils }),
    ...(parent !== undefined && { parent }),
  };
}

function checkLocalHeader(document: XmlTree): CheckedDocument['kind'] {
  const local = all(document, 'localHeader', FINLAND)[0];
  refuseUnless(local !== undefined, 'document', 'localHeader');
  inOrder(local, LOCAL_HEADER, { refusal: 'document', namespace: FINLAND });
  const codeOf = (name: string): string | undefined => all(local, name, FINLAND)[0]?.attributes.get('code');
  refuseUnless(codeOf('fileFormat') === '1', 'document', 'localHeader/fileFormat');
  refuseUnless(codeOf('recordStatus') === '3', 'document', 'localHeader/recordStatus');
  const type = codeOf('documentType');
  refuseUnless(type === '1' || type === '4', 'document', 'localHeader/documentType');
  return type === '4' ? 'service-event' : 'content';
}

function parentOf(document: XmlTree): CheckedDocument['parent'] {
  const related = all(document, 'relatedDocument')[0];
  if (related === undefined) return undefined;
  refuseUnless(related.attributes.get('typeCode') === 'RPLC', 'document', 'relatedDocument');
  return {
    id: oidAt(related, ['parentDocument', 'id'], 'document'),
    setId: oidAt(related, ['parentDocument', 'setId'], 'document'),
    version: versionAt(related, ['parentDocument', 'versionNumber']),
  };
}

function versionAt(parent: XmlTree, path: readonly string[]): number {
  const value = attribute(parent, path, 'value') ?? '';
  refuseUnless(/^[1-9][0-9]{0,8}$/.test(value), 'document', path.join('/'));
  return Number(value);
}

/** Every artificial code (individual number 900-999) and every temporary id below an organisation is known. */
function patientOf(document: XmlTree): CheckedDocument['patient'] {
  const id = only(document, 'recordTarget', 'patientRole', 'id')?.attributes;
  const root = id?.get('root') ?? '';
  const extension = id?.get('extension') ?? '';
  if (root !== '1.2.246.21') {
    const isTemporary = /^[0-2](\.[0-9]+)+\.22\.[0-9]{4}$/.test(root) && extension.trim() !== '';
    refuseUnless(isTemporary, 'document', 'recordTarget');
    return { root, extension };
  }
  refuseUnless(FinnishSSN.validate(extension), 'document', 'recordTarget');
  refuseUnless(/^[0-9]{6}[-+A-Y]9[0-9]{2}.$/.test(extension), 'unknown-client', 'recordTarget');
  return { root, extension };
}
