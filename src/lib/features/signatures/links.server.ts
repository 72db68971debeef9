import type { Keyring } from '$lib/server/crypto/keyring.server';
import type { Limits } from '$lib/server/limits/limits.server';
import type { Result } from '$lib/contracts/errors';
import { KEPT_DAYS } from '$lib/kernel/keeping';
import { fail, ok } from '$lib/kernel/result';
import { attempt } from '$lib/server/errors.server';
import { clientAddress } from '$lib/server/limits/address.server';
import { publicName } from './model';
import { CONFIRM_LINK, MINE_LINK, sealedPlace, WITHDRAW_LINK } from './places.server';
import type { Visibility } from './schema';
import type { Mine } from './mine';
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
  /** Looks and changes nothing. */
  mine(visit: LinkVisit): Promise<Result<Mine>>;
  /** The next four take a link to the page of one's own. */
  show(visit: LinkVisit, visibility: Visibility): Promise<Result<'shown' | 'gone'>>;
  withdrawMine(visit: LinkVisit): Promise<Result<'withdrawn' | 'gone'>>;
  takeCommentBack(visit: LinkVisit): Promise<Result<'taken_back' | 'gone'>>;
  disownMine(visit: LinkVisit): Promise<Result<Disowned>>;
  /** Of a confirmed signature, for whoever holds its link to confirm; empty for any other. */
  shareCode(visit: LinkVisit): Promise<string>;
  /** "It was not me", from the page that asks to confirm. */
  disown(visit: LinkVisit): Promise<Result<Disowned>>;
}
export type Disowned = 'disowned' | 'gone';

export interface LinkParts {
  repo: Pick<SignaturesRepo, 'look' | 'confirm' | 'withdraw' | 'show' | 'disown' | 'takeCommentBack'>;
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
    return ageDays > KEPT_DAYS ? 'expired' : 'ask';
  };

  const nameOf = ({ id, look }: Visited): string | null =>
    look.nameSealed === null ? null : keyring.open(look.nameSealed, sealedPlace(id, 'name'));
  const shownAs = (visited: Visited, visibility: Visibility): string | null => {
    const name = nameOf(visited);
    return name === null ? null : publicName(name, visibility);
  };

  const describe = (visited: Visited): Mine => {
    const { state, visibility, createdAt, confirmedAt, shareCode, commentSealed, commentState } = visited.look;
    const shows = { private: null, initials: shownAs(visited, 'initials'), full: shownAs(visited, 'full') };
    return {
      state: state === 'pending' || state === 'confirmed' ? state : 'gone',
      visibility,
      shows: state === 'confirmed' ? shows : null,
      signedAt: createdAt,
      confirmedAt,
      shareCode,
      comment:
        state === 'confirmed' && commentSealed !== null
          ? { text: keyring.open(commentSealed, sealedPlace(visited.id, 'comment')), state: commentState }
          : null,
    };
  };

  /** Reads the link, does one thing with its signature, and tells whoever shows figures and names. */
  const act = async <T extends string>(
    purpose: string,
    asked: LinkVisit,
    work: (visited: Visited) => Promise<{ outcome: T }>,
  ): Promise<Result<T>> => {
    const visited = await visit(purpose, asked);
    if (!visited.ok) return visited;
    const done = await attempt(async () => (await work(visited.value)).outcome);
    if (done.ok && done.value !== 'gone') changed();
    return done;
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
      const done = await attempt(async () => (await repo.confirm(id, shownAs(visited.value, look.visibility))).outcome);
      if (done.ok && done.value === 'confirmed') changed();
      return done;
    },
    async withdrawState(asked) {
      const visited = await visit(WITHDRAW_LINK, asked);
      if (!visited.ok) return visited;
      return ok(['pending', 'confirmed'].includes(visited.value.look.state) ? 'ask' : 'gone');
    },
    withdraw: (asked) => act(WITHDRAW_LINK, asked, ({ id }) => repo.withdraw(id)),
    async mine(asked) {
      const visited = await visit(MINE_LINK, asked);
      return visited.ok ? attempt(() => Promise.resolve(describe(visited.value))) : visited;
    },
    show: (asked, visibility) =>
      act(MINE_LINK, asked, (visited) => repo.show(visited.id, visibility, shownAs(visited, visibility))),
    async shareCode({ slug, token }) {
      const link = keyring.readLinkToken(CONFIRM_LINK, token, now());
      const found = link.ok ? await attempt(() => repo.look(link.value.id)) : link;
      const look = found.ok ? found.value : null;
      return look?.campaign === slug && look.state === 'confirmed' ? (look.shareCode ?? '') : '';
    },
    withdrawMine: (asked) => act(MINE_LINK, asked, ({ id }) => repo.withdraw(id)),
    takeCommentBack: (asked) => act(MINE_LINK, asked, ({ id }) => repo.takeCommentBack(id)),
    disownMine: (asked) => act(MINE_LINK, asked, ({ id }) => repo.disown(id)),
    disown: (asked) => act(CONFIRM_LINK, asked, ({ id }) => repo.disown(id)),
  };
}
