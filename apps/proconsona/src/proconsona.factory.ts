import { DocumentSigner } from '#cda';
import type { AdapterFactory, RecordSystemAdapter } from '#recording';
import { SoapClient, type MutualTls, type ServerTrust } from '#soap';
import { ProconsonaAdapter } from './proconsona.adapter.js';
import {
  proconsonaCredentialsSchema,
  socialArchiveSchema,
  type SocialArchiveSettings,
} from './proconsona.config.js';
import { SocialArchiveClient } from './social-archive-client.js';

/** An endpoint's adapter, from its configuration file. */
export const proconsonaFactory: AdapterFactory = (endpoint, secret) => {
  const { signing, tls } = proconsonaCredentialsSchema.parse(endpoint.credentials);
  return createProconsonaAdapter({
    address: endpoint.address,
    settings: socialArchiveSchema.parse({
      custodian: endpoint.custodian,
      ...endpoint.options.socialArchive,
    }),
    signing: { key: secret(signing.key), certificate: secret(signing.certificate) },
    ...(tls !== undefined && {
      tls: {
        serverAuthority: secret(tls.serverAuthority),
        ...(tls.key !== undefined && { key: secret(tls.key), certificate: secret(tls.certificate) }),
      },
    }),
    maxSockets: endpoint.concurrency,
  });
};

export interface ProconsonaAdapterSetup {
  /** The service's address, `http://` or `https://`. */
  readonly address: string;
  readonly settings: SocialArchiveSettings;
  /** PEM. */
  readonly signing: { readonly key: string; readonly certificate: string };
  /** Absent: as the address says, and who vouches for the server is what the machine trusts. */
  readonly tls?: ServerTrust | MutualTls;
  /** As many as the endpoint's concurrency limit. */
  readonly maxSockets: number;
  readonly now?: () => Date;
}

/** @throws UnusableAddress UnusableTlsCredentials UnusableSigningKey */
export function createProconsonaAdapter(setup: ProconsonaAdapterSetup): RecordSystemAdapter {
  const { address, settings, signing, tls, maxSockets } = setup;
  const now = setup.now ?? (() => new Date());
  const soap = new SoapClient({ address, ...(tls !== undefined && { tls }), maxSockets, now });
  const client = new SocialArchiveClient({ soap, signer: new DocumentSigner(signing), settings, now });
  return new ProconsonaAdapter(client, settings);
}
