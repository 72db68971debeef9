/** What a file may be called: a rule under `rule.<rule>` for what it may not. */
export type NameRule = 'document_name_empty' | 'document_name_path' | 'document_name_signs' | 'document_name_long';

// Controls, and marks that let a name read backwards or hold something nobody sees.
const UNSEEN = /[\p{Cc}\p{Zl}\p{Zp}\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/u;
/** Characters; what file systems of telephones keep. */
const LONGEST = 200;

/** The broken rule of a file name, or null. A name that only looks harmless is refused, never mended: whoever reads it must be able to trust it. */
export function nameRule(name: string): NameRule | null {
  const bare = name.trim();
  if (bare === '' || /^\.+$/.test(bare)) return 'document_name_empty';
  if (/[/\\]/.test(name) || /^[a-z]:/i.test(bare)) return 'document_name_path';
  if (UNSEEN.test(name) || !name.isWellFormed()) return 'document_name_signs';
  return name.length > LONGEST ? 'document_name_long' : null;
}

/** What stands after the last dot, in small letters; empty when there is none. */
export function endingOf(name: string): string {
  const at = name.lastIndexOf('.');
  return at > 0
    ? name
        .slice(at + 1)
        .trim()
        .toLowerCase()
    : '';
}
