import type { FastifyInstance } from 'fastify';
import type { Faults } from '../stand-in/faults.js';
import { FHIR_JSON, takeDown } from './fhir-guard.js';
import { CONTENT_TYPES, RESOURCE_TYPES } from './resources/resource-types.js';
import { addressedAs, SCOPE, TOKEN_PATH } from './token-routes.js';

interface ConformanceService {
  readonly faults: Faults;
  readonly base: () => string;
  readonly startedAt: string;
}

/** What the server says of itself, to anybody. */
export function conformanceRoutes(
  app: FastifyInstance,
  { faults, base, startedAt }: ConformanceService,
): void {
  app.addHook('onRequest', async (request, reply) => {
    takeDown(faults, request, reply);
  });
  app.get('/.well-known/smart-configuration', (request) => smartConfiguration(addressedAs(request)));
  app.get('/metadata', (_request, reply) =>
    reply.type(FHIR_JSON).send(JSON.stringify(capabilityStatement(base(), startedAt))),
  );
}

/** SMART App Launch 2.2, conformance; what a backend service needs. */
function smartConfiguration(base: string): object {
  return {
    token_endpoint: base + TOKEN_PATH,
    grant_types_supported: ['client_credentials'],
    token_endpoint_auth_methods_supported: ['private_key_jwt'],
    token_endpoint_auth_signing_alg_values_supported: ['ES384'],
    scopes_supported: [SCOPE],
    capabilities: ['client-confidential-asymmetric', 'permission-v2'],
  };
}

function capabilityStatement(base: string, startedAt: string): object {
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    date: startedAt,
    kind: 'instance',
    implementation: {
      description:
        'A strict stand-in for development and tests, on public standards (HL7 FHIR R4, SMART Backend Services, ' +
        'Finnish base profiles). It is not the API of any vendor, and holds no real clients.',
      url: `${base}/fhir`,
    },
    fhirVersion: '4.0.1',
    format: ['application/fhir+json'],
    rest: [
      {
        mode: 'server',
        security: {
          service: [
            {
              coding: [
                {
                  system: 'http://terminology.hl7.org/CodeSystem/restful-security-service',
                  code: 'SMART-on-FHIR',
                },
              ],
            },
          ],
        },
        resource: RESOURCE_TYPES.map(resourceCapability),
        interaction: [{ code: 'transaction' }],
      },
    ],
  };
}

function resourceCapability(type: (typeof RESOURCE_TYPES)[number]): object {
  const content = CONTENT_TYPES.some((one) => one === type);
  const names = content ? ['identifier', 'status', 'patient.identifier'] : ['identifier'];
  return {
    type,
    interaction: ['read', 'vread', 'history-instance', 'search-type'].map((code) => ({ code })),
    versioning: content ? 'versioned-update' : 'versioned',
    readHistory: true,
    updateCreate: false,
    conditionalCreate: true,
    searchParam: names.map((name) => ({ name, type: 'token' })),
  };
}
