import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { EMPTY_TREE, growTree, rootOf } from './grow-tree.js';
import { leafHash, nodeHash } from './hashing.js';
import { consistencyProof, inclusionProofs, isConsistent, isIncluded, ProofOutOfRange } from './proofs.js';
import type { ReadNodes } from './proofs.js';

/** The leaves of the test tree of Certificate Transparency (RFC 6962's reference implementation). */
const INPUTS = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
].map((hex) => Buffer.from(hex, 'hex'));

/** Its roots, by size. */
const ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

const LARGEST = 130;
const leaves = Array.from({ length: LARGEST }, (_, index) => leafHash(Buffer.from(`leaf ${index}`)));

/** RFC 6962, 2.1, word for word: what all the rest is held against. */
function rootByDefinition(hashes: readonly Buffer[]): Buffer {
  const [first] = hashes;
  if (first === undefined) return createHash('sha256').digest();
  if (hashes.length === 1) return first;
  let k = 1;
  while (k * 2 < hashes.length) k *= 2;
  return nodeHash(rootByDefinition(hashes.slice(0, k)), rootByDefinition(hashes.slice(k)));
}

const readNodes: ReadNodes = (nodes) =>
  Promise.resolve(
    nodes.map(({ level, index }) =>
      rootByDefinition(leaves.slice(index * 2 ** level, (index + 1) * 2 ** level)),
    ),
  );

const headOf = (size: number) => ({ size, root: rootByDefinition(leaves.slice(0, size)) });

describe('the tree', () => {
  it.each(ROOTS.map((root, size) => ({ size, root })))(
    'of $size leaves has the root that Certificate Transparency gives it',
    ({ size, root }) => {
      const { frontier } = growTree(EMPTY_TREE, INPUTS.slice(0, size).map(leafHash));
      expect(rootOf(frontier).toString('hex')).toBe(root);
    },
  );

  it('is the same however it grew, and its full subtrees are those of the definition', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 6 }), (batches) => {
        let frontier = EMPTY_TREE;
        for (const batch of batches) {
          const grown = growTree(frontier, leaves.slice(frontier.size, frontier.size + batch));
          for (const { level, index, hash } of grown.nodes) {
            expect(hash).toEqual(
              rootByDefinition(leaves.slice(index * 2 ** level, (index + 1) * 2 ** level)),
            );
          }
          frontier = grown.frontier;
        }
        expect(rootOf(frontier)).toEqual(headOf(frontier.size).root);
      }),
    );
  });
});

describe('proofs', () => {
  it('of inclusion hold for every leaf of every size, and for no other leaf', async () => {
    for (let size = 1; size <= LARGEST; size++) {
      const tree = headOf(size);
      const proofs = await inclusionProofs([...Array(size).keys()], size, readNodes);
      proofs.forEach((proof, index) => {
        expect(isIncluded({ hash: leaves[index]!, index }, tree, proof)).toBe(true);
        expect(isIncluded({ hash: leaves[index]!, index: index + 1 }, tree, proof)).toBe(false);
        expect(isIncluded({ hash: leafHash(Buffer.from('other')), index }, tree, proof)).toBe(false);
      });
    }
  });

  it('of consistency hold from every size to every larger one', async () => {
    for (let size = 0; size <= LARGEST; size++) {
      for (let older = 0; older <= size; older++) {
        const proof = await consistencyProof(older, size, readNodes);
        expect({ older, size, holds: isConsistent(headOf(older), headOf(size), proof) }).toEqual({
          older,
          size,
          holds: true,
        });
      }
    }
  });

  it('that were changed in one place, cut or lengthened hold no more', async () => {
    const sizes = fc.integer({ min: 2, max: LARGEST });
    await fc.assert(
      fc.asyncProperty(sizes, fc.nat(), fc.nat(), async (size, at, place) => {
        const index = at % size;
        const leaf = { hash: leaves[index]!, index };
        const older = (at % (size - 1)) + 1;
        const [inclusion = []] = await inclusionProofs([index], size, readNodes);
        const consistency = await consistencyProof(older, size, readNodes);
        const tree = headOf(size);
        for (const proof of spoilt(inclusion, place)) expect(isIncluded(leaf, tree, proof)).toBe(false);
        for (const proof of spoilt(consistency, place)) {
          expect(isConsistent(headOf(older), tree, proof)).toBe(false);
        }
      }),
    );
  });

  it('do not hold for another tree of the same size', async () => {
    const forged = {
      size: 100,
      root: rootByDefinition([...leaves.slice(0, 99), leafHash(Buffer.from('x'))]),
    };
    for (let older = 1; older < 100; older++) {
      const proof = await consistencyProof(older, 100, readNodes);
      expect(isConsistent(headOf(older), forged, proof)).toBe(false);
    }
  });

  it('are refused for a leaf or a size that the tree does not have', async () => {
    await expect(inclusionProofs([5], 5, readNodes)).rejects.toThrow(ProofOutOfRange);
    await expect(inclusionProofs([-1], 5, readNodes)).rejects.toThrow(ProofOutOfRange);
    await expect(consistencyProof(6, 5, readNodes)).rejects.toThrow(ProofOutOfRange);
    await expect(consistencyProof(1.5, 5, readNodes)).rejects.toThrow(ProofOutOfRange);
  });
});

function spoilt(proof: readonly Buffer[], place: number): Buffer[][] {
  const longer = [...proof, leaves[0]!];
  if (proof.length === 0) return [longer];
  const at = place % proof.length;
  const changed = Buffer.from(proof[at]!);
  changed[place % changed.length]! ^= 1;
  return [proof.with(at, changed), proof.toSpliced(at, 1), longer, proof.with(at, proof[at]!.subarray(1))];
}
