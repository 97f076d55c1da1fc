import { z } from 'zod';

/** Name of a file in the secrets directory. */
const secretName = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/);
const oid = z.string().regex(/^[0-2](\.(0|[1-9][0-9]*))+$/);
const businessId = z.string().regex(/^[0-9]{7}-[0-9]$/);

/** Whom we are for SMART Backend Services, out of a Lifecare endpoint's `credentials`. */
export const lifecareCredentialsSchema = z.strictObject({
  clientId: z.string().min(1).max(200),
  /** The secret that holds the PKCS#8 PEM of an EC P-384 key; its public half is registered at the server. */
  privateKey: secretName,
});
export type LifecareCredentials = Pick<z.infer<typeof lifecareCredentialsSchema>, 'clientId'>;

/** What else of a Lifecare endpoint's configuration goes into its records. */
export const lifecareOptionsSchema = z.strictObject({
  /** Whose register the records are in (the endpoint's custodian); without it, the recorder's organisation. */
  registerHolder: z
    .strictObject({
      name: z.string().min(1).max(200),
      oid: oid.exactOptional(),
      businessId: businessId.exactOptional(),
    })
    .exactOptional(),
  /** It archives to Kanta itself: what the client is to see is told by what it is to be found there. */
  archivesToKanta: z.boolean().exactOptional(),
});
export type LifecareOptions = z.infer<typeof lifecareOptionsSchema>;
