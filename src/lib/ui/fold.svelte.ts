import { untrack } from 'svelte';
import { createAttachmentKey, type Attachment } from 'svelte/attachments';

type Folded = { open?: true } & Record<symbol, Attachment<HTMLDetailsElement>>;

/**
 * For `<details {...folded}>` that opens and shuts with `open`, and by hand. A closed one has no attribute: a page that wakes
 * up late must not shut what somebody has opened meanwhile, nor must any change of the page that is about something else.
 */
export function fold(open: () => boolean): Folded {
  let was = untrack(open);
  const follow = (details: HTMLDetailsElement): void => {
    const now = open();
    if (now === was) return;
    was = now;
    details.open = now;
  };
  return { ...(was ? { open: true } : {}), [createAttachmentKey()]: follow };
}
