import type { AdapterFactory } from '#recording';
import { createPegasosAdapter } from './pegasos.adapter.js';
import { pegasosCredentialsSchema, pegasosOptionsSchema } from './pegasos.config.js';

/** An endpoint's adapter, from its configuration file. */
export const pegasosFactory: AdapterFactory = (endpoint, secret) => {
  const { address, concurrency, custodian, options } = endpoint;
  const credentials = pegasosCredentialsSchema.parse(endpoint.credentials);
  const { certificateAuthority } = credentials;
  const ours = Object.entries(options).filter(([name]) => name in pegasosOptionsSchema.shape);
  return createPegasosAdapter({
    address,
    maxConnections: concurrency,
    options: pegasosOptionsSchema.parse({
      ...Object.fromEntries(ours),
      ...(custodian !== undefined && { registerHolder: custodian }),
    }),
    tls: {
      ...(certificateAuthority !== undefined && { certificateAuthority: secret(certificateAuthority) }),
      ...('client' in credentials && {
        client: { key: secret(credentials.client.key), certificate: secret(credentials.client.certificate) },
      }),
    },
  });
};
