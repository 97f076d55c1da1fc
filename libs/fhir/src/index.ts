export { FhirClient, type FhirCall, type FhirClientOptions } from './fhir-client.js';
export type { FhirAnswer, FhirReply } from './fhir-reply.js';
export { UnusableClientKey } from './fhir.errors.js';
export {
  bundleUrl,
  businessIdOid,
  isResourceId,
  oidUrn,
  organizationIdentifier,
  patientReference,
} from './identifiers.js';
export type * from './r4.js';
export { identifierValue, readKeySearch, type KeySearch } from './searchset.js';
export { conditionalCreate, plainCreate, transactionBundle, versionedUpdate } from './transaction-bundle.js';
export { readTransactionResponse, type EntryResponse } from './transaction-response.js';
