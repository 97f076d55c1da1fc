import { mkdtemp } from 'node:fs/promises';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FrameReader, frameOf, parseMessage, type Message } from '#hl7v2';
import { createLogger } from '#observability';
import { type JsonObject, isObject } from '../src/json.js';
import { answerMessage } from '../src/pegasos/answer-message.js';
import { DocumentStore } from '../src/pegasos/document-store.js';
import { MllpListener } from '../src/pegasos/mllp-listener.js';
import { Faults, faultOrder } from '../src/stand-in/faults.js';

/** A running stand-in of the health record on a free port; bytes go in and out, as they are on the wire. */
export class PegasosStand {
  private constructor(
    /** `mllp://127.0.0.1:<port>` */
    readonly address: string,
    readonly dataDir: string,
    readonly faults: Faults,
    private readonly store: DocumentStore,
    private readonly listener: MllpListener,
  ) {}

  static async start(dataDir?: string): Promise<PegasosStand> {
    const folder = dataDir ?? (await mkdtemp(join(tmpdir(), 'pegasos-')));
    const store = await DocumentStore.open(join(folder, 'journal.jsonl'));
    const faults = new Faults();
    const logger = createLogger({ app: 'sandbox', level: 'error' });
    const listener = new MllpListener((bytes) => answerMessage(bytes, { store, faults, logger }));
    return new PegasosStand(await listener.listen(0), folder, faults, store, listener);
  }

  async stop(): Promise<void> {
    await this.listener.close();
    await this.store.close();
  }

  /** Stops it and starts another on the same data. */
  async restart(): Promise<PegasosStand> {
    await this.stop();
    return PegasosStand.start(this.dataDir);
  }

  fault(order: JsonObject): void {
    this.faults.order(faultOrder.parse(order));
  }

  journal(): readonly JsonObject[] {
    const rows: unknown = JSON.parse(JSON.stringify(this.store.journal()));
    return Array.isArray(rows) ? rows.filter(isObject) : [];
  }

  connect(): net.Socket {
    return net.connect(Number(new URL(this.address).port), '127.0.0.1');
  }

  /** Sends the messages in one go and waits for as many answers, or for the connection's end. */
  async exchange(...messages: readonly (string | Buffer)[]): Promise<readonly Message[]> {
    return this.exchangeBytes(
      Buffer.concat(messages.map((text) => frameOf(Buffer.from(text)))),
      messages.length,
    );
  }

  /** Sends raw bytes and waits for that many answers, or for the connection's end. */
  exchangeBytes(bytes: Buffer, count: number): Promise<readonly Message[]> {
    return new Promise((resolve, reject) => {
      const socket = this.connect();
      const reader = new FrameReader(8 * 1024 * 1024);
      const answers: Message[] = [];
      const end = (): void => {
        socket.destroy();
        resolve(answers);
      };
      socket.on('data', (chunk: Buffer) => {
        for (const answer of reader.push(chunk).messages) {
          const parsed = parseMessage(answer, 'UNICODE UTF-8');
          if (parsed.kind === 'fault') reject(new Error(`The answer is ${parsed.code}`));
          else answers.push(parsed.message);
        }
        if (answers.length >= count) end();
      });
      socket.on('close', end);
      socket.on('error', end);
      socket.write(bytes);
    });
  }
}
