import { all, attribute, only, releaseDateOf, type XmlTree } from '#cda';
import { refuseUnless } from './refusal.js';

/** What envelope and document say of the same; each is where the two have it. */
const SAME: readonly (readonly [path: readonly string[], name: string])[] = [
  [['id'], 'root'],
  [['code'], 'code'],
  [['effectiveTime'], 'value'],
  [['confidentialityCode'], 'code'],
  [['languageCode'], 'code'],
  [['setId'], 'root'],
  [['versionNumber'], 'value'],
  [['inFulfillmentOf', 'order', 'id'], 'root'],
  [['relatedDocument', 'parentDocument', 'id'], 'root'],
  [['relatedDocument', 'parentDocument', 'setId'], 'root'],
  [['relatedDocument', 'parentDocument', 'versionNumber'], 'value'],
];
const CALLED_OTHERWISE: readonly (readonly [
  envelope: readonly string[],
  document: readonly string[],
  name: string,
])[] = [
  [['recordTarget', 'patient', 'id'], ['recordTarget', 'patientRole', 'id'], 'root'],
  [['recordTarget', 'patient', 'id'], ['recordTarget', 'patientRole', 'id'], 'extension'],
  [['componentOf', 'encounterEvent', 'id'], ['componentOf', 'encompassingEncounter', 'id'], 'root'],
  [
    ['custodian', 'assignedCustodian', 'representedOrganization', 'id'],
    ['custodian', 'assignedCustodian', 'representedCustodianOrganization', 'id'],
    'root',
  ],
];

/** The envelope repeats the document's header: it must say the same (interfaces.md, section 1.3). */
export function checkAgreement(envelope: XmlTree, document: XmlTree): void {
  const places = [...SAME.map(([path, name]) => [path, path, name] as const), ...CALLED_OTHERWISE];
  for (const [inEnvelope, inDocument, name] of places) {
    const same = attribute(envelope, inEnvelope, name) === attribute(document, inDocument, name);
    refuseUnless(same, 'integrity', inEnvelope.join('/'));
  }
  refuseUnless(templates(envelope) === templates(document), 'integrity', 'templateId');
  refuseUnless(authors(envelope) === authors(document), 'integrity', 'author');
  refuseUnless(
    releaseDateOf(envelope) === releaseDateOf(document),
    'integrity',
    'releaseDateForPatientViewing',
  );
}

function templates(parent: XmlTree): string {
  const ids = all(parent, 'templateId').map(({ attributes }) => [
    attributes.get('root'),
    attributes.get('extension'),
  ]);
  return JSON.stringify(ids);
}

function authors(parent: XmlTree): string {
  const ids = all(parent, 'author').map((author) => {
    const id = only(author, 'assignedAuthor', 'id')?.attributes;
    return [id?.get('root'), id?.get('extension')];
  });
  return JSON.stringify(ids);
}
