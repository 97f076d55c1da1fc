import { all, releaseDateOf, type XmlTree } from '#cda';
import { checkAgreement as checkCommonAgreement } from '../stand-in/medical-records/check-agreement.js';
import { FIRST_FAULT, refuseUnless } from './refusal.js';

/** The envelope repeats the document's header: it must say the same (interfaces.md, section 1.3). */
export function checkAgreement(envelope: XmlTree, document: XmlTree): void {
  checkCommonAgreement(envelope, document, FIRST_FAULT);
  refuseUnless(templates(envelope) === templates(document), 'integrity', 'templateId');
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
