import { parse } from 'svelte/compiler';

/** Attributes and props that a person reads or hears. */
const READ = new Set([
  'alt',
  'aria-description',
  'aria-label',
  'aria-placeholder',
  'aria-roledescription',
  'aria-valuetext',
  'caption',
  'description',
  'empty',
  'heading',
  'hint',
  'label',
  'legend',
  'message',
  'placeholder',
  'summary',
  'title',
]);
/** What is typed or shown as it is, in every language. */
const AS_IT_IS = new Set(['code', 'kbd', 'samp', 'pre']);
const BRAND = /\bRonda\b/g;

export interface Word {
  line: number;
  text: string;
}

type Node = { [key: string]: unknown };
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null;
const list = (value: unknown): Node[] => (Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : []);

/** Words of a component that a person would read and that do not come from `src/lib/messages`. */
export function hardCodedWords(source: string): Word[] {
  const found: Word[] = [];
  const lineOf = (node: Node): number => source.slice(0, Number(node['start'] ?? 0)).split('\n').length;
  const note = (node: Node, text: unknown): void => {
    if (typeof text === 'string' && /\p{L}/u.test(text.replace(BRAND, ''))) {
      found.push({ line: lineOf(node), text: text.trim() });
    }
  };

  /** A string that the expression itself yields; what is handed to a function is that function's business. */
  const noteYield = (expression: Node): void => {
    switch (expression['type']) {
      case 'Literal':
        return note(expression, expression['value']);
      case 'TemplateLiteral':
        for (const quasi of list(expression['quasis']))
          note(expression, (quasi['value'] as { cooked?: unknown }).cooked);
        return;
      case 'ConditionalExpression':
        return [expression['consequent'], expression['alternate']].flatMap(list).forEach(noteYield);
      case 'LogicalExpression':
        return [expression['left'], expression['right']].flatMap(list).forEach(noteYield);
      case 'BinaryExpression':
        if (expression['operator'] === '+') [expression['left'], expression['right']].flatMap(list).forEach(noteYield);
        return;
    }
  };
  const noteValue = (value: unknown): void => {
    for (const part of list(value)) {
      if (part['type'] === 'Text') note(part, part['data']);
      else if (part['type'] === 'ExpressionTag') list(part['expression']).forEach(noteYield);
    }
  };

  const visit = (node: Node): void => {
    if (node['type'] === 'Text' || node['type'] === 'ExpressionTag') return noteValue(node);
    if (node['type'] === 'Attribute') {
      if (READ.has(String(node['name']))) noteValue(node['value']);
      return;
    }
    if (AS_IT_IS.has(String(node['name']))) return;
    if (node['name'] === 'meta') noteMeta(node);
    for (const value of Object.values(node)) for (const child of list(value)) if ('type' in child) visit(child);
  };
  /** The words that a search engine or a messenger shows below a link. */
  const noteMeta = (meta: Node): void => {
    const attributes = list(meta['attributes']);
    const value = (...names: string[]): unknown =>
      attributes.find(({ name }) => names.includes(String(name)))?.['value'];
    const name = list(value('name', 'property'))[0]?.['data'];
    if (/(title|description|site_name|alt)$/.test(String(name))) noteValue(value('content'));
  };

  visit(parse(source, { modern: true }).fragment as unknown as Node);
  return found;
}
