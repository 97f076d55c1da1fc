import { readFile, rename, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { AUTOMATIC_SYSTEMS } from '#domain';
import { SANDBOX_SERVERS } from '#configuration';
import { StandaloneError, systemErrorCode } from './standalone.errors.js';

/** Asks the machine; given from outside so that the choice can be tested without it. */
export interface PortProbe {
  isFree(port: number, host?: string): Promise<boolean>;
  freePorts(count: number): Promise<number[]>;
}

const DEFAULT_GATEWAY_PORT = 3000;

/**
 * @param wished `PORT`; 0 and undefined leave the choice free
 * @throws {StandaloneError} `port-busy` when the wished one is taken
 */
export async function chooseGatewayPort(
  { wished, host }: { wished: number | undefined; host: string },
  probe: PortProbe,
): Promise<number> {
  const preferred = wished ?? DEFAULT_GATEWAY_PORT;
  if (preferred !== 0 && (await probe.isFree(preferred, host))) return preferred;
  if (wished !== undefined && wished !== 0) {
    throw new StandaloneError(
      'port-busy',
      `Port ${wished} is in use by another program; stop it, or set PORT to another one.`,
    );
  }
  const [free] = await probe.freePorts(1);
  return free ?? 0;
}

const WORKERS = ['dispatcher', ...AUTOMATIC_SYSTEMS] as const;
type HealthPort = `${(typeof WORKERS)[number]}Health`;
export const PORT_NAMES = [
  ...SANDBOX_SERVERS,
  ...WORKERS.map((worker): HealthPort => `${worker}Health`),
  'auditSigner',
  'witness',
] as const;
/** Of the stand-ins, and each worker's of its health. */
export type InnerPorts = Readonly<Record<(typeof PORT_NAMES)[number], number>>;

/** Keeps each port of an earlier start that is still free: tasks in the ledger name addresses of that start. */
export async function chooseInnerPorts(
  remembered: Partial<InnerPorts>,
  probe: PortProbe,
): Promise<InnerPorts> {
  const free = await probe.freePorts(PORT_NAMES.length);
  const chosen = PORT_NAMES.map(async (name, index) => {
    const before = remembered[name];
    return [name, before !== undefined && (await probe.isFree(before)) ? before : free[index]];
  });
  return InnerPortsFile.parse(Object.fromEntries(await Promise.all(chosen)));
}

const port = z.int().min(1).max(65_535);
const InnerPortsFile = z.record(z.enum(PORT_NAMES), port);
/** Of an earlier release, which had fewer: what it chose is kept. */
const RememberedPorts = z.partialRecord(z.enum(PORT_NAMES), port);

/** @returns what an earlier start chose; nothing when there was none or its file cannot be read */
export async function rememberedPorts(path: string): Promise<Partial<InnerPorts>> {
  try {
    return RememberedPorts.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    const lost =
      systemErrorCode(error) === 'ENOENT' || error instanceof SyntaxError || error instanceof z.ZodError;
    if (lost) return {};
    throw error;
  }
}

export async function rememberPorts(path: string, ports: InnerPorts): Promise<void> {
  await writeFile(`${path}.new`, `${JSON.stringify(ports, null, 2)}\n`);
  await rename(`${path}.new`, path);
}
