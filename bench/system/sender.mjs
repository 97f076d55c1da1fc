import { createHmac, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { Pool } from 'undici';

/** Two records in Lifecare, one after the other; one in Kanta after those; one in Sofia CRM. */
const TEMPLATE = 'test/contract/cases/kaarina-not-typ-client.json';
const CONNECTIONS = 32;
const SEND_AGAIN_MS = 200;
const CHECK_CHARACTERS = '0123456789ABCDEFHJKLMNPRSTUVWXY';

/** An artificial identity code (individual numbers 900-999), which no real person has; each n gives another. */
function identityCode(n) {
  const individual = 900 + (n % 100);
  const days = Math.floor(n / 100);
  const twoDigits = (value) => String(value).padStart(2, '0');
  const year = 40 + (Math.floor(days / 336) % 60);
  const birth = twoDigits(1 + (days % 28)) + twoDigits(1 + (Math.floor(days / 28) % 12)) + twoDigits(year);
  return `${birth}-${individual}${CHECK_CHARACTERS[Number(`${birth}${individual}`) % CHECK_CHARACTERS.length]}`;
}

/** The sample team application: signs and sends decisions that differ in their id. */
export class Sender {
  constructor({ gateway, sender }) {
    this.pool = new Pool(gateway, { connections: CONNECTIONS });
    this.secret = Buffer.from(sender.secret.slice('whsec_'.length), 'base64');
    this.event = JSON.parse(readFileSync(TEMPLATE, 'utf8')).steps[0].event;
    this.clients = 0;
    /** Answers "not now": sent again, as every sender does. */
    this.putOff = 0;
  }

  /** Of a client of its own, until it is taken. @returns how long the last answer took, ms @throws when it is refused */
  async send(decisionId) {
    const { type, data } = this.event;
    const id = randomUUID();
    const time = new Date().toISOString();
    const client = { ...data.client, personalIdentityCode: identityCode(this.clients++) };
    const consent = { ...data.consent, id: `S-${decisionId}` };
    const body = JSON.stringify({
      ...{ specversion: '1.0', id, source: '/bench', type, time },
      data: { ...data, decisionId, client, consent },
    });
    for (;;) {
      const { status, tookMs } = await this.#post(id, body);
      if (status === 202) return tookMs;
      if (status !== 503) throw new Error(`answered ${String(status)}`);
      this.putOff += 1;
      await pause(SEND_AGAIN_MS);
    }
  }

  async #post(id, body) {
    const timestamp = String(Math.floor(Date.now() / 1000));
    const signature = createHmac('sha256', this.secret).update(`${id}.${timestamp}.${body}`).digest('base64');
    const begun = performance.now();
    const answer = await this.pool.request({
      method: 'POST',
      path: '/v1/webhooks/decisions',
      headers: {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': timestamp,
        'webhook-signature': `v1,${signature}`,
      },
      body,
    });
    await answer.body.dump();
    return { status: answer.statusCode, tookMs: performance.now() - begun };
  }

  /** As quickly as they are answered. @returns how long each answer took, ms, quickest first */
  async burst(count, name, connections = CONNECTIONS) {
    const latencies = [];
    let next = 0;
    const one = async () => {
      while (next < count) latencies.push(await this.send(`${name}-${String(next++)}`));
    };
    await Promise.all(Array.from({ length: connections }, one));
    return latencies.sort((a, b) => a - b);
  }

  /**
   * So many a second, until it is stopped.
   * @returns stop: gives how many were sent and how long each answer took, once all are answered
   */
  steady(perSecond, name) {
    const begun = performance.now();
    const answers = [];
    let isOver = false;
    const sending = (async () => {
      for (let n = 0; !isOver; n++) {
        await pause(Math.max(0, begun + (n * 1000) / perSecond - performance.now()));
        answers.push(this.send(`${name}-${String(n)}`));
      }
    })();
    return {
      stop: async () => {
        isOver = true;
        await sending;
        return Promise.all(answers);
      },
    };
  }
}
