import { HttpExchange, TokenUnavailable, clientCredentials, readJsonReply, sendWithToken } from '#http';
import type { HttpExchangeResult, HttpRequest, JsonReply, TokenSource } from '#http';
import type { AttemptContext, RecordingOrder } from '../../src/adapter.js';
import type { PlantedBug } from './planted-bugs.js';
import type { WrittenRecord } from './reference-records.js';

type Call = Pick<AttemptContext, 'signal'> & Partial<Pick<AttemptContext, 'beforeFirstByte'>>;
type Request = Omit<HttpRequest, 'signal'>;

const NO_DEADLINE = new AbortController().signal;

/** Sends; the bugs that are in sending are here. */
export class ReferenceClient {
  private readonly exchange: HttpExchange;
  private readonly tokens: TokenSource;
  private readonly tried = new Set<string>();

  constructor(
    origin: string,
    private readonly bug?: PlantedBug,
  ) {
    const maxAnswerBytes = bug === 'reads answers of any length' ? Number.MAX_SAFE_INTEGER : 1024 * 1024;
    this.exchange = new HttpExchange({ origin, maxSockets: 8, maxAnswerBytes });
    this.tokens = clientCredentials({
      exchange: this.exchange,
      path: '/token',
      clientId: 'kuittaus',
      clientSecret: 'secret',
      now: () => new Date(),
    });
  }

  async write(order: RecordingOrder, written: WrittenRecord, call: Call): Promise<JsonReply> {
    const request: Request = {
      method: order.operation === 'create' ? 'POST' : 'PUT',
      path: '/records',
      headers: { 'Content-Type': 'application/json', ...this.conditions(order) },
      body: JSON.stringify(written),
    };
    const reply = await this.send(request, call);
    const isLost = reply.kind === 'no-answer' && !call.signal.aborted;
    return isLost && this.bug === 'sends again blindly' ? this.send(request, call) : reply;
  }

  find({ seriesKey, clientIdentifier }: RecordingOrder, { signal }: Call): Promise<JsonReply> {
    const client = this.bug === 'asks by identity code' ? `&client=${clientIdentifier.value}` : '';
    return this.send({ method: 'GET', path: `/records?key=${seriesKey}${client}`, headers: {} }, { signal });
  }

  private conditions({ versionKey, previous }: RecordingOrder): Record<string, string> {
    const isRepeat = this.tried.has(versionKey);
    this.tried.add(versionKey);
    const hasCondition =
      this.bug !== 'creates without a condition' &&
      (isRepeat || this.bug !== 'sets its condition on repeats alone');
    const hasVersion = previous !== undefined && this.bug !== 'overwrites whatever is there';
    return {
      ...(hasCondition && { 'If-None-Exist': versionKey }),
      ...(hasVersion && { 'If-Match': previous.targetVersion }),
    };
  }

  private async send(request: Request, { signal, beforeFirstByte }: Call): Promise<JsonReply> {
    const until = this.bug === 'takes no notice of the deadline' ? NO_DEADLINE : signal;
    let sent = 0;
    const once = async (token: string): Promise<JsonReply> => {
      sent += 1;
      if (sent === 1 || this.bug !== 'writes with a new token without leave') this.leave(beforeFirstByte);
      const headers = { ...request.headers, Authorization: `Bearer ${token}` };
      const result = await this.exchange.send({ ...request, headers, signal: until });
      return readJsonReply(await this.followed(result), new Date());
    };
    if (this.bug === 'never renews its token') return this.withoutRenewal(until, once);
    let reply = await sendWithToken(this.tokens, until, once);
    if (this.bug !== 'renews its token for ever') return reply;
    for (let more = 0; more < 3 && reply.kind === 'answered' && reply.status === 401; more += 1) {
      reply = await sendWithToken(this.tokens, until, once);
    }
    return reply;
  }

  private leave(beforeFirstByte: (() => void) | undefined): void {
    if (this.bug === 'asks for no leave to write') return;
    try {
      beforeFirstByte?.();
    } catch (refusal) {
      if (this.bug !== 'writes whatever the answer is') throw refusal;
    }
  }

  private async withoutRenewal(
    signal: AbortSignal,
    once: (token: string) => Promise<JsonReply>,
  ): Promise<JsonReply> {
    try {
      return await once(await this.tokens.token(signal));
    } catch (error) {
      if (error instanceof TokenUnavailable) return { kind: 'not-sent', code: 'token-missing' };
      throw error;
    }
  }

  private async followed(result: HttpExchangeResult): Promise<HttpExchangeResult> {
    const location = result.kind === 'answered' ? result.header('location') : undefined;
    if (location !== undefined && this.bug === 'follows wherever it is sent') {
      await (await fetch(location)).arrayBuffer();
    }
    return result;
  }
}
