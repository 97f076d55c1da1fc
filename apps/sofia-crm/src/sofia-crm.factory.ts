import type { AdapterFactory } from '#recording';
import { createSofiaCrmAdapter } from './sofia-crm.adapter.js';
import { sofiaCrmCredentialsSchema } from './sofia-crm.config.js';

/** An endpoint's adapter, from its configuration file. */
export const sofiaCrmFactory: AdapterFactory = ({ address, concurrency, credentials }, secret) => {
  const { clientId, clientSecret } = sofiaCrmCredentialsSchema.parse({
    clientId: credentials.clientId,
    clientSecret: credentials.clientSecret,
  });
  return createSofiaCrmAdapter({
    address,
    clientId,
    clientSecret: secret(clientSecret),
    maxSockets: concurrency,
  });
};
