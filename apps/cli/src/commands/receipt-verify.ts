import { verifyReceipt } from '#security';
import { z } from 'zod';
import { EXIT, UsageFault, exactly, readArgs } from '../command.js';
import type { Command, Io } from '../command.js';
import { jsonOf, readNamedFile } from '../read-file.js';
import { readPayload } from '../verify/receipt-payload.js';
import { RECEIPT_WORDS, isReceiptLanguage } from '../verify/receipt-words.js';
import { verdictText } from '../verify/verdict-text.js';

const KEY_SET = z.object({
  keys: z.array(
    z.object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string(), kid: z.string() }),
  ),
});

/** Works on a machine that has nothing but the two files. */
export const receiptVerify: Command = {
  name: 'receipt verify',
  summary: 'Tarkistaa täydellisyystositteen allekirjoituksen ja kertoo, mitä se todistaa ja mitä ei',
  usage: '<tiedosto|-> --jwks <avaimet.json> [--lang fi|en]',

  async run(args, io) {
    const { values, positionals } = readArgs(args, {
      jwks: { type: 'string' },
      lang: { type: 'string', default: 'fi' },
    });
    const [file = ''] = exactly(positionals, 1);
    if (values.jwks === undefined) throw new UsageFault('Avaintiedosto puuttuu: --jwks <avaimet.json>.');
    if (!isReceiptLanguage(values.lang)) throw new UsageFault('--lang on fi tai en.');
    const words = RECEIPT_WORDS[values.lang];
    const verified = await verifyReceipt(await textOf(file, io), keysIn(values.jwks));
    if ('fault' in verified) {
      io.out([words.faults[verified.fault], ...(verified.kid ? [words.key(verified.kid)] : [])].join('\n'));
      return EXIT.wrong;
    }
    const said = readPayload(verified.payload);
    io.out(said === undefined ? words.faults['not-a-receipt'] : verdictText(verified.kid, said, words));
    return said === undefined ? EXIT.wrong : EXIT.right;
  },
};

const textOf = async (file: string, io: Io): Promise<string> =>
  (file === '-' ? await io.readInput() : readNamedFile(file)).toString('utf8');

function keysIn(file: string): z.infer<typeof KEY_SET> {
  const read = KEY_SET.safeParse(jsonOf(readNamedFile(file)));
  if (!read.success) throw new UsageFault(`${file} ei ole avaintiedosto (JWKS).`);
  return read.data;
}
