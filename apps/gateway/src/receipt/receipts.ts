import { completenessReceipt } from '#domain';
import type { Ledger } from '#ledger';
import type { ReceiptSigner } from '#security';
import type { Clock } from '../gateway.tokens.js';

/** A set of public keys (RFC 7517, section 5). */
export type PublicKeys = ReturnType<ReceiptSigner['jwks']>;

/** What the receipt's routes ask for. */
export interface Receipts {
  /** @returns the decision's completeness receipt as a compact JWS, of its state now */
  issue(team: string, decisionId: string): Promise<string | undefined>;
  keys(): PublicKeys;
}

/** Receipts of what the ledger holds. */
export class LedgerReceipts implements Receipts {
  constructor(
    private readonly ledger: Pick<Ledger, 'findReceiptFacts'>,
    private readonly signer: ReceiptSigner,
    private readonly now: Clock,
  ) {}

  async issue(team: string, decisionId: string): Promise<string | undefined> {
    const facts = await this.ledger.findReceiptFacts(team, decisionId);
    return facts === undefined ? undefined : this.signer.sign(completenessReceipt(facts, this.now()));
  }

  keys(): PublicKeys {
    return this.signer.jwks();
  }
}
