import { z } from 'zod';

/** Whom we are for OAuth 2.0 client credentials, out of a SofiaCRM endpoint's `credentials`. */
export const sofiaCrmCredentialsSchema = z.strictObject({
  clientId: z.string().min(1).max(200),
  /** The secret file that holds the client's password. */
  clientSecret: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/),
});
