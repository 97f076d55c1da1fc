import { z } from 'zod';
import { secretName } from './endpoint-schema.js';
import { id, wordOf } from './words-schema.js';

/** `config/senders.yaml`: who may send events, for which teams, and how much. */

const state = wordOf(['live', 'revoked']);

const sender = z.strictObject({
  name: id,
  teams: z
    .union([z.literal('*'), z.array(id).min(1, 'must name a team')], "must be '*' or a list of teams")
    .describe("'*': every team"),
  secrets: z
    .array(z.strictObject({ secret: secretName.describe('name of the secret file'), state }))
    .default([])
    .describe('of HMAC signatures (v1); several live ones for rotation'),
  keys: z
    .array(
      z.strictObject({
        publicKey: z
          .string()
          .regex(/^[A-Za-z0-9+/]{43}=$/u, 'must be the base64 of an Ed25519 public key (32 bytes)'),
        state,
      }),
    )
    .default([])
    .describe('of Ed25519 signatures (v1a)'),
  rate: z.strictObject({
    perSecond: z.number().positive('must be above 0'),
    burst: z.int('must be a whole number').min(1),
  }),
});

export const SENDERS_SCHEMA = z
  .strictObject({ senders: z.array(sender) })
  .meta({ title: 'Who may send events' });

export type Sender = z.infer<typeof sender>;
