/** What people write where a secret is to come later. */
const PLACEHOLDER = /^(?:change-?me|default|example|kuittaus|password|salasana|secret|test|x+|0+|\*+)$/iu;
const WEBHOOK_PREFIX = /^whsec_/u;
const KEY_BYTES = 16;
/** Fewer different bytes than this are no key that chance made. */
const LEAST_DIFFERENT_BYTES = 4;

/** @returns whether a secret is one that anybody would guess: a placeholder, or a key whose bytes hardly differ */
export function isDefaultSecret(secret: string): boolean {
  const bare = secret.replace(WEBHOOK_PREFIX, '');
  const bytes = Buffer.from(bare, 'base64');
  return PLACEHOLDER.test(bare) || (bytes.length >= KEY_BYTES && new Set(bytes).size < LEAST_DIFFERENT_BYTES);
}
