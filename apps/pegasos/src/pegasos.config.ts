import { z } from 'zod';
import { CHARACTER_SETS } from '#hl7v2';

/** Name of a file in the secrets directory. */
const secretName = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/);

/** The secrets out of a health record endpoint's `credentials`, all PEM and for an address with TLS. */
export const pegasosCredentialsSchema = z
  .strictObject({
    /** Who vouches for the server, where it is none of the usual authorities. */
    certificateAuthority: secretName.exactOptional(),
    /** For mutual TLS: both, or none. */
    clientKey: secretName.exactOptional(),
    clientCertificate: secretName.exactOptional(),
  })
  .transform(({ clientKey: key, clientCertificate: certificate, ...authority }, context) => {
    if (key === undefined && certificate === undefined) return authority;
    if (key !== undefined && certificate !== undefined) return { ...authority, client: { key, certificate } };
    context.addIssue('mutual TLS needs clientKey and clientCertificate');
    return z.NEVER;
  });

/** What of a health record's endpoint configuration goes into its messages. */

const oid = z.string().regex(/^[0-2](\.(0|[1-9][0-9]*))+$/);
const businessId = z.string().regex(/^[0-9]{7}-[0-9]$/);
/** Name of an application or facility (HD): 20 characters in HL7 2.5. */
const partyName = z.string().min(1).max(20);

export const pegasosOptionsSchema = z.strictObject({
  /** MSH-18; a character that it cannot hold is refused, never replaced. */
  encoding: z.enum(CHARACTER_SETS).default('UNICODE UTF-8'),
  /** Whether the system answers QRY^T12; where not, an unclear outcome is for a person. */
  documentQuery: z.boolean().default(true),
  /** Whether its answers hold the documents' content; where not, a record can be found and not verified. */
  documentContent: z.boolean().default(true),
  /** MSH-3 to -6. */
  sendingApplication: partyName.default('KUITTAUS'),
  sendingFacility: partyName.exactOptional(),
  receivingApplication: partyName.default('PEGASOS'),
  receivingFacility: partyName.exactOptional(),
  /** Whose register the records are in (the endpoint's custodian); without it, the recorder's organisation. */
  registerHolder: z
    .strictObject({
      name: z.string().min(1).max(200),
      oid: oid.exactOptional(),
      businessId: businessId.exactOptional(),
    })
    .exactOptional(),
});
export type PegasosOptions = z.infer<typeof pegasosOptionsSchema>;
