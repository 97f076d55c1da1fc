import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { createLogger } from '#observability';
import { freshConfig } from '../testing/sandbox-config.js';
import { sandboxConfig } from './sandbox.config.js';
import { SandboxModule } from './sandbox.module.js';

const VARIABLES = {
  KUITTAUS_ENVIRONMENT: 'embedded',
  KUITTAUS_SECRETS_DIR: 'secrets',
  KUITTAUS_GATEWAY_URL: 'http://127.0.0.1:3000',
};

/** Those whose address is not the plain root of an HTTP server in each case. */
const SERVERS = ['pegasos', 'pegasosMllp', 'typ', 'sofia-crm', 'kanta', 'proconsona'];

describe('the sandbox', () => {
  it('starts its servers, writes down where they are, and ends with them', async () => {
    const config = await freshConfig();
    const logger = createLogger({ app: 'sandbox', level: 'error' });
    Logger.overrideLogger(false);
    const app = await NestFactory.createApplicationContext(SandboxModule.with(config, logger));
    const addresses: Record<string, string> = JSON.parse(
      await readFile(join(config.standInsDir, 'addresses.json'), 'utf8'),
    );
    expect(Object.keys(addresses).sort()).toEqual([...SERVERS, 'lifecare', 'teamApp', 'identity'].sort());
    const plain = ['lifecare', 'teamApp', 'identity'].map((name) => addresses[name] ?? '');
    for (const address of plain) {
      expect(await (await fetch(`${address}/_health`)).json()).toEqual({ status: 'up' });
    }
    await app.close();
    for (const address of plain) {
      await expect(fetch(`${address}/_health`)).rejects.toThrow();
    }
  });

  it('keeps its data in a folder of its own', () => {
    const config = sandboxConfig({ ...VARIABLES, KUITTAUS_DATA_DIR: 'data' });
    expect(config).toMatchObject({
      standInsDir: join('data', 'sandbox'),
      samplesDir: join('config', 'samples'),
      ports: { lifecare: 0, teamApp: 0, identity: 0 },
    });
  });

  it.each(['production', undefined])('does not start where the environment is %s', (environment) => {
    expect(() => sandboxConfig({ ...VARIABLES, KUITTAUS_ENVIRONMENT: environment })).toThrow(
      /not for production/,
    );
  });

  it('does not start without the address of the gateway', () => {
    expect(() => sandboxConfig({ ...VARIABLES, KUITTAUS_GATEWAY_URL: undefined })).toThrow(
      /KUITTAUS_GATEWAY_URL/,
    );
  });
});
