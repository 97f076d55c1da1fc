import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SecretFault } from './secrets.js';
import type { SecretsPlace } from './secrets.js';

/** The private key of the development identity provider: no service of an installation has it. */
const ONLY_IN_THE_SANDBOX = 'issuer-key';

/**
 * A folder of secrets that `npm start` made is not for production: whoever has the development identity provider's
 * key makes tokens for everybody.
 * @throws SecretFault `secrets-of-the-sandbox`
 */
export function refuseSandboxSecrets({ secretsDir, environment }: SecretsPlace): void {
  if (environment !== 'production' || !existsSync(join(secretsDir, ONLY_IN_THE_SANDBOX))) return;
  throw new SecretFault('secrets-of-the-sandbox', ONLY_IN_THE_SANDBOX);
}
