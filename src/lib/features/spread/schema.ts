import * as v from 'valibot';
import { LOCALES } from '$lib/contracts/locales';
import { SHARE_TEXT_WAYS, SOURCE_KINDS, type SourceKind } from '$lib/contracts/ops';
import { isUuid } from '$lib/kernel/ids';

const id = v.pipe(
  v.string('unknown_field'),
  v.check((text) => isUuid(text), 'unknown_field'),
);
const line = (most: number) =>
  v.pipe(
    v.optional(v.string(), ''),
    v.trim(),
    v.transform((text) => text.replace(/\s+/gu, ' ')),
    v.maxLength(most, 'too_long'),
  );

export const TEXT_MAX = 1000;
export const LABEL_MAX = 80;
export const PLACE_MAX = 120;

export const shareTextSchema = v.object({
  op: id,
  locale: v.picklist(LOCALES, 'choice'),
  way: v.picklist(SHARE_TEXT_WAYS, 'choice'),
  text: v.pipe(
    v.optional(v.string(), ''),
    v.transform((text) => text.replace(/\r\n?/g, '\n').trim()),
    v.maxLength(TEXT_MAX, 'too_long'),
  ),
});

export const sourceSchema = v.object({
  op: id,
  kind: v.picklist(SOURCE_KINDS, 'choice'),
  label: v.pipe(line(LABEL_MAX), v.nonEmpty('required')),
  place: line(PLACE_MAX),
});

export const archiveSchema = v.object({
  op: id,
  source: id,
  archived: v.pipe(
    v.picklist(['yes', 'no'], 'choice'),
    v.transform((value) => value === 'yes'),
  ),
});

/** Kinds that everybody knows by how their word begins (`messages/sources`). */
const PREFIXES: Partial<Record<SourceKind, string>> = { poster: 'qr-', partner: 'embed-' };
const WORD_MAX = 40;

/** The word that links carry, made of what people call it: `qr-plaza-de-mayo`. Empty when it has no letter of ours. */
export function wordFor(kind: SourceKind, label: string): string {
  const prefix = PREFIXES[kind] ?? '';
  const plain = label
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, WORD_MAX - prefix.length)
    .replace(/^-|-$/g, '');
  return plain === '' ? '' : prefix + plain;
}
