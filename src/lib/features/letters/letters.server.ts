import { createKept } from '$lib/features/campaign/index.server';
import { ronda, type Ronda } from '$lib/server/app.server';
import { createLetterLinks } from './links.server';
import { lettersRepo, publicLetters } from './letters.repo.server';
import { mailOrigin } from './mails.server';
import type { PublicLetters } from './model';
import { askForLetters, type Asked, type Writing } from './writing.server';

/** Counts may be this old, and longer while the database is away. */
const FRESH_MS = 3_000;
const STALE_MS = 600_000;

type Letters = ReturnType<typeof createLetterLinks> & {
  /** Whom the public may write to; null for a campaign that takes no letters. */
  open(slug: string): Promise<PublicLetters | null>;
  ask(writing: Writing): Promise<Asked>;
  forget(): void;
  /** Begins the addresses in mails. */
  readonly origin: string;
};

function assemble(app: Ronda): Letters {
  const { keyring, limits, log } = app;
  const repo = lettersRepo(() => app.backend.system());
  const origin = mailOrigin(app.env);
  const kept = createKept<PublicLetters | null>({ freshMs: FRESH_MS, staleMs: STALE_MS });
  return {
    ...createLetterLinks({ repo, keyring, limits, origin, queued: () => app.outbox.poke() }),
    open: (slug) => kept.get(slug, () => publicLetters(app.backend.anon(), slug)),
    ask: (writing) => askForLetters({ repo, keyring, limits, log, stored: () => app.outbox.poke() }, writing),
    forget: () => kept.forget(),
    origin,
  };
}

const made = new WeakMap<Ronda, Letters>();

/** The letters of the running installation. */
export function letters(): Letters {
  const app = ronda();
  const known = made.get(app);
  if (known !== undefined) return known;
  const fresh = assemble(app);
  made.set(app, fresh);
  return fresh;
}
