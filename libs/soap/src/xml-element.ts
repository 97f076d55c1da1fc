/** An element of a parsed XML document; prefixes are resolved, comments and processing instructions gone. */
export interface XmlElement {
  /** Local name. */
  readonly name: string;
  /** Namespace name; empty for none. */
  readonly namespace: string;
  /** By local name; one with a prefix as `{namespace}name`. Namespace declarations are not among them. */
  readonly attributes: ReadonlyMap<string, string>;
  /** Elements and texts in document order; no two texts stand side by side. */
  readonly children: readonly (XmlElement | string)[];
}

/** @returns the first child element of that name and namespace */
export function childOf(parent: XmlElement, name: string, namespace: string): XmlElement | undefined {
  return parent.children.find(
    (child): child is XmlElement =>
      typeof child !== 'string' && child.name === name && child.namespace === namespace,
  );
}

/** @returns the first child that is an element */
export function firstElementOf(parent: XmlElement): XmlElement | undefined {
  return parent.children.find((child) => typeof child !== 'string');
}

/** @returns the texts of the element and of all within it, in document order */
export function textOf(element: XmlElement): string {
  return element.children.map((child) => (typeof child === 'string' ? child : textOf(child))).join('');
}
