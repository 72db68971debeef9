export interface Toast {
  id: number;
  text: string;
  tone: 'plain' | 'warn';
  /** One thing to do about it, such as "Undo". */
  action?: { label: string; run: () => void } | undefined;
}

/** Short notices of one page. Make one in the layout and hand it down by context; never share one between requests. */
export class Toasts {
  items = $state<Toast[]>([]);
  #next = 0;

  /** Shows a notice; one with something to do stays until it is answered or closed. */
  show(text: string, options: { tone?: Toast['tone']; action?: Toast['action']; ms?: number } = {}): number {
    const id = (this.#next += 1);
    const { tone = 'plain', action, ms = action || tone === 'warn' ? 0 : 5000 } = options;
    this.items = [...this.items.slice(-3), { id, text, tone, action }];
    if (ms > 0) setTimeout(() => this.close(id), ms);
    return id;
  }

  close(id: number): void {
    this.items = this.items.filter((toast) => toast.id !== id);
  }
}
