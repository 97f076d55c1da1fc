import type { X509Certificate } from 'node:crypto';
import { FINLAND, all, verifySignature, type XmlTree } from '#cda';
import { checkIdentity, type DocumentIdentity } from '../stand-in/medical-records/check-identity.js';
import {
  checkCode,
  checkOrder,
  many,
  maybe,
  oidAt,
  one,
} from '../stand-in/medical-records/element-checks.js';
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

/** The header; what it says counts only where nothing was found. */
export function checkDocument(document: XmlTree, findings: Findings): DocumentIdentity {
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
  checkLocalHeader(document, findings);
  return checkIdentity(document, 'nonXMLBody', findings);
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
