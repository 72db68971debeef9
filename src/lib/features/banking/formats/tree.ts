/** A part of an XML document, small enough to be held: one entry, one balance. */
export interface Node {
  name: string;
  line: number;
  text: string;
  currency: string;
  parts: Node[];
}

const NONE: readonly Node[] = [];

/** All parts along a path such as `RltdPties/Dbtr`. */
export function all(node: Node | undefined, path: string): readonly Node[] {
  if (node === undefined) return NONE;
  let found: readonly Node[] = [node];
  for (const name of path.split('/')) found = found.flatMap((one) => one.parts.filter((part) => part.name === name));
  return found;
}

export function first(node: Node | undefined, ...paths: string[]): Node | undefined {
  for (const path of paths) {
    const [found] = all(node, path);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Text at the first of the paths that has some. */
export function textAt(node: Node | undefined, ...paths: string[]): string {
  for (const path of paths) for (const found of all(node, path)) if (found.text !== '') return found.text;
  return '';
}
