import { all, attribute, only, type XmlTree } from '#cda';
import type { Judge } from './element-checks.js';

type Path = readonly string[];

/** What envelope and document say of the same, each where the two have it. */
const SAME: readonly (readonly [envelope: Path, document: Path, name: string])[] = [
  ...(
    [
      [['id'], 'root'],
      [['setId'], 'root'],
      [['code'], 'code'],
      [['effectiveTime'], 'value'],
      [['confidentialityCode'], 'code'],
      [['languageCode'], 'code'],
      [['versionNumber'], 'value'],
      [['inFulfillmentOf', 'order', 'id'], 'root'],
      [['relatedDocument', 'parentDocument', 'id'], 'root'],
      [['relatedDocument', 'parentDocument', 'setId'], 'root'],
      [['relatedDocument', 'parentDocument', 'versionNumber'], 'value'],
    ] as const
  ).map(([path, name]) => [path, path, name] as const),
  [['recordTarget', 'patient', 'id'], ['recordTarget', 'patientRole', 'id'], 'root'],
  [['recordTarget', 'patient', 'id'], ['recordTarget', 'patientRole', 'id'], 'extension'],
  [['componentOf', 'encounterEvent', 'id'], ['componentOf', 'encompassingEncounter', 'id'], 'root'],
  [
    ['custodian', 'assignedCustodian', 'representedOrganization', 'id'],
    ['custodian', 'assignedCustodian', 'representedCustodianOrganization', 'id'],
    'root',
  ],
];

/** The envelope repeats the document's header: it must say the same (interfaces.md, sections 1.3 and 7). */
export function checkAgreement(envelope: XmlTree, document: XmlTree, findings: Judge): void {
  for (const [inEnvelope, inDocument, name] of SAME) {
    const same = attribute(envelope, inEnvelope, name) === attribute(document, inDocument, name);
    findings.expect(same, 'integrity', `${inEnvelope.join('/')}/@${name}: frame and document differ`);
  }
  findings.expect(authors(envelope) === authors(document), 'integrity', 'author: frame and document differ');
}

function authors(parent: XmlTree): string {
  const ids = all(parent, 'author').map((author) => {
    const id = only(author, 'assignedAuthor', 'id')?.attributes;
    return [id?.get('root'), id?.get('extension')];
  });
  return JSON.stringify(ids);
}
