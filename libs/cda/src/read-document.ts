import type { DocumentVersion, InstanceId } from './clinical-document.js';
import { all, attribute, only, textIn, type XmlTree } from './xml-tree.js';

/** What a document's header says of itself, as far as it is there. */
export interface ReadHeader extends Partial<Omit<DocumentVersion, 'versionNumber'>> {
  readonly versionNumber?: string;
  readonly patient?: Partial<InstanceId>;
}

/** @returns undefined for what is no CDA R2 document */
export function readHeader(document: XmlTree): ReadHeader | undefined {
  if (document.name !== 'ClinicalDocument') return undefined;
  const id = attribute(document, ['id'], 'root');
  const setId = attribute(document, ['setId'], 'root');
  const versionNumber = attribute(document, ['versionNumber'], 'value');
  const patient = only(document, 'recordTarget', 'patientRole', 'id')?.attributes;
  const root = patient?.get('root');
  const extension = patient?.get('extension');
  return {
    ...(id !== undefined && { id }),
    ...(setId !== undefined && { setId }),
    ...(versionNumber !== undefined && { versionNumber }),
    ...(patient !== undefined && {
      patient: { ...(root !== undefined && { root }), ...(extension !== undefined && { extension }) },
    }),
  };
}

/** The sections of the body with all within them, in document order; none where the body has another format. */
export function sectionsOf(document: XmlTree): readonly XmlTree[] {
  return within(only(document, 'component', 'structuredBody'));
}

function within(parent: XmlTree | undefined): readonly XmlTree[] {
  return all(parent, 'component')
    .flatMap((component) => all(component, 'section'))
    .flatMap((section) => [section, ...within(section)]);
}

/** The texts of the document, each as it was before its lines became paragraphs. */
export function narrativesOf(document: XmlTree): readonly string[] {
  return sectionsOf(document)
    .map((section) => only(section, 'text'))
    .filter((text) => text !== undefined)
    .map((text) => all(text, 'paragraph').map(textIn).join('\n'));
}
