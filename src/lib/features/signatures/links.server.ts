import type { Keyring } from '$lib/server/crypto/keyring.server';
import type { Limits } from '$lib/server/limits/limits.server';
import type { Result } from '$lib/contracts/errors';
import { fail, ok } from '$lib/kernel/result';
import { attempt } from '$lib/server/errors.server';
import { clientAddress } from '$lib/server/limits/address.server';
import { CONFIRM_DAYS, publicName } from './model';
import { CONFIRM_LINK, sealedPlace, WITHDRAW_LINK } from './places.server';
import type { SignatureLook, SignaturesRepo } from './signatures.repo.server';

/** What the page behind a mailed link shows. `ask` is the button; all others only tell. */
export type ConfirmState = 'ask' | 'confirmed' | 'already' | 'expired' | 'gone';
export type WithdrawState = 'ask' | 'withdrawn' | 'gone';

export interface LinkVisit {
  /** Campaign in the address; a link of another campaign is none. */
  slug: string;
  token: string;
  address: string;
}

export interface SignatureLinks {
  /** Looks and changes nothing: mail scanners follow links. */
  confirmState(visit: LinkVisit): Promise<Result<ConfirmState>>;
  confirm(visit: LinkVisit): Promise<Result<ConfirmState>>;
  withdrawState(visit: LinkVisit): Promise<Result<WithdrawState>>;
  withdraw(visit: LinkVisit): Promise<Result<WithdrawState>>;
}

export interface LinkParts {
  repo: Pick<SignaturesRepo, 'look' | 'confirm' | 'withdraw'>;
  keyring: Keyring;
  limits: Limits;
  /** Figures change. */
  changed: () => void;
  now?: () => number;
}

interface Visited {
  id: string;
  ageDays: number;
  look: SignatureLook;
}

/** The pages behind the links in mails. `not_found` for what we did not write. */
export function createLinks({ repo, keyring, limits, changed, now = Date.now }: LinkParts): SignatureLinks {
  const visit = async (purpose: string, { slug, token, address }: LinkVisit): Promise<Result<Visited>> => {
    const allowed = await limits.take('link.address', clientAddress(address));
    if (!allowed.ok) return allowed;
    const link = keyring.readLinkToken(purpose, token, now());
    if (!link.ok) return link;
    const found = await attempt(() => repo.look(link.value.id), { op: 'signature_link' });
    if (!found.ok) return found;
    if (found.value === null || found.value.campaign !== slug) return fail('not_found');
    return ok({ id: link.value.id, ageDays: link.value.ageDays, look: found.value });
  };

  const judge = ({ ageDays, look }: Visited): ConfirmState => {
    if (look.state === 'confirmed') return 'already';
    if (look.state !== 'pending') return 'gone';
    return ageDays > CONFIRM_DAYS ? 'expired' : 'ask';
  };

  return {
    async confirmState(asked) {
      const visited = await visit(CONFIRM_LINK, asked);
      return visited.ok ? ok(judge(visited.value)) : visited;
    },
    async confirm(asked) {
      const visited = await visit(CONFIRM_LINK, asked);
      if (!visited.ok) return visited;
      const { id, look } = visited.value;
      const state = judge(visited.value);
      if (state !== 'ask') return ok(state);
      const done = await attempt(async () => {
        const name = look.nameSealed === null ? null : keyring.open(look.nameSealed, sealedPlace(id, 'name'));
        const shown = name === null ? null : publicName(name, look.visibility);
        return (await repo.confirm(id, shown)).outcome;
      });
      if (done.ok && done.value === 'confirmed') changed();
      return done;
    },
    async withdrawState(asked) {
      const visited = await visit(WITHDRAW_LINK, asked);
      if (!visited.ok) return visited;
      return ok(['pending', 'confirmed'].includes(visited.value.look.state) ? 'ask' : 'gone');
    },
    async withdraw(asked) {
      const visited = await visit(WITHDRAW_LINK, asked);
      if (!visited.ok) return visited;
      const done = await attempt(async () => (await repo.withdraw(visited.value.id)).outcome);
      if (done.ok && done.value === 'withdrawn') changed();
      return done;
    },
  };
}
