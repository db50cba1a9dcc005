import type { NodeProto } from 'onnx-buf';

const find = (node: NodeProto, name: string) => node.attribute.find((attribute) => attribute.name === name);

/** An integer attribute of a node, or `otherwise`. */
export function intAttribute(node: NodeProto, name: string, otherwise: number): number {
  const attribute = find(node, name);
  return attribute ? Number(attribute.i) : otherwise;
}

/** A float attribute of a node, or `otherwise`. */
export function floatAttribute(node: NodeProto, name: string, otherwise: number): number {
  return find(node, name)?.f ?? otherwise;
}

/** A list of integers of a node, or undefined. */
export function intsAttribute(node: NodeProto, name: string): number[] | undefined {
  return find(node, name)?.ints.map(Number);
}

/** A string attribute of a node, or `otherwise`. */
export function stringAttribute(node: NodeProto, name: string, otherwise: string): string {
  const attribute = find(node, name);
  return attribute ? new TextDecoder().decode(attribute.s) : otherwise;
}
