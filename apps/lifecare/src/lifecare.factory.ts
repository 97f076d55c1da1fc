import type { AdapterFactory } from '#recording';
import { createLifecareAdapter } from './lifecare.adapter.js';
import { lifecareCredentialsSchema, lifecareOptionsSchema } from './lifecare.config.js';

/** An endpoint's adapter, from its configuration file. */
export const lifecareFactory: AdapterFactory = (endpoint, secret) => {
  const { clientId, privateKey } = lifecareCredentialsSchema.parse({
    clientId: endpoint.credentials.clientId,
    privateKey: endpoint.credentials.clientKey,
  });
  return createLifecareAdapter({
    address: endpoint.address,
    clientId,
    privateKeyPem: secret(privateKey),
    maxSockets: endpoint.concurrency,
    ...lifecareOptionsSchema.parse({
      ...(endpoint.custodian === undefined ? {} : { registerHolder: endpoint.custodian }),
      archivesToKanta: endpoint.options.archivesToKanta,
    }),
  });
};
