export { SCHEMA_SET, SigningWorkshop, XMLLINT, XMLSEC } from './public-tools.js';
export { schemaFaults, xmllintFaults, type PublicTool } from './public-tools.js';
