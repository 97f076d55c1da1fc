import { judgeGrowth, parseCheckpoint, parseGrowRequest, signCheckpoint } from '../src/index.js';
import { cosign, signatureLine, startTextServer } from '../src/index.js';
import type { Checkpoint, SigningKey, TextAnswer } from '../src/index.js';

export interface GrowServer {
  readonly address: string;
  stop(): Promise<void>;
}

/** A signer or witness that remembers in memory alone, over HTTP; the real ones are apps and are tested there. */
export async function aGrowServer(type: 'signer' | 'witness', key: SigningKey): Promise<GrowServer> {
  let known: Checkpoint | undefined;
  const answer = (body: string): TextAnswer => {
    const request = parseGrowRequest(body)!;
    const [text = ''] = request.checkpoint.split('\n\n', 1);
    const wanted = parseCheckpoint(`${text.trimEnd()}\n`)!;
    const growth = judgeGrowth(known, wanted, request);
    if (growth === 'other-size') return { status: 409, body: `${known?.size ?? 0}\n` };
    if (growth !== 'grew') return { status: 422, body: `${growth}\n` };
    known = wanted;
    const signed =
      type === 'signer'
        ? signCheckpoint(key, wanted)
        : signatureLine(cosign(key, `${text}\n`, new Date('2026-11-17T10:00:01Z')));
    return { status: 200, body: signed };
  };
  const server = await startTextServer({
    host: '127.0.0.1',
    port: 0,
    routes: { 'POST /grow': answer },
    onFault: () => undefined,
  });
  return { address: `http://127.0.0.1:${server.port}/grow`, stop: () => server.stop() };
}
