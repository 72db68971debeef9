import type { Failure } from '$lib/contracts/errors';
import { keepDraft, readDraft } from './draft';

export interface WritingHost {
  card: string;
  field: 'title' | 'note';
  /** What the board shows now: confirmed, and what this person has sent. */
  current: () => string;
  save: (value: string, base: string) => Promise<Failure | null>;
  required: boolean;
  /** What was typed before a form came back. */
  typed?: string | undefined;
}

/**
 * One text that several people may write. It knows what stood there when this person began (`base`): as long as only one
 * side changed nothing is asked; when both did, both texts are shown and the person chooses. Nothing typed is lost.
 */
export class Writing {
  text = $state('');
  base = $state('');
  /** Brought back from before a reload. */
  recovered = $state(false);
  readonly #host: WritingHost;

  constructor(host: WritingHost) {
    this.#host = host;
    this.base = host.current();
    this.text = host.typed ?? this.base;
  }

  get dirty(): boolean {
    return this.text.trim() !== this.base;
  }
  get empty(): boolean {
    return this.#host.required && this.text.trim() === '';
  }
  /** What somebody else wrote meanwhile, when this person wrote something else. */
  get theirs(): string | null {
    const current = this.#host.current();
    return this.dirty && current !== this.base && current !== this.text.trim() ? current : null;
  }

  /** In the browser only: brings back what this tab still keeps. */
  recover(): void {
    const draft = readDraft(this.#host.card, this.#host.field);
    if (draft === null || draft.text.trim() === this.#host.current()) return;
    this.base = draft.base;
    this.text = draft.text;
    this.recovered = true;
  }

  /** What stands there changed: follow it, unless this person has begun to write. */
  follow(): void {
    const current = this.#host.current();
    if (current === this.base) return;
    if (!this.dirty) this.text = current;
    if (!this.dirty || this.text.trim() === current) this.base = current;
  }

  keep(): void {
    keepDraft(this.#host.card, this.#host.field, this.dirty ? { base: this.base, text: this.text } : null);
  }

  /** Saves what may be saved; a text over which two disagree waits for the person. */
  async save(): Promise<void> {
    if (!this.dirty || this.empty || this.theirs !== null) return;
    const { card, field } = this.#host;
    const [value, base] = [this.text.trim(), this.base];
    this.recovered = false;
    this.base = value;
    // Until the server has it, a reload must find it here.
    keepDraft(card, field, { base, text: value });
    const failure = await this.#host.save(value, base);
    if (failure === null) {
      if (!this.dirty) keepDraft(card, field, null);
      return;
    }
    this.base = base;
    this.keep();
  }

  async keepMine(): Promise<void> {
    this.base = this.#host.current();
    await this.save();
  }

  takeTheirs(): void {
    this.base = this.#host.current();
    this.text = this.base;
    this.recovered = false;
    keepDraft(this.#host.card, this.#host.field, null);
  }
}
