import type { Result } from '$lib/contracts/errors';
import type { Locale } from '$lib/contracts/locales';
import { campaigns, createKept } from '$lib/features/campaign/index.server';
import { uuidFor } from '$lib/kernel/ids';
import { fail, ok } from '$lib/kernel/result';
import { ronda } from '$lib/server/app.server';
import { attempt } from '$lib/server/errors.server';
import { openSealed, storeFile, type OpenFile, type Upload } from '$lib/server/files/index.server';
import { clientAddress } from '$lib/server/limits/address.server';
import { endorsementsRepo } from './endorsements.repo.server';
import type { PublicOrganisation } from './model';
import { CONTACT_LINK, endorserKey, sealedPlace } from './places.server';
import { TRAP_FIELD, type EndorseForm } from './schema';

const repo = endorsementsRepo(() => ronda().backend.system());
const kept = createKept<PublicOrganisation[]>({ freshMs: 2_000, staleMs: 600_000 });

/** The organisations of a campaign that are public, in their order. At most two seconds old. */
export function publicOrganisations(slug: string): Promise<PublicOrganisation[]> {
  return kept.get(slug, () => repo.organisations(slug));
}

/** Something that the public sees of organisations was changed here. */
export function organisationsChanged(): void {
  kept.forget();
  campaigns().forget();
  ronda().totalsChanged();
}

/** The logo of an organisation that is public now; null for everything else. */
export async function publicLogo(slug: string, file: string): Promise<OpenFile | null> {
  const found = await repo.logo(slug, file);
  return found && openSealed(found);
}

/**
 * Takes the request of an organisation in. `thanks` says no more than that: what happened with it is told to its mailbox
 * alone, and to the team.
 */
export async function askToEndorse(asked: {
  campaign: { id: string; slug: string };
  form: EndorseForm;
  logo: Upload | null;
  locale: Locale;
  address: string;
}): Promise<Result<'thanks' | 'closed'>> {
  const { keyring, limits, outbox, log } = ronda();
  const { campaign, form, logo, locale } = asked;
  if (form[TRAP_FIELD] !== '') {
    log.info('endorsement.trapped', { campaign: campaign.slug });
    return ok('thanks');
  }
  const allowed = await limits.take('endorse.address', clientAddress(asked.address));
  if (!allowed.ok) return allowed;
  const emailKey = endorserKey(keyring, campaign.id, form.email);
  if (!(await limits.take('endorse.mailbox', emailKey)).ok) return ok('thanks');
  const file = logo && (await storeFile(campaign.id, 'logo', logo, uuidFor(form.op, 'logo')));
  if (file && !file.ok) return file;
  const { op: id, name, country, kind, website, quote } = form;
  const done = await attempt(() =>
    repo.ask({
      id,
      campaign: campaign.id,
      name,
      country,
      kind,
      website,
      quote,
      locale,
      logo: file?.value ?? null,
      contactSealed: keyring.seal(form.contact, sealedPlace(id, 'contact')),
      emailSealed: keyring.seal(form.email, sealedPlace(id, 'email')),
      emailKey,
    }),
  );
  if (!done.ok) return done;
  outbox.poke();
  return ok(done.value.outcome === 'refused' ? 'closed' : 'thanks');
}

/** What the page behind the contact's link shows. */
export type ContactState = 'ask' | 'answered' | 'listed' | 'declined' | 'withdrawn';
export interface ContactPage {
  state: ContactState;
  name: string;
}
interface Visit {
  slug: string;
  token: string;
  address: string;
}

async function visited({ slug, token, address }: Visit): Promise<Result<{ id: string; page: ContactPage }>> {
  const { keyring, limits } = ronda();
  const allowed = await limits.take('link.address', clientAddress(address));
  if (!allowed.ok) return allowed;
  const link = keyring.readLinkToken(CONTACT_LINK, token);
  if (!link.ok) return link;
  const found = await attempt(() => repo.look(link.value.id));
  if (!found.ok) return found;
  if (found.value === null || found.value.campaign !== slug) return fail('not_found');
  const { state, mailbox, removed, name } = found.value;
  const shown: ContactState =
    state === 'withdrawn'
      ? 'withdrawn'
      : state === 'declined' || removed
        ? 'declined'
        : state === 'confirmed'
          ? 'listed'
          : mailbox
            ? 'answered'
            : 'ask';
  return ok({ id: link.value.id, page: { state: shown, name } });
}

/** Looks and changes nothing: mail scanners follow links. */
export async function contactPage(visit: Visit): Promise<Result<ContactPage>> {
  const found = await visited(visit);
  return found.ok ? ok(found.value.page) : found;
}

/** The contact says that the request is theirs. */
export async function answerAsContact(visit: Visit): Promise<Result<ContactPage>> {
  const found = await visited(visit);
  if (!found.ok) return found;
  const { id, page } = found.value;
  const done = await attempt(() => repo.answer(id));
  if (!done.ok) return done;
  return ok({ ...page, state: page.state === 'ask' ? 'answered' : page.state });
}

/** The contact takes the organisation out; at once, and nothing of who wrote stays. */
export async function withdrawAsContact(visit: Visit): Promise<Result<ContactPage>> {
  const found = await visited(visit);
  if (!found.ok) return found;
  const done = await attempt(() => repo.withdraw(found.value.id));
  if (!done.ok) return done;
  organisationsChanged();
  return ok({ ...found.value.page, state: 'withdrawn' });
}
