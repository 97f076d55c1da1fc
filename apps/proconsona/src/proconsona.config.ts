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
    /** For mutual TLS: our key and certificate, and who vouches for the server. All of them, or none. */
    clientKey: secretName.exactOptional(),
    clientCertificate: secretName.exactOptional(),
    certificateAuthority: secretName.exactOptional(),
  })
  .transform(({ signingKey, signingCertificate, ...tls }, context) => {
    const { clientKey, clientCertificate, certificateAuthority } = tls;
    const signing = { key: signingKey, certificate: signingCertificate };
    if (Object.keys(tls).length === 0) return { signing };
    if (clientKey === undefined || clientCertificate === undefined || certificateAuthority === undefined) {
      context.addIssue('mutual TLS needs clientKey, clientCertificate and certificateAuthority');
      return z.NEVER;
    }
    return {
      signing,
      tls: { key: clientKey, certificate: clientCertificate, serverAuthority: certificateAuthority },
    };
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
