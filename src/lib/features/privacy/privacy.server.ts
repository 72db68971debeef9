import type { Result } from '$lib/contracts/errors';
import { createKept } from '$lib/features/campaign/index.server';
import { mailboxKey } from '$lib/features/signatures/index.server';
import { ok } from '$lib/kernel/result';
import { ronda, type Ronda } from '$lib/server/app.server';
import { attempt } from '$lib/server/errors.server';
import { clientAddress } from '$lib/server/limits/address.server';
import type { PublicPrivacy } from './model';
import { publicPrivacy, sendOwnLinks } from './privacy.repo.server';

const FRESH_MS = 3_000;
const STALE_MS = 600_000;

interface Privacy {
  /** What a campaign keeps and until when; null where there is no such campaign. */
  open(slug: string): Promise<PublicPrivacy | null>;
  /** Answers the same whether the mailbox signed or not: only the mailbox is told. */
  sendLinks(asked: { campaign: string; email: string; address: string }): Promise<Result<void>>;
  /** The public page must say it at once. */
  forget(): void;
  /** Somebody waits for a run. */
  poke(): void;
  onPoke(work: () => void): void;
}

function assemble(app: Ronda): Privacy {
  const { keyring, limits, outbox, log } = app;
  const kept = createKept<PublicPrivacy | null>({ freshMs: FRESH_MS, staleMs: STALE_MS });
  let work = (): void => undefined;
  return {
    open: (slug) => kept.get(slug, () => publicPrivacy(app.backend.anon(), slug)),
    async sendLinks({ campaign, email, address }) {
      const allowed = await limits.take('ownlinks.address', clientAddress(address));
      if (!allowed.ok) return allowed;
      const done = await attempt(() =>
        sendOwnLinks(app.backend.system(), campaign, mailboxKey(keyring, campaign, email)),
      );
      if (!done.ok) return done;
      log.info('privacy.links_asked', { campaign });
      outbox.poke();
      return ok();
    },
    forget: () => kept.forget(),
    poke: () => work(),
    onPoke: (job) => {
      work = job;
    },
  };
}

const made = new WeakMap<Ronda, Privacy>();

/** What signers may know and ask of their data, in the running installation. */
export function privacy(app: Ronda = ronda()): Privacy {
  const known = made.get(app);
  if (known !== undefined) return known;
  const fresh = assemble(app);
  made.set(app, fresh);
  return fresh;
}
