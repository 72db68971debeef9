import type { FormAnswer, FormState } from '$lib/contracts/forms';
import { ERROR_CODES, type ErrorCode, type Failure } from '$lib/contracts/errors';
import { uuidv7 } from '$lib/kernel/ids';
import { fail } from '$lib/kernel/result';

type Phase = 'idle' | 'sending' | 'waiting' | 'checking' | 'stopped' | 'done';

/** As the server tells how far an upload has come. */
interface Progress {
  id: string;
  ready: boolean;
  part: number;
  parts: number;
  here: number[];
}

/** Milliseconds between two attempts while the line is away: soon at first, then seldom. */
const AGAIN_MS = [1_000, 2_000, 4_000, 8_000, 15_000, 30_000] as const;
/** Answers after which the same may be asked again: a server that starts, a limit, a line that broke. */
const PASSING = [408, 425, 429, 500, 502, 503, 504];

class Refused extends Error {
  override readonly name = 'Refused';
  constructor(readonly state: FormState) {
    super('refused');
  }
}
class Stopped extends Error {
  override readonly name = 'Stopped';
}

/** Under which an unfinished upload of this file is found again after a reload; size and time, never its name. */
const keyOf = ({ size, lastModified }: File): string => `ronda-upload:${size}:${lastModified}`;

function failureOf(told: unknown, status: number): Failure {
  const code: unknown = typeof told === 'object' && told !== null ? Reflect.get(told, 'code') : undefined;
  if (ERROR_CODES.includes(code as ErrorCode)) return told as Failure;
  return fail(status === 401 ? 'signed_out' : status === 404 ? 'not_found' : status === 413 ? 'too_large' : 'unknown');
}

/**
 * Sends a file in parts, each until it has arrived, and goes on by itself when the line comes back. What is sent again is
 * the same part of the same upload, so nothing comes twice.
 */
export class Uploader {
  phase: Phase = $state('idle');
  sent = $state(0);
  total = $state(0);
  /** What was refused, in the form of a posted form's answer. */
  answer: FormAnswer = $state.raw(null);

  readonly #base: string;
  readonly #done: (id: string) => unknown;
  #id = '';
  #wake: (() => void) | null = null;
  #ends = new AbortController();

  /** `base` is the folder of the endpoints; `done` is told the id of the document. */
  constructor(base: string, done: (id: string) => unknown) {
    this.#base = base;
    this.#done = done;
  }

  get busy(): boolean {
    return ['sending', 'waiting', 'checking'].includes(this.phase);
  }

  async start(form: HTMLFormElement, file: File): Promise<void> {
    if (this.busy) return;
    this.#ends = new AbortController();
    this.answer = null;
    this.phase = 'sending';
    [this.sent, this.total] = [0, file.size];
    const fields = new FormData(form);
    fields.delete('file');
    this.#id = sessionStorage.getItem(keyOf(file)) ?? uuidv7();
    fields.set('op', this.#id);
    fields.set('name', file.name);
    fields.set('size', String(file.size));
    try {
      sessionStorage.setItem(keyOf(file), this.#id);
      const progress = (await this.#ask('', { method: 'POST', body: fields })) as Progress;
      if (!progress.ready) await this.#send(progress, file);
      sessionStorage.removeItem(keyOf(file));
      this.phase = 'done';
      await this.#done(progress.id);
    } catch (error) {
      if (error instanceof Stopped) return;
      if (!(error instanceof Refused)) throw error;
      // What was refused is gone: whoever tries again begins anew.
      sessionStorage.removeItem(keyOf(file));
      this.phase = 'idle';
      const values = Object.fromEntries(
        [...fields].filter((pair): pair is [string, string] => typeof pair[1] === 'string'),
      );
      this.answer = { ...error.state, values: { ...values, ...error.state.values } };
    }
  }

  /** The line is back, or somebody does not want to wait. */
  now(): void {
    this.#wake?.();
  }

  /** Gives the upload up, here and at the server. */
  async stop(): Promise<void> {
    if (!this.busy || this.phase === 'checking') return;
    this.phase = 'stopped';
    this.#ends.abort();
    this.#wake?.();
    for (const key of Object.keys(sessionStorage)) {
      if (sessionStorage.getItem(key) === this.#id) sessionStorage.removeItem(key);
    }
    // Without an answer it is swept within a day.
    await fetch(`${this.#base}/${this.#id}`, { method: 'DELETE' }).catch(() => null);
  }

  async #send({ id, part, parts, here }: Progress, file: File): Promise<void> {
    const size = (n: number): number => Math.min(part, file.size - n * part);
    this.sent = here.reduce((sum, n) => sum + size(n), 0);
    for (let n = 0; n < parts; n += 1) {
      if (here.includes(n)) continue;
      const body = file.slice(n * part, n * part + size(n));
      const headers = { 'content-type': 'application/octet-stream' };
      await this.#ask(`/${id}?part=${n}`, { method: 'PUT', body, headers });
      this.sent += size(n);
    }
    this.phase = 'checking';
    await this.#ask(`/${id}`, { method: 'POST' });
  }

  async #ask(path: string, init: RequestInit): Promise<unknown> {
    const phase = this.phase;
    for (let turn = 0; ; turn += 1) {
      if (this.#ends.signal.aborted) throw new Stopped();
      const answer = await fetch(`${this.#base}${path}`, { ...init, signal: this.#ends.signal }).catch(() => null);
      if (answer?.ok) {
        this.phase = phase;
        return answer.json();
      }
      if (this.#ends.signal.aborted) throw new Stopped();
      if (answer && !PASSING.includes(answer.status)) throw await this.#refusal(answer);
      this.phase = 'waiting';
      await this.#pause(AGAIN_MS[Math.min(turn, AGAIN_MS.length - 1)] ?? 30_000);
    }
  }

  async #refusal(answer: Response): Promise<Refused> {
    const told: unknown = await answer.json().catch(() => null);
    if (typeof told === 'object' && told !== null && 'errors' in told) return new Refused(told as FormState);
    const failure = failureOf(told, answer.status);
    const errors = failure.field && failure.rule ? { [failure.field]: failure.rule } : {};
    return new Refused({ values: {}, errors, failure });
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#wake?.(), ms);
      this.#wake = () => {
        clearTimeout(timer);
        window.removeEventListener('online', resolved);
        this.#wake = null;
        resolve();
      };
      const resolved = (): void => this.#wake?.();
      window.addEventListener('online', resolved);
    });
  }
}
