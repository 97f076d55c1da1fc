import { AppendLog } from '../append-log.js';
import { parseJson } from '../json.js';
import type { WebhookHeaders } from './webhook-signing.js';

/** An event as it came: the bytes and what signed them. */
export interface ReceivedEvent {
  readonly receivedAt: string;
  readonly headers: WebhookHeaders;
  readonly body: string;
}

/** What the sample team application was told, append-only on disk; repeats of one event are kept too. */
export class EventJournal {
  private constructor(
    private readonly log: AppendLog,
    private readonly received: ReceivedEvent[],
  ) {}

  static async open(path: string): Promise<EventJournal> {
    const received: ReceivedEvent[] = [];
    const log = await AppendLog.open(path, (line) => received.push(line as ReceivedEvent));
    return new EventJournal(log, received);
  }

  async add(event: ReceivedEvent): Promise<void> {
    await this.log.append(event);
    this.received.push(event);
  }

  /** The events themselves, oldest first. */
  events(): readonly unknown[] {
    return this.received.map(({ body }) => parseJson(Buffer.from(body)));
  }

  async close(): Promise<void> {
    await this.log.close();
  }
}
