import { createPublicKey } from 'node:crypto';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { AuditBundle } from '#audit';
import { verifyBundle } from '../../libs/audit/verify/kuittaus-verify.mjs';
import { LOG_KEY, randomOf, WITNESS_KEY, World } from './world.mjs';

// What others wrote to verify their logs verifies ours: Sigstore's checks of checkpoints and inclusion proofs, which
// share no line with ours. Their package keeps them for its own verifier, so they are taken from its files.

interface TheirCheckpoint {
  readonly origin: string;
  readonly logSize: bigint;
  readonly logHash: Buffer;
}
interface TheirEntry {
  readonly canonicalizedBody?: Buffer;
  readonly inclusionProof: {
    readonly logIndex?: string;
    readonly hashes?: readonly Buffer[];
    readonly checkpoint?: { readonly envelope: string };
  };
}
interface TheirLog {
  readonly logID: Buffer;
  readonly baseURL: string;
  readonly publicKey: ReturnType<typeof createPublicKey>;
}
interface TheirChecks {
  readonly verifyCheckpoint: (entry: TheirEntry, logs: readonly TheirLog[]) => TheirCheckpoint;
  readonly verifyMerkleInclusion: (entry: TheirEntry, checkpoint: TheirCheckpoint) => void;
}

const theirs = ((): TheirChecks => {
  const load = createRequire(__filename);
  const file = (name: string): string => path.resolve('node_modules/@sigstore/verify/dist/tlog', name);
  return { ...load(file('checkpoint.js')), ...load(file('merkle.js')) };
})();

/** The log's key as Sigstore knows its logs': found by the first bytes of an id, and by a name. */
function theirLogOf(vkey: string): TheirLog {
  const [name = '', id = '', key = ''] = vkey.split('+', 3);
  const raw = Buffer.from(vkey.slice(name.length + id.length + 2), 'base64').subarray(1);
  expect(key).not.toBe('');
  return {
    logID: Buffer.from(id, 'hex'),
    baseURL: name,
    publicKey: createPublicKey({
      key: { kty: 'OKP', crv: 'Ed25519', x: raw.toString('base64url') },
      format: 'jwk',
    }),
  };
}

/** @returns what they refuse of a bundle; undefined when they take all of it */
function refusedByThem({ checkpoints, entries, neighbours }: AuditBundle, vkey: string): string | undefined {
  try {
    const notes = checkpoints.map((envelope) =>
      theirs.verifyCheckpoint({ inclusionProof: { checkpoint: { envelope } } }, [theirLogOf(vkey)]),
    );
    const head = notes.at(-1)!;
    for (const { index, body, proof } of [...entries, ...neighbours]) {
      if (proof === undefined) throw new Error('an entry without a proof');
      theirs.verifyMerkleInclusion(
        {
          canonicalizedBody: Buffer.from(body, 'utf8'),
          inclusionProof: {
            logIndex: String(index),
            hashes: proof.map((hash) => Buffer.from(hash, 'base64')),
          },
        },
        head,
      );
    }
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

const keys = [LOG_KEY.text, WITNESS_KEY.text];
const example = (): AuditBundle => JSON.parse(readFileSync('test/audit/example-bundle.json', 'utf8'));
/** As a reader gets it: through a file. */
const exported = async (seed: number, asked: string): Promise<AuditBundle> =>
  JSON.parse(JSON.stringify(await new World(seed, 20 + seed).export(asked)));

describe('a verifier that others wrote', () => {
  it('takes the example bundle, as ours does', () => {
    expect(verifyBundle(example(), { keys }).fault).toBeUndefined();
    expect(refusedByThem(example(), LOG_KEY.text)).toBeUndefined();
  });

  it.each(['decision', 'client', 'period', 'system'])(
    'takes exports of logs of every size, by %s, and reads the same roots',
    async (asked) => {
      for (let seed = 1; seed <= 40; seed++) {
        const bundle = await exported(seed, asked);
        expect({ seed, refused: refusedByThem(bundle, LOG_KEY.text) }).toEqual({ seed });
        expect(verifyBundle(bundle, { keys }).fault).toBeUndefined();
        const [, size, root = ''] = bundle.checkpoints.at(-1)!.split('\n');
        const envelope = bundle.checkpoints.at(-1)!;
        const theirHead = theirs.verifyCheckpoint({ inclusionProof: { checkpoint: { envelope } } }, [
          theirLogOf(LOG_KEY.text),
        ]);
        expect([String(theirHead.logSize), theirHead.logHash.toString('base64')]).toEqual([size, root]);
      }
    },
  );

  const spoil: readonly (readonly [string, (bundle: AuditBundle, at: number) => void])[] = [
    [
      'a letter of an entry',
      ({ entries }, at) => {
        const entry = entries[at % entries.length]!;
        Object.assign(entry, { body: entry.body.replace('"schema"', '"schemA"') });
      },
    ],
    [
      'an index',
      ({ entries }, at) => {
        const entry = entries[at % entries.length]!;
        Object.assign(entry, { index: entry.index === 0 ? 1 : entry.index - 1 });
      },
    ],
    [
      'a hash of a proof',
      ({ entries }, at) => {
        const entry = entries[at % entries.length]!;
        const [first = '', ...rest] = entry.proof!;
        const bytes = Buffer.from(first, 'base64');
        bytes[at % bytes.length]! ^= 1;
        Object.assign(entry, { proof: [bytes.toString('base64'), ...rest] });
      },
    ],
    [
      'a proof that is too short',
      ({ entries }, at) => {
        const entry = entries[at % entries.length]!;
        Object.assign(entry, { proof: entry.proof!.slice(0, -1) });
      },
    ],
    [
      'the root of a checkpoint',
      ({ checkpoints }) => {
        const last = checkpoints.length - 1;
        const lines = checkpoints[last]!.split('\n');
        lines[2] = Buffer.alloc(32, 7).toString('base64');
        Object.assign(checkpoints, { [last]: lines.join('\n') });
      },
    ],
    [
      'the size in a checkpoint',
      ({ checkpoints }) => {
        const last = checkpoints.length - 1;
        const lines = checkpoints[last]!.split('\n');
        lines[1] = String(Number(lines[1]) + 1);
        Object.assign(checkpoints, { [last]: lines.join('\n') });
      },
    ],
  ];

  it.each(spoil)('refuses what ours refuses: %s', async (_, change) => {
    const random = randomOf(7);
    for (let seed = 1; seed <= 15; seed++) {
      const bundle = await exported(seed, 'period');
      if (bundle.entries.length === 0) continue;
      change(bundle, random.below(1_000));
      expect({ seed, ours: verifyBundle(bundle, { keys }).fault === undefined }).toEqual({
        seed,
        ours: false,
      });
      expect({ seed, theirs: refusedByThem(bundle, LOG_KEY.text) === undefined }).toEqual({
        seed,
        theirs: false,
      });
    }
  });

  it('knows another log’s key from ours', () => {
    expect(refusedByThem(example(), WITNESS_KEY.text)).toMatch(/invalid checkpoint signature/);
  });
});
