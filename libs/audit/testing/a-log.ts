import { generateKeyPairSync } from 'node:crypto';
import {
  checkpointText,
  consistencyProof,
  EMPTY_TREE,
  formatGrowRequest,
  growTree,
  inclusionProofs,
  leafHash,
  openSigningKey,
  rootOf,
  signCheckpoint,
} from '../src/index.js';
import type { FullNode, GrownNode, KeyKind, SigningKey, TreeHead } from '../src/index.js';

/** @returns a new key */
export function aSigningKey(kind: KeyKind, name: string): SigningKey {
  const { privateKey } = generateKeyPairSync('ed25519');
  return openSigningKey(kind, name, privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
}

/** A log in memory, whose whole history can be asked for. */
export class MemoryLog {
  private readonly hashes = new Map<string, Buffer>();
  private frontier = EMPTY_TREE;
  private readonly heads: TreeHead[] = [{ size: 0, root: rootOf(EMPTY_TREE) }];

  constructor(readonly bodies: readonly string[]) {
    for (const body of bodies) this.add(leafHash(Buffer.from(body)));
  }

  head(size: number): TreeHead {
    return this.heads[size]!;
  }

  async inclusion(index: number, size: number): Promise<Buffer[]> {
    const [proof = []] = await inclusionProofs([index], size, (nodes) => Promise.resolve(this.read(nodes)));
    return proof;
  }

  consistency(from: number, to: number): Promise<Buffer[]> {
    return consistencyProof(from, to, (nodes) => Promise.resolve(this.read(nodes)));
  }

  /** A request to the signer. */
  async toSign(origin: string, from: number, to: number): Promise<string> {
    const checkpoint = checkpointText({ origin, ...this.head(to) });
    return formatGrowRequest({ oldSize: from, proof: await this.consistency(from, to), checkpoint });
  }

  /** A request to a witness. */
  async toCosign(key: SigningKey, from: number, to: number): Promise<string> {
    const checkpoint = signCheckpoint(key, this.head(to));
    return formatGrowRequest({ oldSize: from, proof: await this.consistency(from, to), checkpoint });
  }

  private add(hash: Buffer): void {
    const { frontier, nodes } = growTree(this.frontier, [hash]);
    this.hashes.set(nameOf({ level: 0, index: this.frontier.size }), hash);
    for (const node of nodes) this.keep(node);
    this.frontier = frontier;
    this.heads.push({ size: frontier.size, root: rootOf(frontier) });
  }

  private keep(node: GrownNode): void {
    this.hashes.set(nameOf(node), node.hash);
  }

  private read(nodes: readonly FullNode[]): readonly Buffer[] {
    return nodes.map((node) => this.hashes.get(nameOf(node))!);
  }
}

const nameOf = ({ level, index }: FullNode): string => `${level}/${index}`;
