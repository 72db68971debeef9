/**
 * The part of ICU MessageFormat that the catalogues use: `{name}`, `{n, number}`,
 * `{n, plural, =0 {..} one {..} other {..}}` with `#` for the number, `{x, select, a {..} other {..}}`; branches may nest.
 * There is no quoting: a text never needs a literal brace (the spec refuses one).
 */
import type { Locale } from '$lib/contracts/locales';

export type Param = string | number | bigint;
export type Params = Readonly<Record<string, Param>>;

type Part =
  | { kind: 'text'; text: string }
  | { kind: 'value'; name: string }
  | { kind: 'hash' }
  | { kind: 'plural' | 'select'; name: string; branches: ReadonlyMap<string, readonly Part[]> };

/** BCP 47 tag for figures and dates: Argentine Spanish, day-month English. */
export const FORMAT_TAGS: Readonly<Record<Locale, string>> = { es: 'es-AR', en: 'en-GB' };

const parsed = new Map<string, readonly Part[]>();
const numbers = new Map<Locale, Intl.NumberFormat>();
const plurals = new Map<Locale, Intl.PluralRules>();

function kept<K, V>(store: Map<K, V>, key: K, make: () => V): V {
  const known = store.get(key);
  if (known !== undefined) return known;
  const made = make();
  store.set(key, made);
  return made;
}

/** A figure as the reader writes it: 12.408 in Spanish, 12,408 in English. */
export function formatNumber(locale: Locale, value: number | bigint): string {
  return kept(numbers, locale, () => new Intl.NumberFormat(FORMAT_TAGS[locale])).format(value);
}

class Reader {
  #at = 0;
  readonly #source: string;

  constructor(source: string) {
    this.#source = source;
  }

  parts(inPlural: boolean, nested: boolean): Part[] {
    const found: Part[] = [];
    let text = '';
    const flush = () => {
      if (text) found.push({ kind: 'text', text });
      text = '';
    };
    for (;;) {
      const char = this.#source[this.#at];
      if (char === undefined) {
        if (nested) this.#fail('a brace is not closed');
        break;
      }
      if (char === '}') {
        if (!nested) this.#fail('a brace is not opened');
        break;
      }
      if (char === '{') {
        flush();
        this.#at += 1;
        found.push(this.#argument());
      } else if (char === '#' && inPlural) {
        flush();
        this.#at += 1;
        found.push({ kind: 'hash' });
      } else {
        text += char;
        this.#at += 1;
      }
    }
    flush();
    return found;
  }

  #argument(): Part {
    const name = this.#word('a name');
    if (this.#eat('}')) return { kind: 'value', name };
    if (!this.#eat(',')) this.#fail('expected , or }');
    const kind = this.#word('a kind');
    if (kind === 'number' && this.#eat('}')) return { kind: 'value', name };
    if (kind !== 'plural' && kind !== 'select') this.#fail(`unknown kind ${kind}`);
    if (!this.#eat(',')) this.#fail('expected ,');
    const branches = new Map<string, readonly Part[]>();
    while (!this.#eat('}')) {
      const label = this.#word('a branch');
      if (!this.#eat('{')) this.#fail(`expected { after ${label}`);
      branches.set(label, this.parts(kind === 'plural', true));
      if (!this.#eat('}')) this.#fail('expected }');
    }
    if (!branches.has('other')) this.#fail(`${name} has no branch "other"`);
    return { kind, name, branches };
  }

  #space(): void {
    while (/\s/.test(this.#source[this.#at] ?? '')) this.#at += 1;
  }

  #eat(char: string): boolean {
    this.#space();
    if (this.#source[this.#at] !== char) return false;
    this.#at += 1;
    return true;
  }

  #word(what: string): string {
    this.#space();
    const match = /^=?[\w-]+/.exec(this.#source.slice(this.#at));
    if (!match) return this.#fail(`expected ${what}`);
    this.#at += match[0].length;
    return match[0];
  }

  #fail(why: string): never {
    throw new Error(`message "${this.#source}", character ${this.#at}: ${why}`);
  }
}

/** The parts of a message; throws when it is not well formed. */
function parseMessage(source: string): readonly Part[] {
  return kept(parsed, source, () => new Reader(source).parts(false, false));
}

/** Names of the parameters a message reads, sorted. */
export function paramNames(source: string): string[] {
  const names = new Set<string>();
  const visit = (parts: readonly Part[]): void => {
    for (const part of parts) {
      if ('name' in part) names.add(part.name);
      if ('branches' in part) for (const branch of part.branches.values()) visit(branch);
    }
  };
  visit(parseMessage(source));
  return [...names].sort();
}

function show(locale: Locale, value: Param): string {
  return typeof value === 'string' ? value : formatNumber(locale, value);
}

function render(locale: Locale, parts: readonly Part[], params: Params, hash: Param | undefined): string {
  let out = '';
  for (const part of parts) {
    if (part.kind === 'text') {
      out += part.text;
    } else if (part.kind === 'hash') {
      out += hash === undefined ? '#' : show(locale, hash);
    } else {
      const value = params[part.name];
      if (value === undefined) {
        // A gap in the words must never take a page down; the braces show where it is.
        out += `{${part.name}}`;
      } else if (part.kind === 'value') {
        out += show(locale, value);
      } else {
        out += render(locale, branchOf(locale, part, value), params, part.kind === 'plural' ? value : hash);
      }
    }
  }
  return out;
}

function branchOf(locale: Locale, part: Part & { kind: 'plural' | 'select' }, value: Param): readonly Part[] {
  const other = part.branches.get('other') ?? [];
  if (part.kind === 'select') return part.branches.get(String(value)) ?? other;
  const exact = part.branches.get(`=${value}`);
  if (exact) return exact;
  const rules = kept(plurals, locale, () => new Intl.PluralRules(FORMAT_TAGS[locale]));
  return part.branches.get(rules.select(Number(value))) ?? other;
}

/** Fills a message. Numbers are written as the reader's language writes them; pass a string to keep it as it is. */
export function formatMessage(locale: Locale, source: string, params: Params = {}): string {
  return render(locale, parseMessage(source), params, undefined);
}
