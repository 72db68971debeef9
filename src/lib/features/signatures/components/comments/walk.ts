export interface WalkKeys {
  next: string;
  previous: string;
  approve: string;
  hide: string;
}

/**
 * Keys for a list of comments: from one to the next, and deciding on the one that has the focus. After a decision the
 * list is drawn anew without it; the focus then goes to whatever stands in its place.
 */
export function walk(keys: WalkKeys): (list: HTMLElement) => () => void {
  return (list) => {
    const cards = (): HTMLElement[] => [...list.querySelectorAll<HTMLElement>('article')];
    let at = -1;
    const go = (to: number): void => {
      const all = cards();
      at = Math.max(0, Math.min(to, all.length - 1));
      all[at]?.focus();
    };
    const press = (event: KeyboardEvent): void => {
      const writing =
        event.target instanceof HTMLElement && event.target.matches('input:not([type=checkbox]), textarea, select');
      if (writing || event.ctrlKey || event.metaKey || event.altKey) return;
      const focused = cards().findIndex((card) => card.contains(document.activeElement));
      if (focused >= 0) at = focused;
      if (event.key === keys.next) go(focused < 0 && at < 0 ? 0 : at + 1);
      else if (event.key === keys.previous) go(at - 1);
      else if (event.key === keys.approve || event.key === keys.hide) {
        const what = event.key === keys.approve ? 'approved' : 'hidden';
        cards()[focused]?.querySelector<HTMLButtonElement>(`button[data-decision=${what}]`)?.click();
      } else return;
      event.preventDefault();
    };
    const redrawn = new MutationObserver(() => {
      if (at >= 0 && (document.activeElement === document.body || document.activeElement === null)) go(at);
    });
    redrawn.observe(list, { childList: true });
    document.addEventListener('keydown', press);
    return () => {
      redrawn.disconnect();
      document.removeEventListener('keydown', press);
    };
  };
}
