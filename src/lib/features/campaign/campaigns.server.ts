import type { Locale } from '$lib/contracts/locales';
import type { PublicTotals } from '$lib/contracts/totals';
import { ronda, type Ronda } from '$lib/server/app.server';
import { realtime } from '$lib/server/realtime/attach.server';
import { campaignRepo, type CampaignRepo } from './campaign.repo.server';
import { createKept } from './kept.server';
import { isSlug, type CampaignLine, type PublicCampaign } from './model';

/** Ten minutes: through a restart of the database the page still stands, and the form can say "in a moment". */
const STALE_MS = 600_000;

export interface Campaigns {
  /** Null for what is not there or not open to the public. At most two seconds old, older while the database is away. */
  get(slug: string, locale: Locale): Promise<PublicCampaign | null>;
  /** The newest figures, at most a second old. */
  totals(slug: string): Promise<PublicTotals | null>;
  open(locale: Locale): Promise<CampaignLine[]>;
  /** Something that the public sees was changed here. */
  forget(): void;
}

/** Over any repo; `live` answers from the frames that the sockets send, where there is one. */
function createCampaigns(
  repo: CampaignRepo,
  live: () => { latestPublicTotals(slug: string): Promise<PublicTotals | null> } | null = () => null,
  forgetPages: () => void = () => undefined,
): Campaigns {
  const campaigns = createKept<PublicCampaign | null>({ freshMs: 2_000, staleMs: STALE_MS });
  const totals = createKept<PublicTotals | null>({ freshMs: 1_000, staleMs: STALE_MS });
  const lines = createKept<CampaignLine[]>({ freshMs: 5_000, staleMs: STALE_MS });
  return {
    get: async (slug, locale) =>
      isSlug(slug) ? campaigns.get(`${slug} ${locale}`, () => repo.campaign(slug, locale)) : null,
    totals: async (slug) =>
      isSlug(slug) ? (live()?.latestPublicTotals(slug) ?? totals.get(slug, () => repo.totals(slug))) : null,
    open: (locale) => lines.get(locale, () => repo.open(locale)),
    forget() {
      campaigns.forget();
      totals.forget();
      lines.forget();
      forgetPages();
    },
  };
}

const made = new WeakMap<Ronda, Campaigns>();

/** The campaigns of the running installation. */
export function campaigns(): Campaigns {
  const app = ronda();
  const known = made.get(app);
  if (known !== undefined) return known;
  const fresh = createCampaigns(campaignRepo(app.backend.anon()), realtime, () => app.pages.forget());
  made.set(app, fresh);
  return fresh;
}
