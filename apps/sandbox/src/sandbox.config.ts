import { join } from 'node:path';
import { z } from 'zod';
import {
  EnvironmentFault,
  type SandboxEnvironment,
  type Variables,
  sandboxEnvironment,
} from '#configuration';

/** What the sandbox is told. */
export interface SandboxConfig extends SandboxEnvironment {
  /** Folder of the stand-ins' own data. */
  readonly standInsDir: string;
  /** Folder of the sample decisions. */
  readonly samplesDir: string;
  /** Where the sample team application sends its decisions. */
  readonly gatewayUrl: string;
}

/** Injection token of the {@link SandboxConfig}. */
export const SANDBOX_CONFIG = Symbol('SandboxConfig');

const more = z.object({
  KUITTAUS_CONFIG_DIR: z.string().min(1).default('config'),
  KUITTAUS_GATEWAY_URL: z.url({ protocol: /^https?$/, error: 'must be an http:// or https:// address' }),
});

/**
 * Reads the sandbox's variables.
 * @throws EnvironmentFault for faults; also in production, which has no sandbox
 */
export function sandboxConfig(variables: Variables): SandboxConfig {
  const told = sandboxEnvironment(variables);
  if (told.environment === 'production') {
    throw new EnvironmentFault([
      'KUITTAUS_ENVIRONMENT must be embedded or test: the sandbox is not for production',
    ]);
  }
  const parsed = more.safeParse(variables);
  if (!parsed.success) {
    throw new EnvironmentFault(
      parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`),
    );
  }
  return {
    ...told,
    standInsDir: join(told.dataDir, 'sandbox'),
    samplesDir: join(parsed.data.KUITTAUS_CONFIG_DIR, 'samples'),
    gatewayUrl: parsed.data.KUITTAUS_GATEWAY_URL,
  };
}
