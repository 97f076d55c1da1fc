import { z } from 'zod';

/** Name of a file in the secrets directory. */
const secretName = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/);
const oid = z.string().regex(/^[0-2](\.(0|[1-9][0-9]*))+$/);
const code = z.strictObject({ code: z.string().min(1), displayName: z.string().min(1) });
/** With its code system: which one social welfare has there is not public. */
const codeOfSystem = code.extend({ system: oid });

/** The secrets out of a Pro Consona endpoint's `credentials`, all PEM. */
export const proconsonaCredentialsSchema = z
  .strictObject({
    /** The RSA key of the system's signature in documents, and its certificate. */
    signingKey: secretName,
    signingCertificate: secretName,
    /** Who vouches for the server, where it is none of the usual authorities. */
    certificateAuthority: secretName.exactOptional(),
    /** For mutual TLS: our key and certificate, and an authority then too. */
    clientKey: secretName.exactOptional(),
    clientCertificate: secretName.exactOptional(),
  })
  .transform(({ signingKey, signingCertificate, ...tls }, context) => {
    const { clientKey: key, clientCertificate: certificate, certificateAuthority: serverAuthority } = tls;
    const signing = { key: signingKey, certificate: signingCertificate };
    if (key === undefined && certificate === undefined) {
      return { signing, ...(serverAuthority !== undefined && { tls: { serverAuthority } }) };
    }
    if (key === undefined || certificate === undefined || serverAuthority === undefined) {
      context.addIssue('mutual TLS needs clientKey, clientCertificate and certificateAuthority');
      return z.NEVER;
    }
    return { signing, tls: { key, certificate, serverAuthority } };
  });

/** What the protocol wants and no event tells (`config/systems/proconsona-*.yaml`). */
export const socialArchiveSchema = z.strictObject({
  custodian: z.strictObject({ name: z.string().min(1), oid, businessId: z.string().exactOptional() }),
  /** OIDs of the parties of the messages. */
  sender: oid,
  receiver: oid,
  /** OID of the service provider. */
  provider: oid,
  /** Below which documents and cases get their ids. */
  documentRoot: oid,
  caseRoot: oid,
  processing: z.enum(['P', 'D']),
  register: codeOfSystem,
  confidentiality: codeOfSystem,
  documentKind: codeOfSystem,
  serviceTask: codeOfSystem,
  retention: codeOfSystem,
  nullification: code,
});
export type SocialArchiveSettings = z.infer<typeof socialArchiveSchema>;
