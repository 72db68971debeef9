import type { PaperKind } from '$lib/contracts/ops-papers';
import type { Locale } from '$lib/contracts/locales';
import type { Messages } from '$lib/messages/catalog';
import type { RecordsKey } from '$lib/messages/records';
import type { Paper, Section } from './papers';
import { consentFor, type Consents, type Source, type Values } from './sources';

/** A piece of a paper in the language of whoever gets it. */
export type Block =
  | { kind: 'head'; text: string }
  | { kind: 'text'; text: string }
  /** A field that nobody has entered keeps its line, to be filled in by hand. */
  | { kind: 'field'; label: string; value: string };

export interface PaperText {
  paper: PaperKind;
  locale: Locale;
  /** Says who it is: then neither code nor pseudonym may stand on it. */
  named: boolean;
  title: string;
  blocks: Block[];
  /** Sources that nobody has entered. */
  missing: Source[];
  /** Sources that are known and may not be told: there is no consent for them on this channel. */
  withheld: Source[];
}

const BLANK = '__________';

function mayTell(paper: Paper, source: Source, consents: Consents): boolean {
  if (paper.channel === 'court' || paper.channel === 'geneva') return true;
  const needs = consentFor(source);
  return needs === null || consents[paper.channel].includes(needs);
}

function sectionBlocks(
  paper: Paper,
  section: Section,
  told: (source: Source) => string | null,
  m: Messages<RecordsKey>,
): Block[] {
  const key = `paper.${paper.kind}.${section.id}`;
  const word = (name: string): string => m(name as RecordsKey);
  const fields = section.fields.flatMap((source): Block[] => {
    const value = told(source);
    return value === null ? [] : [{ kind: 'field', label: m(`paper.source.${source}`), value }];
  });
  const text: Block[] = section.text ? [{ kind: 'text', text: word(`${key}.text`) }] : [];
  return [{ kind: 'head', text: word(key) }, ...text, ...fields];
}

/**
 * A paper of what the record holds. What may not be told is not in it, not even as a line to fill in: a blank after "name"
 * asks somebody to write one.
 */
export function composePaper(paper: Paper, values: Values, consents: Consents, m: Messages<RecordsKey>): PaperText {
  const missing = new Set<Source>();
  const withheld = new Set<Source>();
  const named = values.name !== '' && mayTell(paper, 'name', consents);
  const told = (source: Source): string | null => {
    // A name beside the code would open every notice, calendar and list that only says the code.
    if (source === 'code' && named) return null;
    if (!mayTell(paper, source, consents)) {
      if (values[source] !== '') withheld.add(source);
      return null;
    }
    if (values[source] === '') missing.add(source);
    return values[source];
  };
  const blocks = paper.sections.flatMap((section) => sectionBlocks(paper, section, told, m));
  return {
    paper: paper.kind,
    locale: m.locale,
    named,
    title: m(`paper.${paper.kind}`),
    blocks,
    missing: [...missing],
    withheld: [...withheld],
  };
}

/** As plain text: for a mail, a form on the web, a telephone. */
export function plainText({ title, blocks }: PaperText): string {
  const lines = blocks.map((block) => {
    if (block.kind === 'head') return `\n${block.text.toUpperCase()}`;
    if (block.kind === 'text') return block.text;
    const value = block.value || BLANK;
    return value.includes('\n') ? `${block.label}:\n${value}` : `${block.label}: ${value}`;
  });
  return `${[title, ...lines].join('\n')}\n`;
}
