import { z } from 'zod';

/** Name of a file in the secrets directory. */
const secretName = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/);
const oid = z.string().regex(/^[0-2](\.(0|[1-9][0-9]*))+$/);
const code = z.strictObject({ code: z.string().min(1), displayName: z.string().min(1) });

/** The secrets out of a Kanta endpoint's `credentials`, all PEM. */
export const kantaCredentialsSchema = z.strictObject({
  /** For mutual TLS: our key and certificate, and who vouches for the server. */
  clientKey: secretName,
  clientCertificate: secretName,
  certificateAuthority: secretName,
  /** The RSA key of the system's signature in documents, and its certificate. */
  signingKey: secretName,
  signingCertificate: secretName,
});

/** What the protocol wants and no event tells (`config/systems/kanta-*.yaml`, `custodian` and `options.archive`). */
export const archiveSettingsSchema = z.strictObject({
  custodian: z.strictObject({ name: z.string().min(1), oid, businessId: z.string().exactOptional() }),
  /** OIDs of the parties of the messages. */
  sender: oid,
  receiver: oid,
  /** OID of the service provider. */
  provider: oid,
  /** Below which documents and service events get their ids. */
  documentRoot: oid,
  serviceEventRoot: oid,
  processing: z.enum(['P', 'D']),
  register: code,
  taskClass: code,
  view: code,
  phase: code,
  heading: code,
  nullification: code,
});
export type ArchiveSettings = z.infer<typeof archiveSettingsSchema>;
