import type { Result } from '../contracts/errors';
import type { JournalEntry } from '../contracts/journal';
import type { OpArgs, OpKind } from '../contracts/ops';
import { uuidv7 } from '../kernel/ids';
import { fail, ok } from '../kernel/result';
import { ronda } from './app.server';
import { attempt } from './errors.server';
import { realtime } from './realtime/attach.server';
import { call } from './rpc.server';

interface Applied {
  result: { [key: string]: unknown };
  entries: JournalEntry[];
}

/**
 * The one way in which a page's form writes: the same function of the database that a socket's operation calls. Pass an
 * `opId` made when the form was shown, so that a second press is the same operation.
 */
export async function applyOp<K extends OpKind>(
  locals: App.Locals,
  kind: K,
  args: OpArgs[K],
  opId: string = uuidv7(),
): Promise<Result<Applied['result']>> {
  if (!locals.actor) return fail('signed_out');
  const allowed = await ronda().limits.take('op.user', locals.actor.userId);
  if (!allowed.ok) return allowed;
  const applied = await attempt(() => call<Applied>(locals.db, 'apply_op', { op_id: opId, kind, args }));
  if (!applied.ok) return applied;
  realtime()?.offer(applied.value.entries);
  ronda().totalsChanged();
  return ok(applied.value.result);
}
