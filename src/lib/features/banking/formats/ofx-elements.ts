/**
 * Writes OFX anew with every element closed. In OFX 1 elements need no end, lists and parts do; a name that is never
 * closed with something in it is an element. What is no OFX (declarations, attributes, wrong nesting) is refused with its line.
 */
import { Refused } from './statement';

const NAME = /^[A-Z][A-Z0-9._]{0,39}$/;
const MOST_DEPTH = 24;

interface Closed {
  document: string;
  /** Line on which each entry begins, in order. */
  marks: number[];
  /** The same of each statement. */
  begins: number[];
}

interface Tag {
  name: string;
  closes: boolean;
  line: number;
  /** What stands behind it up to the next tag. */
  content: string;
}

function* tagsOf(source: string): Generator<Tag> {
  let line = source.slice(0, source.indexOf('<OFX>')).split('\n').length;
  let at = source.indexOf('<OFX>');
  while (at >= 0 && at < source.length) {
    const end = source.indexOf('>', at);
    if (end < 0) throw new Refused('bank_truncated', line);
    const inside = source.slice(at + 1, end);
    if (inside.startsWith('!')) throw new Refused('bank_entities', line);
    const closes = inside.startsWith('/');
    const name = (closes ? inside.slice(1) : inside).trim();
    if (!NAME.test(name)) throw new Refused('bank_malformed', line);
    const next = source.indexOf('<', end);
    const content = source.slice(end + 1, next < 0 ? source.length : next);
    yield { name, closes, line, content: content.trim() };
    for (let sign = at; sign < (next < 0 ? source.length : next); sign += 1) {
      if (source.charCodeAt(sign) === 10) line += 1;
    }
    at = next;
  }
}

/** `&` of a name such as `Brot & Rosen` stands alone in OFX 1; ofx-js reads what is escaped. */
const escaped = (text: string): string =>
  text.replace(/&(?!(?:amp|lt|gt|quot|apos|nbsp|#\d{1,6});)/g, '&amp;').replaceAll('>', '&gt;');

/** The document, ready for ofx-js; throws `Refused`. */
export function closeElements(source: string): Closed {
  if (!source.includes('<OFX>')) throw new Refused('bank_format', 0);
  if (/<!(DOCTYPE|ENTITY)/i.test(source))
    throw new Refused('bank_entities', source.split(/<!/)[0]?.split('\n').length ?? 0);
  const tags = [...tagsOf(source)];
  const closed = new Set(tags.filter(({ closes }) => closes).map(({ name }) => name));
  const out: string[] = [];
  const open: string[] = [];
  const marks: number[] = [];
  const begins: number[] = [];
  for (const [at, { name, closes, line, content }] of tags.entries()) {
    const before = tags[at - 1];
    if (closes) {
      // The end of an element that was closed where its text ended.
      const ended = before !== undefined && !before.closes && before.name === name && open.at(-1) !== name;
      if (!ended && open.pop() !== name) throw new Refused('bank_malformed', line);
      if (!ended) out.push(`</${name}>`);
      if (content !== '') throw new Refused('bank_malformed', line);
      if (open.length === 0) break;
      continue;
    }
    const next = tags[at + 1];
    const element = content !== '' || !closed.has(name) || (next?.closes === true && next.name === name);
    if (element) out.push(`<${name}>${escaped(content)}</${name}>`);
    else {
      if (open.push(name) > MOST_DEPTH) throw new Refused('bank_malformed', line);
      if (name === 'STMTTRN') marks.push(line);
      if (name === 'STMTRS' || name === 'CCSTMTRS') begins.push(line);
      out.push(`<${name}>`);
    }
  }
  if (open.length > 0) throw new Refused('bank_truncated', tags.at(-1)?.line ?? 0);
  return { document: out.join(''), marks, begins };
}
