import { type DynamicModule, Module } from '@nestjs/common';
import type { Logger } from '#observability';
import { AddressBook, type Listening } from './address-book.js';
import { IdentityServer } from './identity/identity.server.js';
import { KantaServer } from './kanta/kanta.server.js';
import { LifecareArchiving } from './kanta/lifecare-archiving.js';
import { LifecareServer } from './lifecare/lifecare.server.js';
import { PegasosServer } from './pegasos/pegasos.server.js';
import { ProconsonaServer } from './proconsona/proconsona.server.js';
import { SANDBOX_CONFIG, type SandboxConfig } from './sandbox.config.js';
import { LISTENING, SANDBOX_LOGGER } from './sandbox.tokens.js';
import { SofiaCrmServer } from './sofia-crm/sofia-crm.server.js';
import { TeamAppServer } from './team-app/team-app.server.js';
import { TypServer } from './typ/typ.server.js';

const SERVERS = [
  LifecareServer,
  PegasosServer,
  TypServer,
  SofiaCrmServer,
  KantaServer,
  ProconsonaServer,
  TeamAppServer,
  IdentityServer,
] as const;
type Servers = readonly [
  LifecareServer,
  PegasosServer,
  TypServer,
  SofiaCrmServer,
  KantaServer,
  ProconsonaServer,
  TeamAppServer,
  IdentityServer,
];

/** Each server's addresses by the names of `KUITTAUS_SANDBOX_PORTS`. */
function listening(
  ...[lifecare, pegasos, typ, sofiaCrm, kanta, proconsona, teamApp, identity]: Servers
): Listening {
  return () => ({
    lifecare: lifecare.address,
    pegasos: pegasos.address,
    pegasosMllp: pegasos.mllpAddress,
    typ: typ.address,
    'sofia-crm': sofiaCrm.address,
    kanta: kanta.address,
    proconsona: proconsona.address,
    teamApp: teamApp.address,
    identity: identity.address,
  });
}

/** Strict stand-ins of the record systems, the sample team application and the development identity provider. */
@Module({})
export class SandboxModule {
  static with(config: SandboxConfig, logger: Logger): DynamicModule {
    return {
      module: SandboxModule,
      providers: [
        { provide: SANDBOX_CONFIG, useValue: config },
        { provide: SANDBOX_LOGGER, useValue: logger },
        ...SERVERS,
        { provide: LISTENING, useFactory: listening, inject: [...SERVERS] },
        LifecareArchiving,
        AddressBook,
      ],
    };
  }
}
