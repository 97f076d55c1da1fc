import { all, only, type XmlTree } from '#cda';
import { FinnishSSN } from 'finnish-ssn';
import { oidAt, versionAt, type Judge } from './element-checks.js';

/** Which document it is, of whom, and in the place of which. */
export interface DocumentIdentity {
  readonly id: string;
  readonly setId: string;
  readonly version: number;
  readonly patient: { readonly root: string; readonly extension: string };
  /** Of the version that is replaced. */
  readonly parent?: { readonly id: string; readonly setId: string; readonly version: number };
}

/** Rules that the schema does not have: it lets a missing setId and any id root pass. */
export function checkIdentity(
  document: XmlTree,
  body: 'structuredBody' | 'nonXMLBody',
  findings: Judge,
): DocumentIdentity {
  const check = { findings, refusal: 'document' } as const;
  const id = oidAt(document, ['id'], check);
  const setId = oidAt(document, ['setId'], check);
  const version = versionAt(document, ['versionNumber'], check);
  const parent = parentOf(document, findings);
  findings.expect((version === 1) === (setId === id), 'document', 'setId');
  findings.expect((version === 1) === (parent === undefined), 'document', 'relatedDocument');
  const element = only(document, 'component', body);
  findings.expect(element?.attributes.get('ID') === `OID${id}.0`, 'document', body);
  const patient = patientOf(document, findings);
  return { id, setId, version, patient, ...(parent !== undefined && { parent }) };
}

function parentOf(document: XmlTree, findings: Judge): DocumentIdentity['parent'] {
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
function patientOf(document: XmlTree, findings: Judge): DocumentIdentity['patient'] {
  const id = only(document, 'recordTarget', 'patientRole', 'id')?.attributes;
  const root = id?.get('root') ?? '';
  const extension = id?.get('extension') ?? '';
  if (root !== '1.2.246.21') {
    const isTemporary = /^[0-2](\.[0-9]+)+\.22\.[0-9]{4}$/.test(root) && extension.trim() !== '';
    findings.expect(isTemporary, 'document', 'recordTarget');
  } else if (FinnishSSN.validate(extension)) {
    findings.expect(/^[0-9]{6}[-+A-Y]9[0-9]{2}.$/.test(extension), 'unknown-client', 'recordTarget');
  } else {
    findings.expect(false, 'document', 'recordTarget');
  }
  return { root, extension };
}
