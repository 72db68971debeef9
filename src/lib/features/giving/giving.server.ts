import { createKept } from '$lib/features/campaign/index.server';
import { ronda, type Ronda } from '$lib/server/app.server';
import { createProofs } from '$lib/server/limits/proof.server';
import { givingRepo } from './giving.repo.server';
import type { Giving, GivingAccount } from './model';
import { createOwnPage } from './own-page.server';
import { makePledge, type Pledged } from './pledging.server';
import { cardProcessors } from './processors/configured.server';

type Pledging = Parameters<typeof makePledge>[1];

type GivingService = ReturnType<typeof createOwnPage> & {
  /** What the campaign asks for and where to; null when it takes no gifts. */
  open(slug: string): Promise<OpenGiving | null>;
  pledge(pledging: Pledging): Promise<Pledged>;
  forgetKept(): void;
};
export interface OpenGiving {
  giving: Giving;
  accounts: GivingAccount[];
}

function assemble(app: Ronda): GivingService {
  const { keyring, limits, log } = app;
  const repo = givingRepo(() => app.backend.system());
  const kept = createKept<OpenGiving | null>({ freshMs: 3_000, staleMs: 600_000 });
  const open = (slug: string): Promise<OpenGiving | null> =>
    kept.get(slug, async () => {
      const giving = await repo.giving(slug);
      if (giving === null || !giving.open || giving.presets.length === 0) return null;
      const accounts = await repo.accounts(slug);
      return accounts.length > 0 || cardProcessors(app.env).length > 0 ? { giving, accounts } : null;
    });
  const proofs = createProofs(keyring.derive('proof'));
  const stored = (): void => app.outbox.poke();
  return {
    // An account that was closed a moment ago must not be shown: read anew for whoever is about to transfer.
    ...createOwnPage({ repo, keyring, limits, accounts: (slug) => repo.accounts(slug) }),
    open,
    pledge: (pledging) => makePledge({ repo, keyring, limits, proofs, log, stored }, pledging),
    forgetKept: () => kept.forget(),
  };
}

const made = new WeakMap<Ronda, GivingService>();

/** Giving in the running installation. */
export function giving(): GivingService {
  const app = ronda();
  const known = made.get(app);
  if (known !== undefined) return known;
  const fresh = assemble(app);
  made.set(app, fresh);
  return fresh;
}
