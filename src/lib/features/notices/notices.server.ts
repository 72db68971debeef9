import type { InferOutput } from 'valibot';
import type { Result } from '$lib/contracts/errors';
import { ronda } from '$lib/server/app.server';
import { applyOp } from '$lib/server/team-op.server';
import { devicePlace } from './push.server';
import { parseDevice, type assignSchema, type deviceSchema, type readSchema, type settingsSchema } from './schema';
import { vapidOf } from './vapid.server';

type Done = Promise<Result<{ [key: string]: unknown }>>;

export function markRead(
  locals: App.Locals,
  campaign: string,
  { op, notice, read }: InferOutput<typeof readSchema>,
): Done {
  const args = { campaign, read: read === 'yes', ...(notice === undefined ? {} : { notices: [notice] }) };
  return applyOp(locals, 'notices.read', args, op);
}

export function keepChoices(
  locals: App.Locals,
  campaign: string,
  { op, ...choices }: InferOutput<typeof settingsSchema>,
): Done {
  return applyOp(locals, 'notices.set', { campaign, ...choices }, op);
}

/** A browser of this person. Its address is sealed before it is kept; a keyed index tells whether it is known. */
export function addDevice(
  locals: App.Locals,
  campaign: string,
  { op, device }: InferOutput<typeof deviceSchema>,
): Done {
  const { keyring } = ronda();
  const deviceKey = keyring.index('push.device', parseDevice(device)?.endpoint ?? '');
  return applyOp(
    locals,
    'notices.device',
    { campaign, id: op, deviceSealed: keyring.seal(device, devicePlace(op)), deviceKey },
    op,
  );
}

export function forgetDevice(locals: App.Locals, device: string, op: string): Done {
  return applyOp(locals, 'notices.forget_device', { device }, op);
}

export function assign(
  locals: App.Locals,
  deadline: string,
  { op, assignee, second }: InferOutput<typeof assignSchema>,
): Done {
  const args = { deadline, ...(assignee && { assignee }), ...(second && { second }) };
  return applyOp(locals, 'deadlines.assign', args, op);
}

/** What a browser subscribes with. */
export function pushKey(): string {
  const { keyring, env } = ronda();
  return vapidOf(keyring, env).publicKey;
}
