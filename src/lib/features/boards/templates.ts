import type { DeskKey } from '$lib/messages/desk';
import type { Messages } from '$lib/messages/catalog';

/** Kinds of work that a campaign starts again and again; `blank` has the three lists of any work. */
export const TEMPLATES = ['pronouncement', 'embassy', 'press', 'demonstration', 'jail_support', 'blank'] as const;
export type Template = (typeof TEMPLATES)[number];

/** Names of a template's lists in the reader's language; the catalogue keeps them in one line, parted by bars. */
export function listsOfTemplate(m: Messages<DeskKey>, template: Template): string[] {
  return m(`boards.template.${template}.lists`)
    .split('|')
    .map((name) => name.trim());
}
