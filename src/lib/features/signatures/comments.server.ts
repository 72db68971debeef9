import type { Result } from '$lib/contracts/errors';
import { createKept } from '$lib/features/campaign/index.server';
import { ronda } from '$lib/server/app.server';
import type { Db } from '$lib/server/backend/index.server';
import type { Keyring } from '$lib/server/crypto/keyring.server';
import { attempt } from '$lib/server/errors.server';
import { call } from '$lib/server/rpc.server';
import { applyOp } from '$lib/server/team-op.server';
import type { CommentState, PublicComment, QueuedComment } from './comments';
import { openSealed } from './desk.server';
import type { Beyond } from './filter';

type SealedComment = Omit<QueuedComment, 'name' | 'text'> & { nameSealed: string | null; commentSealed: string };

/** One page of comments in a state, newest first, and how many wait (at most a thousand are counted). */
export async function readComments(
  db: Db,
  keyring: Keyring,
  campaign: string,
  { state, beyond, n }: { state: CommentState; beyond: Beyond | null; n: number },
): Promise<{ comments: QueuedComment[]; more: boolean; waiting: number }> {
  const [rows, waiting] = await Promise.all([
    call<SealedComment[]>(db, 'comments_queue', { campaign, state, n: n + 1, ...(beyond ?? {}) }),
    call<number>(db, 'comments_waiting', { campaign }),
  ]);
  const comments = rows.slice(0, n).map(({ nameSealed, commentSealed, ...row }) => ({
    ...row,
    name: openSealed(keyring, row.id, 'name', nameSealed),
    text: openSealed(keyring, row.id, 'comment', commentSealed),
  }));
  return { comments, more: rows.length > n, waiting };
}

/** What the public pages show, kept for a moment: each of them is drawn many times a second. */
const kept = createKept<PublicComment[]>({ freshMs: 2_000, staleMs: 600_000 });

/** Approved comments, the last approved first. */
export function publicComments(campaign: string, beyond: Beyond | null, n: number): Promise<PublicComment[]> {
  return kept.get(`${campaign} ${beyond?.at ?? ''} ${beyond?.id ?? ''} ${n}`, () =>
    call(ronda().backend.anon(), 'public_comments', { campaign, n, ...(beyond ?? {}) }),
  );
}

/**
 * Approves, hides, or takes a decision back. An approved comment is opened here: from now on its text is public, as the
 * signer was told. Answers how many it was about; one that was withdrawn meanwhile is not.
 */
export async function decideComments(
  locals: App.Locals,
  campaign: string,
  { op, decision, signatures }: { op: string; decision: CommentState; signatures: readonly string[] },
): Promise<Result<number>> {
  const texts = new Map<string, string>();
  if (decision === 'approved') {
    const opened = await attempt(async () => {
      const { keyring } = ronda();
      const rows = await call<{ id: string; commentSealed: string }[]>(locals.db, 'comments_sealed', {
        campaign,
        signatures,
      });
      for (const { id, commentSealed } of rows) {
        const text = openSealed(keyring, id, 'comment', commentSealed);
        if (text) texts.set(id, text);
      }
    });
    if (!opened.ok) return opened;
  }
  const items =
    decision === 'approved'
      ? signatures.flatMap((signature) => {
          const text = texts.get(signature);
          return text === undefined ? [] : [{ signature, text }];
        })
      : signatures.map((signature) => ({ signature }));
  if (items.length === 0) return { ok: true, value: 0 };
  const done = await applyOp(locals, 'comments.decide', { campaign, id: op, decision, items }, op);
  kept.forget();
  return done.ok ? { ok: true, value: Number(done.value['n']) } : done;
}
