import type { Result } from '$lib/contracts/errors';
import { KEPT_DAYS } from '$lib/kernel/keeping';
import { fail, ok } from '$lib/kernel/result';
import type { Keyring } from '$lib/server/crypto/keyring.server';
import { attempt } from '$lib/server/errors.server';
import { clientAddress } from '$lib/server/limits/address.server';
import type { Limits } from '$lib/server/limits/limits.server';
import { wholeLetter } from './compose.server';
import type { LettersRepo, RequestLook } from './letters.repo.server';
import type { Letter } from './model';
import { LETTERS_LINK, sealedPlace } from './places.server';

export interface LettersVisit {
  /** Campaign in the address; a link of another campaign is none. */
  slug: string;
  token: string;
  /** Network address. */
  address: string;
}
export interface ShownLetter extends Letter {
  id: string;
  name: string;
  office: string;
}
/** `ask` has the button; `already` the one that takes back what has not gone. */
export interface LettersPage {
  state: 'ask' | 'confirmed' | 'already' | 'cancelled' | 'expired' | 'gone';
  /** As they will go, word for word. */
  letters: ShownLetter[];
  /** Letters that go now, or that were stopped. */
  n: number;
}

export interface LetterLinksParts {
  repo: Pick<LettersRepo, 'look' | 'confirm' | 'cancel'>;
  keyring: Keyring;
  limits: Limits;
  /** As it stands in mails: the letters shown are those that go. */
  origin: string;
  /** Letters wait for their turn. */
  queued: () => void;
  now?: () => number;
}

/** The page behind the link in the mail that asks a writer. Looking changes nothing: mail scanners follow links. */
export function createLetterLinks({ repo, keyring, limits, origin, queued, now = Date.now }: LetterLinksParts) {
  const visit = async ({
    slug,
    token,
    address,
  }: LettersVisit): Promise<Result<{ look: RequestLook; days: number }>> => {
    const allowed = await limits.take('link.address', clientAddress(address));
    if (!allowed.ok) return allowed;
    const link = keyring.readLinkToken(LETTERS_LINK, token, now());
    if (!link.ok) return link;
    const found = await attempt(() => repo.look(link.value.id), { op: 'letters_link' });
    if (!found.ok) return found;
    if (found.value === null || found.value.slug !== slug) return fail('not_found');
    return ok({ look: found.value, days: link.value.ageDays });
  };

  const shown = (look: RequestLook): ShownLetter[] => {
    const { id: request, nameSealed, emailSealed, wordsSealed, slug } = look;
    if (nameSealed === null || emailSealed === null) return [];
    const writer = {
      name: keyring.open(nameSealed, sealedPlace(request, 'name')),
      email: keyring.open(emailSealed, sealedPlace(request, 'email')),
      words: wordsSealed === null ? '' : keyring.open(wordsSealed, sealedPlace(request, 'words')),
    };
    return look.letters
      .filter(({ state }) => ['asked', 'queued', 'released'].includes(state))
      .map((letter) => {
        const { id, name, office } = letter;
        return { id, name, office, ...wholeLetter(letter, letter, writer, { origin, slug }) };
      });
  };

  const pageOf = async (asked: LettersVisit): Promise<Result<LettersPage & { request: string }>> => {
    const visited = await visit(asked);
    if (!visited.ok) return visited;
    const { look, days } = visited.value;
    const letters = shown(look);
    const state =
      look.state === 'done' ? 'gone' : look.state === 'confirmed' ? 'already' : days > KEPT_DAYS ? 'expired' : 'ask';
    return ok({ state, letters: state === 'expired' ? [] : letters, n: letters.length, request: look.id });
  };

  return {
    async page(asked: LettersVisit): Promise<Result<LettersPage>> {
      const page = await pageOf(asked);
      return page.ok ? ok({ state: page.value.state, letters: page.value.letters, n: page.value.n }) : page;
    },
    async confirm(asked: LettersVisit): Promise<Result<LettersPage>> {
      const page = await pageOf(asked);
      if (!page.ok) return page;
      const { request, letters, state, n } = page.value;
      if (state !== 'ask') return ok({ state, letters, n });
      return attempt(async (): Promise<LettersPage> => {
        const done = await repo.confirm(request);
        if (done.outcome === 'confirmed') queued();
        return { state: done.outcome, letters: [], n: done.queued ?? 0 };
      });
    },
    async cancel(asked: LettersVisit): Promise<Result<LettersPage>> {
      const page = await pageOf(asked);
      if (!page.ok) return page;
      return attempt(async (): Promise<LettersPage> => {
        const { outcome, stopped } = await repo.cancel(page.value.request);
        return { state: outcome, letters: [], n: stopped };
      });
    },
  };
}
