/**
 * Keys of the queue: j and k walk, a accepts the first suggestion, x says no to it, s opens what is decided by hand, u takes
 * back. Only while nobody types.
 */
export function queueKeys(list: HTMLElement): () => void {
  const cards = (): HTMLElement[] => [...list.querySelectorAll<HTMLElement>('[data-line]')];

  function press(name: string): boolean {
    const card = document.activeElement?.closest<HTMLElement>('[data-line]') ?? cards()[0];
    const control =
      card?.querySelector<HTMLElement>(`[data-key="${name}"]`) ??
      // What was just done stands above the list, with the way back.
      (name === 'u' ? document.querySelector<HTMLElement>('[data-key="u"]') : null);
    if (!control) return false;
    control.click();
    if (control.matches('[data-key="s"]')) control.querySelector<HTMLElement>('summary')?.click();
    return true;
  }

  function walk(step: number): boolean {
    const all = cards();
    const current = document.activeElement?.closest<HTMLElement>('[data-line]');
    const at = current ? all.indexOf(current) + step : step > 0 ? 0 : -1;
    const next = all[at];
    if (!next) return false;
    next.focus();
    next.scrollIntoView({ block: 'nearest' });
    return true;
  }

  function onKey(event: KeyboardEvent): void {
    const { target, key, ctrlKey, metaKey, altKey } = event;
    if (ctrlKey || metaKey || altKey) return;
    if (target instanceof Element && target.closest('input, select, textarea, [contenteditable], dialog')) return;
    const done = key === 'j' ? walk(1) : key === 'k' ? walk(-1) : /^[asxu]$/.test(key) && press(key);
    if (done) event.preventDefault();
  }

  document.addEventListener('keydown', onKey);
  return () => {
    document.removeEventListener('keydown', onKey);
  };
}
