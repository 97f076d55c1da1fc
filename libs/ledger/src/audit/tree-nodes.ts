import type { FullNode, TreeHead } from '#audit';
import { sql } from 'kysely';
import type { Database } from '../database.js';

/** A subtree that must be there is not, or is damaged: somebody wrote to the tables by hand. */
export class AuditTreeDamaged extends Error {
  readonly code = 'audit-tree-damaged';
  constructor() {
    super('hashes of the audit log are missing');
    this.name = 'AuditTreeDamaged';
  }
}

export async function readTree(db: Database): Promise<TreeHead> {
  const { rows } = await sql<TreeHead>`select size::float8 as size, root from audit_tree`.execute(db);
  const [tree] = rows;
  if (tree === undefined) throw new AuditTreeDamaged();
  return tree;
}

/** @returns the hashes in the order asked for @throws AuditTreeDamaged */
export async function readNodes(db: Database, nodes: readonly FullNode[]): Promise<readonly Buffer[]> {
  if (nodes.length === 0) return [];
  const { rows } = await sql<{ hash: Buffer }>`
    select h.hash
    from unnest(${nodes.map(({ level }) => level)}::int[], ${nodes.map(({ index }) => index)}::int8[])
      with ordinality as w(level, index, place)
    cross join lateral (
      select l.leaf_hash as hash from audit_leaf l where w.level = 0 and l.index = w.index
      union all
      select n.hash from audit_node n where w.level > 0 and n.level = w.level and n.index = w.index
    ) as h
    order by w.place
  `.execute(db);
  if (rows.length !== nodes.length) throw new AuditTreeDamaged();
  return rows.map(({ hash }) => hash);
}
