import { HL7, node, type XmlNode, type XmlTree } from '#cda';

/** An element that was read, to be written again in a message of HL7 V3. */
export function treeToNode(tree: XmlTree, outer: string = HL7): XmlNode {
  const declared = tree.namespace === outer ? {} : { xmlns: tree.namespace };
  const children = tree.children.map((child) =>
    typeof child === 'string' ? child : treeToNode(child, tree.namespace),
  );
  return node(tree.name, { ...declared, ...Object.fromEntries(tree.attributes) }, children);
}

/** The element with another in the place of each child of that name. */
export function withChild(parent: XmlNode, name: string, replace: (child: XmlNode) => XmlNode): XmlNode {
  const children = parent.children.map((child) =>
    typeof child !== 'string' && child.name === name ? replace(child) : child,
  );
  return { ...parent, children };
}
