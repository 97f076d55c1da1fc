import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { EXIT, UsageFault, exactly, readArgs } from '../command.js';
import type { Command, Io } from '../command.js';
import { GATEWAY_OPTIONS, GATEWAY_USAGE, GatewayFault, withGateway } from './repair-client.js';

const FORMATS = ['json', 'lines', 'csv', 'xlsx', 'fhir'];
const CODE = /^[a-z][a-z0-9-]{1,63}$/u;
const IDENTITY_CODE = /^[0-9]{6}[-+A-FU-Y][0-9]{3}[0-9A-Y]$/u;
/** Whoever exports for a reason has one: nobody else may read the file. */
const OWN_FILE = 0o600;

export const auditExport: Command = {
  name: 'audit export',
  summary:
    'Vie lokin merkinnät tiedostoon; json ja lines voi todentaa, csv, xlsx ja fhir ovat lukemista varten',
  usage:
    '--purpose <koodi> --out <tiedosto> [--format json|lines|csv|xlsx|fhir] ' +
    '(--decision <tiimi/päätös> | --from <aika> --to <aika> | --system <järjestelmä> | --whole | ' +
    `--client < henkilötunnus) [--known-sizes <koko,koko>] ${GATEWAY_USAGE}`,

  async run(args, io) {
    const { values, positionals } = readArgs(args, {
      ...GATEWAY_OPTIONS,
      purpose: { type: 'string' },
      out: { type: 'string' },
      format: { type: 'string', default: 'json' },
      decision: { type: 'string' },
      from: { type: 'string' },
      to: { type: 'string' },
      system: { type: 'string' },
      whole: { type: 'boolean', default: false },
      client: { type: 'boolean', default: false },
      'known-sizes': { type: 'string' },
    });
    exactly(positionals, 0);
    const { purpose, out, format, decision, from, to, system, whole, client } = values;
    if (purpose === undefined || !CODE.test(purpose)) {
      throw new UsageFault('--purpose on koodi, kuten supervision.');
    }
    if (out === undefined) throw new UsageFault('--out puuttuu.');
    if (!FORMATS.includes(format)) throw new UsageFault(`--format on jokin näistä: ${FORMATS.join(', ')}.`);
    const asked = {
      ...{ purpose, format, decision, from, to, system },
      knownSizes: values['known-sizes'],
      ...(whole ? { whole: 'true' } : {}),
      ...(client ? { personalIdentityCode: await identityCodeIn(io) } : {}),
    };
    return withGateway(values, io, async (gateway) => {
      await writeWhole(out, await gateway.download('/v1/audit/export', asked));
      return `Vienti on tiedostossa ${out}.`;
    });
  },
};

async function identityCodeIn(io: Io): Promise<string> {
  const code = (await io.readInput()).toString('utf8').trim();
  if (!IDENTITY_CODE.test(code)) throw new UsageFault('Syötteessä ei ole henkilötunnusta.');
  return code;
}

/** Under its name only when all of it is there. @throws GatewayFault */
async function writeWhole(file: string, content: Readable): Promise<void> {
  const part = `${file}.part`;
  try {
    await pipeline(content, createWriteStream(part, { mode: OWN_FILE }));
    await rename(part, file);
  } catch {
    await rm(part, { force: true });
    throw new GatewayFault(`Vienti katkesi, tai tiedostoon ${file} ei voi kirjoittaa.`, EXIT.failed);
  }
}
