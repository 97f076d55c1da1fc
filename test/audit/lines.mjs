// A bundle in lines, of the same export as one in a single object.
const IN_LINES = ['log', 'period', 'system'];

/** @returns its lines; undefined for a selection that is never given so */
export function linesOf(bundle) {
  const { entries, manifest, ...rest } = bundle;
  if (!IN_LINES.includes(manifest.selection.type)) return undefined;
  const { entries: count, digests, ...known } = manifest;
  return [
    JSON.stringify({ ...rest, format: 'kuittaus-audit-lines/1', manifest: known }),
    ...entries.map((entry) => JSON.stringify(entry)),
    JSON.stringify({ end: { entries: count, digests } }),
  ];
}
