import http from 'node:http';
import https from 'node:https';
import axios, { isAxiosError, type AxiosInstance, type AxiosResponse } from 'axios';
import { isRefusedCertificate } from './refused-certificate.js';
import { WireWatch } from './wire-watch.js';

const CONNECT_TIMEOUT_MS = 3_000;
const MAX_ANSWER_BYTES = 1024 * 1024;

/** Who we are and whom we trust, where TLS needs more than the system's authorities (mutual TLS: `cert` and `key`). */
export type TlsOptions = Pick<
  https.AgentOptions,
  'ca' | 'cert' | 'key' | 'passphrase' | 'minVersion' | 'servername'
>;

export interface HttpExchangeOptions {
  /** Scheme, host and port; every request goes there and nowhere else. */
  readonly origin: string;
  readonly maxSockets: number;
  /** DNS, TCP and TLS together; 3 s. */
  readonly connectTimeoutMs?: number;
  /** A longer answer is no answer; 1 MiB. */
  readonly maxAnswerBytes?: number;
  readonly tls?: TlsOptions;
}

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Absolute path, with its query if there is one; never holds personal data. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** A string is sent as UTF-8. */
  readonly body?: Buffer | string;
  /** The total deadline. */
  readonly signal: AbortSignal;
}

/** Surely not one byte of the request left, or no peer that would read it. */
export type NotSentCode = 'refused' | 'dns' | 'tls' | 'connect-timeout' | 'deadline' | 'not-connected';
/** Bytes may have left, and no whole answer came. */
export type NoAnswerCode = 'reset' | 'deadline' | 'answer-cut' | 'answer-too-large' | 'lost';

export interface HttpAnswer {
  readonly kind: 'answered';
  readonly status: number;
  /** By its name in small letters; undefined also for one that came several times. */
  readonly header: (name: string) => string | undefined;
  readonly bytes: Buffer;
}
export interface HttpNotSent {
  readonly kind: 'not-sent';
  readonly code: NotSentCode;
}
export interface HttpNoAnswer {
  readonly kind: 'no-answer';
  readonly code: NoAnswerCode;
}

/** How one HTTP request ended; it never throws for anything that the network or the peer does. */
export type HttpExchangeResult = HttpAnswer | HttpNotSent | HttpNoAnswer;

/**
 * HTTP to one origin (R18, R34): kept-alive sockets, no redirect, no proxy, no retry, a cap on the answer, and
 * an exact account of whether a failed request can have reached the peer. What the bytes mean is the caller's.
 */
export class HttpExchange {
  private readonly client: AxiosInstance;
  private readonly connectTimeoutMs: number;

  constructor({ origin, maxSockets, maxAnswerBytes, connectTimeoutMs, tls }: HttpExchangeOptions) {
    this.connectTimeoutMs = connectTimeoutMs ?? CONNECT_TIMEOUT_MS;
    const agentOptions = { keepAlive: true, maxSockets, maxFreeSockets: maxSockets };
    this.client = axios.create({
      baseURL: origin,
      allowAbsoluteUrls: false,
      httpAgent: new http.Agent(agentOptions),
      httpsAgent: new https.Agent({ ...agentOptions, ...tls }),
      proxy: false,
      maxRedirects: 0,
      maxContentLength: maxAnswerBytes ?? MAX_ANSWER_BYTES,
      // Without this a small answer could unpack to a huge one; we ask for none and read none.
      decompress: false,
      responseType: 'arraybuffer',
      validateStatus: null,
      transformRequest: [],
      transformResponse: [],
    });
  }

  async send({ method, path, headers, body, signal }: HttpRequest): Promise<HttpExchangeResult> {
    const watch = new WireWatch(this.connectTimeoutMs);
    try {
      const response = await this.client.request<Buffer>({
        method,
        url: path,
        headers: { 'Accept-Encoding': 'identity', 'User-Agent': 'kuittaus', ...headers },
        data: typeof body === 'string' ? Buffer.from(body) : body,
        signal,
        transport: watch,
      });
      return answered(response);
    } catch (error) {
      if (watch.isFirst && isRefusedCertificate(errorCode(error))) return { kind: 'not-sent', code: 'tls' };
      return watch.mayHaveSent
        ? { kind: 'no-answer', code: noAnswerCode(error, signal) }
        : { kind: 'not-sent', code: watch.connectTimedOut ? 'connect-timeout' : notSentCode(error, signal) };
    }
  }
}

function answered(response: AxiosResponse<Buffer>): HttpAnswer {
  const header = (name: string): string | undefined => {
    const value: unknown = response.headers[name];
    return typeof value === 'string' ? value : undefined;
  };
  return { kind: 'answered', status: response.status, header, bytes: response.data };
}

function notSentCode(error: unknown, signal: AbortSignal): NotSentCode {
  if (signal.aborted) return 'deadline';
  const code = errorCode(error);
  if (code === 'ECONNREFUSED') return 'refused';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'dns';
  // OpenSSL's and Node's certificate errors have no common form; EPROTO is a failed handshake.
  if (/^(EPROTO|ERR_TLS|ERR_SSL|CERT_|UNABLE_TO|DEPTH_ZERO|SELF_SIGNED)/.test(code)) return 'tls';
  return 'not-connected';
}

function noAnswerCode(error: unknown, signal: AbortSignal): NoAnswerCode {
  if (signal.aborted) return 'deadline';
  const code = errorCode(error);
  if (code === 'ECONNRESET' || code === 'EPIPE') return 'reset';
  if (code !== 'ERR_BAD_RESPONSE') return 'lost';
  // axios tells these two apart only by the text: a cut stream has its response, an overlong one has none.
  return isAxiosError(error) && error.response === undefined ? 'answer-too-large' : 'answer-cut';
}

function errorCode(error: unknown): string {
  return isAxiosError(error) ? (error.code ?? '') : '';
}
