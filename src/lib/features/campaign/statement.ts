/**
 * The text of a campaign as blocks. People write it in a plain box: blank lines part paragraphs, `## ` begins a heading,
 * `- ` an item, `> ` a quotation; `[words](https://...)` and bare addresses are links. Everything else is text, also what
 * looks like HTML: the page shows blocks through the template, which escapes them.
 */
export interface Span {
  text: string;
  /** An http(s) address; absent for plain text. */
  href?: string;
  strong?: true;
}
export type Block =
  { kind: 'heading' | 'paragraph' | 'quote'; spans: Span[] } | { kind: 'list'; ordered: boolean; items: Span[][] };

const BULLET = /^[-*•]\s+(.*)$/u;
const NUMBER = /^\d{1,3}[.)]\s+(.*)$/;
/** `[words](address)`, `**strong**` or a bare address. Bounded, so that a hostile text costs no more than a long one. */
const INLINE =
  /\[([^[\]\n]{1,300})\]\(([^\s()<>]{1,500})\)|\*\*([^*\n]{1,500})\*\*|(https?:\/\/[^\s<>"'()[\]]{1,500})/gu;

/** The address when it is one of the web, in its normal form; null for `javascript:` and all the rest. */
export function webLink(text: string): string | null {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return null;
  const { protocol, href } = new URL(text);
  return protocol === 'https:' || protocol === 'http:' ? href : null;
}

/** Text of one line as spans. */
export function spansOf(line: string): Span[] {
  const spans: Span[] = [];
  let at = 0;
  const plain = (text: string): void => {
    if (text !== '') spans.push({ text });
  };
  for (const found of line.matchAll(INLINE)) {
    const [whole, words, address, strong, bare] = found;
    plain(line.slice(at, found.index));
    at = found.index + whole.length;
    if (strong !== undefined) spans.push({ text: strong, strong: true });
    else if (bare !== undefined) {
      // A full stop after an address belongs to the sentence.
      const tail = /[.,;:!?…]+$/u.exec(bare)?.[0] ?? '';
      const clean = bare.slice(0, bare.length - tail.length);
      const href = webLink(clean);
      if (href === null) plain(whole);
      else {
        spans.push({ text: clean, href });
        plain(tail);
      }
    } else {
      const href = webLink(address ?? '');
      if (href === null) plain(whole);
      else spans.push({ text: words ?? '', href });
    }
  }
  plain(line.slice(at));
  return spans;
}

function itemsOf(lines: string[], pattern: RegExp): Span[][] {
  const items: string[] = [];
  for (const line of lines) {
    const item = pattern.exec(line)?.[1];
    if (item !== undefined) items.push(item);
    else items.push(`${items.pop() ?? ''} ${line}`.trim());
  }
  return items.map(spansOf);
}

function blockOf(lines: string[]): Block {
  const first = lines[0] ?? '';
  if (BULLET.test(first)) return { kind: 'list', ordered: false, items: itemsOf(lines, BULLET) };
  if (NUMBER.test(first)) return { kind: 'list', ordered: true, items: itemsOf(lines, NUMBER) };
  if (lines.every((line) => line.startsWith('>')))
    return { kind: 'quote', spans: spansOf(lines.map((line) => line.replace(/^>\s?/, '')).join(' ')) };
  return { kind: 'paragraph', spans: spansOf(lines.join(' ')) };
}

function kindOf(line: string): string {
  if (BULLET.test(line)) return 'bullet';
  if (NUMBER.test(line)) return 'number';
  return line.startsWith('>') ? 'quote' : 'text';
}

/** The blocks of a statement, in order. */
export function blocksOf(source: string): Block[] {
  const blocks: Block[] = [];
  let open: string[] = [];
  const close = (): void => {
    if (open.length > 0) blocks.push(blockOf(open));
    open = [];
  };
  for (const raw of source.replace(/\r\n?/g, '\n').split('\n')) {
    const line = raw.trim();
    const heading = /^#{1,6}\s+(.+)$/.exec(line)?.[1];
    if (line === '') close();
    else if (heading !== undefined) {
      close();
      blocks.push({ kind: 'heading', spans: spansOf(heading) });
    } else {
      // A list may follow its sentence without a blank line between.
      const kind = kindOf(line);
      const opened = open[0] === undefined ? kind : kindOf(open[0]);
      if (kind !== opened && !(kind === 'text' && (opened === 'bullet' || opened === 'number'))) close();
      open.push(line);
    }
  }
  close();
  return blocks;
}
