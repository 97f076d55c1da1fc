import type { SignatureFindingCode } from '#console-texts';
import { parseSignatureHeader, signatureHolds } from '#security';
import type { PresentedSignature, SignedParts, WebhookKey } from '#security';
import type { SenderKey } from './sender-key.js';

/** A webhook as somebody says it was sent. */
export interface PresentedWebhook {
  readonly id: string;
  readonly timestamp: string;
  readonly signature: string;
  readonly body: string;
}

/** One thing that is right or wrong with it; nothing of a secret. */
export interface SignatureFinding {
  readonly code: SignatureFindingCode;
  readonly isRight: boolean;
  /** How far the timestamp is from our clock. */
  readonly offMs?: number;
  /** Whose secret or key signed it. */
  readonly by?: Pick<SenderKey, 'sender' | 'name'>;
}

/** As intake's verifier has them (`contract/README.md`, Intake). */
const ID = /^[A-Za-z0-9_-]{1,64}$/;
const TIMESTAMP = /^[0-9]{1,12}$/;
const TOLERANCE_MS = 300_000;
const HMAC_IN_HEX = /^[0-9a-fA-F]{64}$/;

/**
 * Says precisely what of a webhook is wrong: its id, its time, and of its signature, which secret made it or which
 * of the usual mistakes would explain it.
 */
export function explainSignature(
  webhook: PresentedWebhook,
  keys: readonly SenderKey[],
  now: Date,
): readonly SignatureFinding[] {
  return [idFinding(webhook), timestampFinding(webhook.timestamp, now), signatureFinding(webhook, keys)];
}

const wrong = (code: SignatureFindingCode): SignatureFinding => ({ code, isRight: false });

function idFinding({ id, body }: PresentedWebhook): SignatureFinding {
  if (id === '') return wrong('id-missing');
  if (!ID.test(id)) return wrong('id-malformed');
  const event = jsonOf(body);
  if (event === undefined) return wrong('body-not-json');
  return event['id'] === id ? { code: 'id-right', isRight: true } : wrong('id-differs');
}

function jsonOf(body: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

function timestampFinding(timestamp: string, now: Date): SignatureFinding {
  if (timestamp === '') return wrong('timestamp-missing');
  if (!TIMESTAMP.test(timestamp)) return wrong('timestamp-malformed');
  // The verifier's clock has whole seconds.
  const offMs = Math.floor(now.getTime() / 1_000) * 1_000 - Number(timestamp) * 1_000;
  if (offMs > TOLERANCE_MS) return { code: 'timestamp-old', isRight: false, offMs };
  if (offMs < -TOLERANCE_MS) return { code: 'timestamp-new', isRight: false, offMs: -offMs };
  return { code: 'timestamp-right', isRight: true, offMs: Math.abs(offMs) };
}

function signatureFinding(webhook: PresentedWebhook, keys: readonly SenderKey[]): SignatureFinding {
  if (webhook.signature === '') return wrong('signature-missing');
  const tries = triesOf(webhook);
  if (tries.every(({ presented }) => presented.length === 0)) return wrong('signature-malformed');
  if (keys.every(({ key }) => key === undefined)) return wrong('no-keys');
  for (const { code, presented, parts, asUsed } of tries) {
    const by = keys.find(
      ({ key }) => key !== undefined && asUsed(key).some((used) => signatureHolds(used, parts, presented)),
    );
    if (by !== undefined) return { code, isRight: code === 'signature-right', by: nameOf(by) };
  }
  const [right] = tries;
  return wrong(right?.presented.length === 0 ? 'signature-malformed' : 'signature-matches-nothing');
}

const nameOf = ({ sender, name }: SenderKey): Pick<SenderKey, 'sender' | 'name'> => ({ sender, name });

/** A way in which it may have been signed. */
interface Try {
  readonly code: SignatureFindingCode;
  readonly presented: readonly PresentedSignature[];
  readonly parts: SignedParts;
  readonly asUsed: (key: WebhookKey) => readonly WebhookKey[];
}

/** The right way first, then the usual mistakes. */
function triesOf({ id, timestamp, signature, body }: PresentedWebhook): readonly Try[] {
  const presented = parseSignatureHeader(signature);
  const over = (text: string): SignedParts => ({ id, timestamp, body: Buffer.from(text) });
  const asIs = (key: WebhookKey): readonly WebhookKey[] => [key];
  const usual = { presented, parts: over(body), asUsed: asIs };
  const trimmed = body.endsWith('\n') ? body.slice(0, -1) : body;
  return [
    { ...usual, code: 'signature-right' },
    { ...usual, code: 'signature-without-version', presented: parseSignatureHeader(`v1,${signature}`) },
    { ...usual, code: 'signature-hexadecimal', presented: fromHex(signature) },
    { ...usual, code: 'signed-final-newline', parts: over(`${body}\n`) },
    { ...usual, code: 'signed-without-final-newline', parts: over(trimmed) },
    { ...usual, code: 'signed-crlf', parts: over(body.replaceAll('\n', '\r\n')) },
    { ...usual, code: 'secret-not-decoded', asUsed: asText },
  ];
}

function fromHex(signature: string): readonly PresentedSignature[] {
  const digits = signature.replace(/^v1,/u, '');
  return HMAC_IN_HEX.test(digits) ? [{ scheme: 'v1', bytes: Buffer.from(digits, 'hex') }] : [];
}

/** A secret whose text was taken for its bytes, with and without its prefix. */
function asText(key: WebhookKey): readonly WebhookKey[] {
  if (key.scheme !== 'v1') return [];
  const text = key.secret.toString('base64');
  return [`whsec_${text}`, text].map((secret) => ({ scheme: 'v1', secret: Buffer.from(secret) }));
}
