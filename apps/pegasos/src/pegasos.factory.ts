import type { AdapterFactory } from '#recording';
import { createPegasosAdapter } from './pegasos.adapter.js';
import { pegasosOptionsSchema } from './pegasos.config.js';

/** An endpoint's adapter, from its configuration file. */
export const pegasosFactory: AdapterFactory = (endpoint, secret) => {
  const { address, concurrency, custodian, options } = endpoint;
  const { certificateAuthority } = endpoint.credentials;
  const ours = Object.entries(options).filter(([name]) => name in pegasosOptionsSchema.shape);
  return createPegasosAdapter({
    address,
    maxConnections: concurrency,
    options: pegasosOptionsSchema.parse({
      ...Object.fromEntries(ours),
      ...(custodian !== undefined && { registerHolder: custodian }),
    }),
    ...(certificateAuthority !== undefined && { certificateAuthority: secret(certificateAuthority) }),
  });
};
