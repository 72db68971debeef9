import type { PersonKey } from '$lib/contracts/ops-custody';

/** A text of which a keyed index is made: two records that share one may be one person. */
export interface KeyText {
  kind: PersonKey['kind'];
  text: string;
}

/** Words that stand in names and tell nobody apart. */
const PARTICLES = new Set([
  'de',
  'del',
  'la',
  'las',
  'los',
  'el',
  'y',
  'e',
  'da',
  'do',
  'dos',
  'das',
  'di',
  'van',
  'von',
  'der',
  'den',
]);
/** Beyond these a name is a text somebody pasted. */
const MOST_TOKENS = 7;

/** Letters that sound alike in Spanish are one: Giménez and Jiménez, Vázquez and Basques. What is written down by ear is found so. */
function sound(token: string): string {
  return token
    .replace(/ch/g, 'x')
    .replace(/ph/g, 'f')
    .replace(/ll/g, 'y')
    .replace(/qu(?=[ei])/g, 'k')
    .replace(/gu(?=[ei])/g, 'g')
    .replace(/g(?=[ei])/g, 'j')
    .replace(/c(?=[ei])/g, 's')
    .replace(/[cq]/g, 'k')
    .replace(/h/g, '')
    .replace(/[vw]/g, 'b')
    .replace(/z/g, 's')
    .replace(/y$/, 'i')
    .replace(/(.)\1+/g, '$1');
}

/** Names and surnames without accents, case, order and particles, as they sound. */
export function nameTokens(name: string): string[] {
  const words = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 1 && !PARTICLES.has(word))
    .map(sound)
    .filter((word) => word !== '');
  return [...new Set(words)].sort().slice(0, MOST_TOKENS);
}

/** Letters and digits alone; zeros before a number say nothing. */
export function documentText(document: string): string {
  const text = document.toUpperCase().replace(/[^A-Z0-9]/g, '');
  return /^\d+$/.test(text) ? text.replace(/^0+/, '') : text;
}

function ofName(name: string): KeyText[] {
  const tokens = nameTokens(name);
  if (tokens.length === 0) return [];
  const pairs = tokens.flatMap((one, n) =>
    tokens.slice(n + 1).map((other): KeyText => ({ kind: 'pair', text: `${one} ${other}` })),
  );
  return [
    { kind: 'name', text: tokens.join(' ') },
    ...pairs,
    ...tokens.map((text): KeyText => ({ kind: 'token', text })),
  ];
}

/** The beginning and the end of a number as they are remembered: five digits or more of the one, four of the other. */
function partsOf(text: string): KeyText[] {
  const parts: KeyText[] = [];
  for (let n = 5; n < text.length; n += 1) parts.push({ kind: 'document_part', text: `p:${text.slice(0, n)}` });
  for (let n = 4; n < text.length; n += 1) parts.push({ kind: 'document_part', text: `s:${text.slice(-n)}` });
  return parts;
}

interface Known {
  names: readonly string[];
  document: string;
}

function unique(texts: readonly KeyText[]): KeyText[] {
  return [...new Map(texts.map((one) => [`${one.kind} ${one.text}`, one])).values()];
}

/** What is kept of somebody, to be found by. */
export function keptTexts({ names, document }: Known): KeyText[] {
  const text = documentText(document);
  const number: KeyText[] = text.length < 4 ? [] : [{ kind: 'document', text }, ...partsOf(text)];
  return unique([...names.flatMap(ofName), ...number]);
}

/** What is looked for: a single word of a name only when nothing more is known, because half the country shares one. */
export function soughtTexts({ names, document }: Known): KeyText[] {
  const text = documentText(document);
  const number: KeyText[] =
    text.length < 4
      ? []
      : [
          { kind: 'document', text },
          { kind: 'document_part', text: `p:${text}` },
          { kind: 'document_part', text: `s:${text}` },
        ];
  const words = names.flatMap((name) => {
    const texts = ofName(name);
    return texts.some(({ kind }) => kind === 'pair') ? texts.filter(({ kind }) => kind !== 'token') : texts;
  });
  return unique([...words, ...number]);
}

/** How sure a hit is. */
export type Likeness = 'document' | 'name' | 'likely' | 'possible';

export function likenessOf(kinds: Readonly<Partial<Record<PersonKey['kind'], number>>>): Likeness {
  if (kinds.document) return 'document';
  if (kinds.name) return 'name';
  return kinds.pair ? 'likely' : 'possible';
}

/** Another record that may be of the same person. Codes only. */
export interface Alike {
  id: string;
  code: string;
  pseudonym: string;
  likeness: Likeness;
}
