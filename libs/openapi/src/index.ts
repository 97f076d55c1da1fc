export { UnusableOpenApiDocument, type ContractFault } from './contract-fault.js';
export type { ReadContent } from './message-content.js';
export { OpenApiDocument, type FoundOperation } from './openapi-document.js';
export type { Operation, SeenAnswer, SeenRequest } from './operation.js';
