import type { AdapterFactory } from '#recording';
import { createKantaAdapter } from './kanta.adapter.js';
import { archiveSettingsSchema, kantaCredentialsSchema } from './kanta.config.js';

/** An endpoint's adapter, from its configuration file. */
export const kantaFactory: AdapterFactory = (endpoint, secret) => {
  const { clientKey, clientCertificate, certificateAuthority, signingKey, signingCertificate } =
    kantaCredentialsSchema.parse(endpoint.credentials);
  return createKantaAdapter({
    address: endpoint.address,
    settings: archiveSettingsSchema.parse({ custodian: endpoint.custodian, ...endpoint.options.archive }),
    archivedByLifecare: endpoint.archivedByLifecare ?? false,
    tls: {
      key: secret(clientKey),
      certificate: secret(clientCertificate),
      serverAuthority: secret(certificateAuthority),
    },
    signing: { key: secret(signingKey), certificate: secret(signingCertificate) },
    maxSockets: endpoint.concurrency,
  });
};
