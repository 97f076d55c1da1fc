/** R4 elements as far as audit events use them. */
export interface Coding {
  readonly system: string;
  readonly code: string;
  readonly display?: string;
}

export interface CodeableConcept {
  readonly coding: readonly Coding[];
}

/** Nobody is resolved by it: an identifier, and of what type of resource. */
export interface Reference {
  readonly type?: string;
  readonly identifier: { readonly system: string; readonly value: string };
}

const DICOM = 'http://dicom.nema.org/resources/ontology/DCM';
const RESTFUL = 'http://hl7.org/fhir/restful-interaction';
const SNOMED = 'http://snomed.info/sct';

export const EXPORT: Coding = { system: DICOM, code: '110106', display: 'Export' };
export const IMPORT: Coding = { system: DICOM, code: '110107', display: 'Import' };
export const REST: Coding = {
  system: 'http://terminology.hl7.org/CodeSystem/audit-event-type',
  code: 'rest',
  display: 'RESTful Operation',
};
export const DISCLOSE: Coding = {
  system: 'http://terminology.hl7.org/CodeSystem/iso-21089-lifecycle',
  code: 'disclose',
  display: 'Disclose Record Lifecycle Event',
};
export const CREATE: Coding = { system: RESTFUL, code: 'create', display: 'create' };
export const UPDATE: Coding = { system: RESTFUL, code: 'update', display: 'update' };
export const READ: Coding = { system: RESTFUL, code: 'read', display: 'read' };

export const SOURCE_ROLE: Coding = { system: DICOM, code: '110153', display: 'Source Role ID' };
export const DESTINATION_ROLE: Coding = { system: DICOM, code: '110152', display: 'Destination Role ID' };
export const CUSTODIAN: Coding = {
  system: SNOMED,
  code: '159541003',
  display: 'Record keeping/library clerk',
};
/** The patient in person: by the consent. */
export const AUTHORIZER: Coding = { system: SNOMED, code: '429577009', display: 'Patient Advocate' };
export const USER: Coding = {
  system: 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType',
  code: 'IRCP',
  display: 'information recipient',
};
export const AUTHOR: Coding = {
  system: 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType',
  code: 'AUT',
  display: 'author (originator)',
};

const ENTITY_TYPE = 'http://terminology.hl7.org/CodeSystem/audit-entity-type';
const OBJECT_ROLE = 'http://terminology.hl7.org/CodeSystem/object-role';
export const PERSON: Coding = { system: ENTITY_TYPE, code: '1', display: 'Person' };
export const SYSTEM_OBJECT: Coding = { system: ENTITY_TYPE, code: '2', display: 'System Object' };
export const PATIENT_ROLE: Coding = { system: OBJECT_ROLE, code: '1', display: 'Patient' };
export const REPORT_ROLE: Coding = { system: OBJECT_ROLE, code: '3', display: 'Report' };
export const SECURITY_RESOURCE_ROLE: Coding = {
  system: OBJECT_ROLE,
  code: '13',
  display: 'Security Resource',
};

export const APPLICATION_SERVER: Coding = {
  system: 'http://terminology.hl7.org/CodeSystem/security-source-type',
  code: '4',
  display: 'Application Server',
};

/** URI, of R4's kinds of network addresses. */
export const NETWORK_URI = '5';
