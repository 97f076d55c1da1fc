import { X509Certificate } from 'node:crypto';
import { createServer } from 'node:https';
import { join } from 'node:path';
import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { readSecret } from '#configuration';
import type { Logger } from '#observability';
import { keepDevelopmentCertificates } from '#security';
import { SANDBOX_CONFIG, type SandboxConfig } from '../sandbox.config.js';
import { SANDBOX_LOGGER } from '../sandbox.tokens.js';
import { Faults } from '../stand-in/faults.js';
import { TwoFacedPort } from '../stand-in/two-faced-port.js';
import { buildProconsona } from './build-proconsona.js';
import { DocumentStore } from './document-store.js';

/** The Pro Consona stand-in as a part of the sandbox process: HTTP and HTTPS on one port, mutual TLS if one likes. */
@Injectable()
export class ProconsonaServer implements OnModuleInit, OnApplicationShutdown {
  /** `http://127.0.0.1:<port>`, once it listens; the service is `/proconsona` below it, or below `https:` there. */
  address = '';
  private parts: { store: DocumentStore; app: FastifyInstance; port: TwoFacedPort } | undefined;

  constructor(
    @Inject(SANDBOX_CONFIG) private readonly config: SandboxConfig,
    @Inject(SANDBOX_LOGGER) private readonly logger: Logger,
  ) {}

  async onModuleInit(): Promise<void> {
    const { config, logger } = this;
    await keepDevelopmentCertificates(config.secretsDir, 'proconsona');
    const authority = readSecret('proconsona-certificate-authority', config);
    const store = await DocumentStore.open(join(config.standInsDir, 'proconsona', 'journal.jsonl'));
    const faults = new Faults();
    const app = buildProconsona({ store, faults, authority: new X509Certificate(authority), logger });
    await app.ready();
    const port = new TwoFacedPort({
      plain: app.server,
      secure: this.secureServer(app, authority),
      // The faults hit requests, whichever face they come by.
      admit: () => 0,
    });
    this.parts = { store, app, port };
    this.address = `http://127.0.0.1:${await port.listen(config.ports.proconsona)}`;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.parts?.port.close();
    await this.parts?.app.close();
    await this.parts?.store.close();
  }

  /** A client may show a certificate; one that it shows must be of our authority. */
  private secureServer(app: FastifyInstance, authority: string) {
    const options = {
      key: readSecret('proconsona-server-key', this.config),
      cert: readSecret('proconsona-server-certificate', this.config),
      ca: authority,
      requestCert: true,
      rejectUnauthorized: false,
      minVersion: 'TLSv1.2',
    } as const;
    const server = createServer(options, (request, response) => {
      app.routing(request, response);
    });
    server.on('secureConnection', (socket) => {
      const isShown = Object.keys(socket.getPeerCertificate()).length > 0;
      if (isShown && !socket.authorized) socket.destroy();
    });
    return server;
  }
}
