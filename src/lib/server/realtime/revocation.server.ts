import type { JournalEntry } from '$lib/contracts/journal';
import type { Op } from '$lib/contracts/ops';
import type { Rooms, Seat } from './rooms.server';

export interface Revocation {
  /** What the journal says of members, roles and sessions, whoever wrote it. */
  witness(entry: JournalEntry): void;
  /** An operation of this process was accepted; to be called before its entries are offered. */
  afterOp(op: Op): void;
}

/** How many of our own operations are remembered, so that their entries do not disturb everybody a second time. */
const REMEMBERED = 256;

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/** Turns what is written about rights into seats that are cleared, in the same tick. */
export function createRevocation(rooms: Rooms): Revocation {
  const done = new Set<string>();
  const ofUser = (user: string) => (seat: Seat) => seat.actor.userId === user;
  // A seat without memberships is still being admitted: it may be the one that is meant.
  const ofCampaign = (campaign: string) => (seat: Seat) =>
    seat.memberships.length === 0 || seat.memberships.some((m) => m.campaignId === campaign);

  return {
    witness(entry) {
      if (entry.opId && done.has(entry.opId)) return;
      const { patch, verb, entity } = entry;
      if (entity === 'compartment_members') {
        const member = text(patch['user_id']);
        return rooms.recheck((seat) => member === null || seat.actor.userId === member, { doubtful: true });
      }
      if (entity !== 'session_ends' && entity !== 'members' && entity !== 'member_roles') return;
      const user = text(patch['user_id']);
      const campaign = entry.stream.split(':')[1] ?? '';
      // An update carries changed columns only and often not whose row it is: then all of the campaign are asked again.
      if (user === null) return rooms.recheck(ofCampaign(campaign));
      const out =
        entity === 'session_ends' || (entity === 'members' && (verb === 'delete' || text(patch['disabled_at'])));
      if (out) rooms.expel(ofUser(user));
      else rooms.recheck(ofUser(user));
    },
    afterOp(op) {
      if (op.kind === 'compartments.remove_member' && 'user' in op.args) {
        const { user } = op.args;
        return rooms.recheck((seat) => seat.actor.userId === user, { doubtful: true });
      }
      if (op.kind !== 'team.disable' && op.kind !== 'team.end_sessions' && op.kind !== 'team.set_roles') return;
      if (!('user' in op.args)) return;
      done.add(op.opId);
      for (const oldest of done) {
        if (done.size <= REMEMBERED) break;
        done.delete(oldest);
      }
      if (op.kind === 'team.set_roles') rooms.recheck(ofUser(op.args.user));
      else rooms.expel(ofUser(op.args.user));
    },
  };
}
