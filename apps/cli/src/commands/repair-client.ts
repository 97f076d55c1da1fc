import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { gatewayCallerEnvironment } from '#configuration';
import { z } from 'zod';
import { EXIT, UsageFault } from '../command.js';
import type { ExitCode, Io } from '../command.js';
import { readNamedFile } from '../read-file.js';

/** Where the gateway is, and as whom it is called; without them the environment says it. */
export const GATEWAY_OPTIONS = { gateway: { type: 'string' }, 'token-file': { type: 'string' } } as const;
export const GATEWAY_USAGE = '[--gateway <osoite>] [--token-file <tiedosto>]';

interface GatewayOptions {
  readonly gateway?: string | undefined;
  readonly 'token-file'?: string | undefined;
}

/** Planning judges each of up to ten thousand tasks. */
const DEADLINE_MS = 300_000;
/** A log of ten years, over a slow line. */
const DOWNLOAD_DEADLINE_MS = 6 * 3_600_000;

const PROBLEM = z.object({
  title: z.string(),
  code: z.string(),
  errors: z.array(z.object({ path: z.string(), code: z.string() })).default([]),
});

/** The gateway said no, or nothing. The message is for a person, and holds nothing that was sent. */
export class GatewayFault extends Error {
  constructor(
    message: string,
    readonly exit: ExitCode,
  ) {
    super(message);
    this.name = 'GatewayFault';
  }
}

/** Calls the gateway as the person whose token it has. */
export class GatewayClient {
  private constructor(
    private readonly address: string,
    private readonly token: string,
  ) {}

  /** @throws UsageFault without an address or a token */
  static of({ gateway, 'token-file': tokenFile }: GatewayOptions, io: Io): GatewayClient {
    const environment = gatewayCallerEnvironment(io.variables);
    const address = gateway ?? environment.gatewayUrl;
    const token =
      tokenFile === undefined ? environment.token : readNamedFile(tokenFile).toString('utf8').trim();
    if (address === undefined || !URL.canParse(address)) {
      throw new UsageFault('Rajapinnan osoite puuttuu: --gateway tai KUITTAUS_GATEWAY_URL.');
    }
    if (token === undefined || token === '') {
      throw new UsageFault('Tunniste puuttuu: --token-file tai KUITTAUS_TOKEN.');
    }
    return new GatewayClient(address, token);
  }

  /** @throws GatewayFault */
  async get<T>(path: string, answer: z.ZodType<T>): Promise<T> {
    return this.call('GET', path, answer);
  }

  /** @throws GatewayFault */
  async post<T>(path: string, answer: z.ZodType<T>, body?: object): Promise<T> {
    return this.call('POST', path, answer, body);
  }

  /** @returns the answer while it comes; it may be long @throws GatewayFault */
  async download(path: string, body: object): Promise<Readable> {
    const {
      ok,
      body: content,
      json,
    } = await this.fetched(path, {
      method: 'POST',
      headers: { authorization: `Bearer ${this.token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(DOWNLOAD_DEADLINE_MS),
    });
    if (!ok || content === null) throw problemIn(await json());
    return Readable.fromWeb(content as ReadableStream);
  }

  private async call<T>(
    method: 'GET' | 'POST',
    path: string,
    answer: z.ZodType<T>,
    body?: object,
  ): Promise<T> {
    const { isRight, json } = await this.exchange(path, {
      method,
      headers: {
        authorization: `Bearer ${this.token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!isRight) throw problemIn(json);
    const read = answer.safeParse(json);
    if (!read.success) throw new GatewayFault('Rajapinnan vastausta ei ymmärretä.', EXIT.failed);
    return read.data;
  }

  private async exchange(path: string, request: RequestInit) {
    const { ok, json } = await this.fetched(path, { ...request, signal: AbortSignal.timeout(DEADLINE_MS) });
    return { isRight: ok, json: await json() };
  }

  private async fetched(path: string, request: RequestInit) {
    try {
      const response = await fetch(new URL(path, this.address), { ...request, redirect: 'error' });
      return { ok: response.ok, body: response.body, json: () => jsonIn(response) };
    } catch {
      throw noAnswer();
    }
  }
}

async function jsonIn(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    throw noAnswer();
  }
}

const noAnswer = (): GatewayFault => new GatewayFault('Rajapinta ei vastaa.', EXIT.failed);

function problemIn(json: unknown): GatewayFault {
  const read = PROBLEM.safeParse(json);
  if (!read.success) return new GatewayFault('Rajapinnan vastausta ei ymmärretä.', EXIT.failed);
  const { title, code, errors } = read.data;
  const lines = errors.map((error) => `  ${error.path} ${error.code}`);
  return new GatewayFault([`${title} (${code})`, ...lines].join('\n'), EXIT.wrong);
}

/** Runs what calls the gateway; what the gateway refuses is told to the person. */
export async function withGateway(
  options: GatewayOptions,
  io: Io,
  work: (client: GatewayClient) => Promise<string>,
): Promise<ExitCode> {
  try {
    io.out(await work(GatewayClient.of(options, io)));
    return EXIT.right;
  } catch (fault) {
    if (!(fault instanceof GatewayFault)) throw fault;
    io.err(fault.message);
    return fault.exit;
  }
}
