import { XmlUnreadable } from './soap.errors.js';

/** The namespaces in force at an element, by prefix; the default one under the empty prefix. */
export type NamespaceScope = ReadonlyMap<string, string>;

export const ROOT_SCOPE: NamespaceScope = new Map([
  ['', ''],
  ['xml', 'http://www.w3.org/XML/1998/namespace'],
]);

/** @returns the scope with what the attributes declare */
export function declaredScope(
  outer: NamespaceScope,
  attributes: readonly (readonly [string, string])[],
): NamespaceScope {
  const declared = attributes.filter(([name]) => isDeclaration(name));
  if (declared.length === 0) return outer;
  const inner = new Map(outer);
  for (const [name, value] of declared) inner.set(name === 'xmlns' ? '' : name.slice('xmlns:'.length), value);
  return inner;
}

export const isDeclaration = (name: string): boolean => name === 'xmlns' || name.startsWith('xmlns:');

/** @throws XmlUnreadable for a prefix that nothing declares, and for a name of three parts */
export function resolvedName(
  qualified: string,
  scope: NamespaceScope,
): { readonly name: string; readonly namespace: string } {
  const [first = '', second, ...others] = qualified.split(':');
  if (others.length > 0) throw new XmlUnreadable('bad-name');
  const namespace = scope.get(second === undefined ? '' : first);
  if (namespace === undefined) throw new XmlUnreadable('unknown-prefix');
  return { name: second ?? first, namespace };
}
