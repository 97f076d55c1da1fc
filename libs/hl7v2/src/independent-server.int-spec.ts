import { once } from 'node:events';
import net from 'node:net';
import { Server, type Inbound, type InboundRequest, type SendResponse } from 'node-hl7-server';
import { message, segment } from './build-message.js';
import { Hl7Client } from './hl7-client.js';

/** The npm package node-hl7-server knows nothing of ours; it takes one message a connection. */
describe('the MLLP client with an independent HL7 server', () => {
  let inbound: Inbound;
  let client: Hl7Client;

  async function serve(handle: (request: InboundRequest, response: SendResponse) => Promise<void>) {
    const port = await freePort();
    inbound = new Server({ bindAddress: '127.0.0.1' }).createInbound(
      { port },
      (request, response) => void handle(request, response),
    );
    await once(inbound, 'listen');
    client = new Hl7Client({
      address: `mllp://127.0.0.1:${port}`,
      maxConnections: 1,
      characterSet: 'UNICODE UTF-8',
    });
  }

  afterEach(async () => {
    client.close();
    await inbound.close();
  });

  it.each(['AA', 'AE', 'AR'] as const)('reads its answer %s as the one to our message', async (code) => {
    await serve((_, response) => response.sendResponse(code));
    expect(await client.send(aDocument('teksti'), { signal: AbortSignal.timeout(5_000) })).toMatchObject({
      kind: 'answered',
      answer: { acknowledgement: { code, controlId: 'kuittaus-1', errors: [] } },
    });
  });

  it('is understood by it, delimiters and letters of every kind included', async () => {
    const seen: string[] = [];
    await serve((request, response) => {
      const received = request.getMessage();
      const fields = ['MSH.9.2', 'MSH.10', 'MSH.18', 'PID.3.1', 'TXA.12.1', 'TXA.12.2', 'OBX.5'];
      seen.push(...fields.map((field) => received.get(field).toString()));
      return response.sendResponse('AA');
    });
    const text = 'Åke | Áile ^ Čáŋđ ~ 👩🏽‍⚕️ \\ & <a>';
    await client.send(aDocument(text), { signal: AbortSignal.timeout(5_000) });
    expect(seen).toEqual(['T02', 'kuittaus-1', 'UNICODE UTF-8', '010594Y9032', 'N-1', 'X', text]);
  });
});

const aDocument = (text: string) =>
  message(
    {
      3: 'KUITTAUS',
      5: 'PEGASOS',
      7: '20260302',
      9: ['MDM', 'T02', 'MDM_T02'],
      10: 'kuittaus-1',
      11: 'P',
      12: '2.5',
      18: 'UNICODE UTF-8',
    },
    segment('PID', { 3: ['010594Y9032', undefined, undefined, ['', '1.2.246.21', 'ISO'], 'NNFIN'] }),
    segment('TXA', { 1: '1', 12: ['N-1', 'X'] }),
    segment('OBX', { 1: '1', 2: 'FT', 3: ['TEXT', '', 'X'], 5: text, 11: 'F' }),
  );

/** The package does not tell which port it got. */
async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}
