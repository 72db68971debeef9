import type { Result } from '$lib/contracts/errors';
import { applyOp } from '$lib/server/team-op.server';
import { pokeMaking } from './making.server';
import type { makeSchema } from './schema';
import type { InferOutput } from 'valibot';

/** Begins a delivery, which takes the id of the operation; the list is made in the background. */
export async function makeDelivery(
  locals: App.Locals,
  campaign: string,
  { op, recipient, day, locale, names, consents, replaces }: InferOutput<typeof makeSchema>,
): Promise<Result<unknown>> {
  const versions = consents === '' ? [] : consents.split(',').map(Number);
  const made = await applyOp(
    locals,
    'delivery.make',
    {
      campaign,
      id: op,
      recipient,
      day,
      locale,
      names,
      consents: names === 'full' ? versions : [],
      replaces: replaces === '' ? null : replaces,
    },
    op,
  );
  if (made.ok) pokeMaking();
  return made;
}

/** Stops a list that is being made; what was made of it is gone. */
export const cancelDelivery = (
  locals: App.Locals,
  { op, delivery }: { op: string; delivery: string },
): Promise<Result<unknown>> => applyOp(locals, 'delivery.cancel', { delivery }, op);

/** Writes into the journal that somebody takes a list with them. Refused to whoever may not. */
export const takeDelivery = (locals: App.Locals, delivery: string, format: 'pdf' | 'csv'): Promise<Result<unknown>> =>
  applyOp(locals, 'delivery.take', { delivery, format });
