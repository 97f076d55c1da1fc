import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { readSecret } from '#configuration';
import type { Logger } from '#observability';
import { parseJson } from '../json.js';
import { Problem, bytesOf, ownSideServer, takeAnyBody } from '../stand-in/own-side.js';
import { SANDBOX_CONFIG, type SandboxConfig } from '../sandbox.config.js';
import { SANDBOX_LOGGER } from '../sandbox.tokens.js';
import type { Provider } from 'oidc-provider';
import { oidcProvider } from './oidc-provider.js';
import { addOidcRoutes } from './oidc-routes.js';
import { TokenIssuer } from './token-issuer.js';
import { tokenRequest } from './token-request.js';

/** The development identity provider: gives anybody a token for any role, and lets anybody sign in as anybody. Never
 * for production. */
@Injectable()
export class IdentityServer implements OnModuleInit, OnApplicationShutdown {
  /** `http://127.0.0.1:<port>`, once it listens. */
  address = '';
  private app: FastifyInstance | undefined;

  constructor(
    @Inject(SANDBOX_CONFIG) private readonly config: SandboxConfig,
    @Inject(SANDBOX_LOGGER) private readonly logger: Logger,
  ) {}

  async onModuleInit(): Promise<void> {
    const issuer = (): string => this.config.issuer ?? this.address;
    const tokens = await TokenIssuer.of(issuer, readSecret('issuer-key', this.config));
    this.app = ownSideServer(this.logger);
    takeAnyBody(this.app);
    this.app.get('/.well-known/jwks.json', () => tokens.keySet());
    this.app.post('/token', async ({ body }) => {
      const request = tokenRequest.safeParse(parseJson(bytesOf(body)));
      if (!request.success) throw new Problem(400, 'invalid', 'Unknown role or field');
      return { token: await tokens.issue(request.data) };
    });
    const signingKey = await tokens.signingKey();
    const secrets = {
      consoleSecret: readSecret('oidc-client-secret', this.config),
      machineSecret: readSecret('oidc-machine-secret', this.config),
    };
    const consoleOrigin = new URL(this.config.gatewayUrl).origin;
    // Made when first asked for: without a configured issuer its name is known once it listens.
    let made: Provider | undefined;
    addOidcRoutes(
      this.app,
      () => (made ??= oidcProvider({ issuer: issuer(), signingKey, consoleOrigin, ...secrets })),
    );
    this.address = await this.app.listen({ host: this.config.host, port: this.config.ports.identity });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.app?.close();
  }
}
