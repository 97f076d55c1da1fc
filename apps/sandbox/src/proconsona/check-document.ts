import type { X509Certificate } from 'node:crypto';
import { FINLAND, all, only, verifySignature, type XmlTree } from '#cda';
import { FinnishSSN } from 'finnish-ssn';
import { many, maybe, one } from '../kanta/element-rules.js';
import { checkCode, checkOrder, oidAt, versionAt } from './element-checks.js';
import type { Findings } from './findings.js';

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
  one('retentionPeriodClass'),
];

export interface CheckedDocument {
  readonly id: string;
  readonly setId: string;
  readonly version: number;
  readonly patient: { readonly root: string; readonly extension: string };
  /** Of the version that is replaced. */
  readonly parent?: { readonly id: string; readonly setId: string; readonly version: number };
}

/** The header; what it says counts only where nothing was found. */
export function checkDocument(document: XmlTree, findings: Findings): CheckedDocument {
  const check = { findings, refusal: 'document' } as const;
  const elements = document.children.filter((child) => typeof child !== 'string');
  findings.expect(document.name === 'ClinicalDocument', 'document', 'ClinicalDocument');
  const last = elements.slice(-2).map(({ name }) => name);
  findings.expect(last.join(' ') === 'localHeader component', 'document', 'ClinicalDocument/component');
  checkOrder({ ...document, children: elements.slice(0, -2) }, HEADER, check);
  checkCode(document, ['realmCode'], { codes: ['FI'] }, check);
  checkCode(document, ['code'], {}, check);
  checkCode(document, ['confidentialityCode'], {}, check);
  oidAt(document, ['custodian', 'assignedCustodian', 'representedCustodianOrganization', 'id'], check);
  oidAt(document, ['componentOf', 'encompassingEncounter', 'id'], check);
  const id = oidAt(document, ['id'], check);
  const setId = oidAt(document, ['setId'], check);
  const version = versionAt(document, ['versionNumber'], check);
  const parent = parentOf(document, findings);
  findings.expect((version === 1) === (setId === id), 'document', 'setId');
  findings.expect((version === 1) === (parent === undefined), 'document', 'relatedDocument');
  const body = only(document, 'component', 'nonXMLBody');
  findings.expect(body?.attributes.get('ID') === `OID${id}.0`, 'document', 'nonXMLBody');
  checkLocalHeader(document, findings);
  const patient = patientOf(document, findings);
  return { id, setId, version, patient, ...(parent !== undefined && { parent }) };
}

function checkLocalHeader(document: XmlTree, findings: Findings): void {
  const local = all(document, 'localHeader', FINLAND)[0];
  if (local === undefined) {
    findings.add('document', 'localHeader');
    return;
  }
  checkOrder(local, LOCAL_HEADER, { findings, refusal: 'document' }, FINLAND);
  const status = all(local, 'recordStatus', FINLAND)[0]?.attributes.get('code');
  findings.expect(status === '3', 'document', 'localHeader/recordStatus');
}

function parentOf(document: XmlTree, findings: Findings): CheckedDocument['parent'] {
  const related = all(document, 'relatedDocument')[0];
  if (related === undefined) return undefined;
  const check = { findings, refusal: 'document' } as const;
  findings.expect(related.attributes.get('typeCode') === 'RPLC', 'document', 'relatedDocument');
  return {
    id: oidAt(related, ['parentDocument', 'id'], check),
    setId: oidAt(related, ['parentDocument', 'setId'], check),
    version: versionAt(related, ['parentDocument', 'versionNumber'], check),
  };
}

/** Every artificial code (individual number 900-999) and every temporary id below an organisation is known. */
function patientOf(document: XmlTree, findings: Findings): CheckedDocument['patient'] {
  const id = only(document, 'recordTarget', 'patientRole', 'id')?.attributes;
  const root = id?.get('root') ?? '';
  const extension = id?.get('extension') ?? '';
  if (root !== '1.2.246.21') {
    const isTemporary = /^[0-2](\.[0-9]+)+\.22\.[0-9]{4}$/.test(root) && extension.trim() !== '';
    findings.expect(isTemporary, 'document', 'recordTarget');
  } else if (!FinnishSSN.validate(extension)) {
    findings.add('document', 'recordTarget');
  } else {
    findings.expect(/^[0-9]{6}[-+A-Y]9[0-9]{2}.$/.test(extension), 'unknown-client', 'recordTarget');
  }
  return { root, extension };
}

/** @param authority who must have issued the certificate of the signature */
export function checkSignature(
  source: Buffer,
  id: string,
  { authority, findings }: { readonly authority: X509Certificate; readonly findings: Findings },
): void {
  const finding = verifySignature(source.toString('utf8'), id);
  if (finding.kind === 'invalid') {
    findings.add('signature', finding.code);
    return;
  }
  const { certificate } = finding;
  const isIssued = certificate.checkIssued(authority) && certificate.verify(authority.publicKey);
  findings.expect(isIssued, 'signature', 'authority');
}
