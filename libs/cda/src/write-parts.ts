import type { Author, DocumentHeader, InstanceId, LocalHeader, Organisation } from './clinical-document.js';
import type { Coded } from './code-systems.js';
import { node, type XmlNode } from './xml-writer.js';

/** Parts that the document's header and the message's envelope have in common. */

export const HL7 = 'urn:hl7-org:v3';
export const FINLAND = 'urn:hl7finland';

export function codeNode(
  name: string,
  { code, system, systemName, displayName }: Coded,
  children: readonly XmlNode[] = [],
): XmlNode {
  return node(name, { code, codeSystem: system, codeSystemName: systemName, displayName }, children);
}

export function idNode(name: string, { root, extension }: InstanceId): XmlNode {
  return node(name, { extension, root });
}

export function authorNode({ id, name, organisation }: Author, more: readonly XmlNode[] = []): XmlNode {
  const time = more.length > 0 ? [] : [node('time', { nullFlavor: 'NA' })];
  return node('author', {}, [
    ...more,
    ...time,
    node('assignedAuthor', {}, [
      id === undefined ? node('id', { nullFlavor: 'NA' }) : idNode('id', id),
      node('assignedPerson', {}, [node('name', {}, [name])]),
      ...(organisation === undefined
        ? []
        : [node('representedOrganization', {}, organisationParts(organisation))]),
    ]),
  ]);
}

export function organisationParts({ oid, name }: Organisation): readonly XmlNode[] {
  return [...(oid === undefined ? [] : [node('id', { root: oid })]), node('name', {}, [name])];
}

export function patientName({ familyName, givenName }: DocumentHeader['patient']): XmlNode {
  return node('name', {}, [node('family', {}, [familyName]), node('given', {}, [givenName])]);
}

export function relatedDocument({ replaces }: DocumentHeader): readonly XmlNode[] {
  if (replaces === undefined) return [];
  const { id, setId, versionNumber } = replaces;
  const parent = node('parentDocument', { classCode: 'DOCCLIN', moodCode: 'EVN' }, [
    node('id', { root: id }),
    node('setId', { root: setId }),
    node('versionNumber', { value: String(versionNumber) }),
  ]);
  return [node('relatedDocument', { typeCode: 'RPLC' }, [parent])];
}

export function fulfilledOrder({ fulfils }: DocumentHeader): readonly XmlNode[] {
  if (fulfils === undefined) return [];
  return [node('inFulfillmentOf', {}, [node('order', {}, [node('id', { root: fulfils })])])];
}

/** @param custodianTypeName spelt differently in the envelope and in the document (interfaces.md, section 1.8) */
export function localHeaderNode(
  local: LocalHeader,
  custodianTypeName: 'custodianTypeCode' | 'custodianTypecode',
  signature: readonly XmlNode[] = [],
): XmlNode {
  const { software, contents, encounterClass, encounterRank, releaseDate } = local;
  return node('localHeader', { xmlns: FINLAND }, [
    node(
      'tableOfContents',
      {},
      contents.map((code) => codeNode('contentsCode', code)),
    ),
    codeNode('fileFormat', local.fileFormat),
    node('softwareSupport', { ...software }, [`${software.product} ${software.version}`]),
    codeNode('documentType', local.documentType),
    codeNode('functionCode', local.functionCode),
    codeNode('recordStatus', local.recordStatus),
    ...signature,
    codeNode(custodianTypeName, local.custodianType),
    ...(encounterClass === undefined ? [] : [codeNode('encompassingEncounterCode', encounterClass)]),
    ...(encounterRank === undefined ? [] : [codeNode('encompassingEncounterMasterCode', encounterRank)]),
    codeNode('retentionPeriodClass', local.retention),
    ...(releaseDate === undefined ? [] : [node('releaseDateForPatientViewing', { value: releaseDate })]),
  ]);
}
