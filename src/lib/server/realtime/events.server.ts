import type { Failure, Result } from '$lib/contracts/errors';
import type { Since } from '$lib/contracts/journal';
import type { LiveDeps, LiveSocket } from './deps.server';
import type { Ops } from './ops.server';
import { roomOf, type Outlet } from './outlet.server';
import type { PresenceBoard } from './presence.server';
import type { Relay } from './relay.server';
import type { Rooms, Seat } from './rooms.server';
import { readShape } from './schema.server';
import { Refusal } from './store.server';
import type { Totals } from './totals.server';

export interface Parts {
  deps: LiveDeps;
  relay: Relay;
  rooms: Rooms;
  outlet: Outlet;
  totals: Totals;
  presence: PresenceBoard;
  ops: Ops;
}

const INVALID: Failure = { ok: false, code: 'invalid', rule: 'shape' };
const SIGNED_OUT: Failure = { ok: false, code: 'signed_out' };

function headOf(answer: Since): number {
  return answer.kind === 'entries' ? answer.head : answer.snapshot.seq;
}

/** Answers one socket. A socket without a seat is the public: it has the public counter and nothing else. */
export function listen(socket: LiveSocket, { deps, relay, rooms, outlet, totals, presence, ops }: Parts): void {
  const seat = rooms.seatOf(socket);

  async function answerTo<T>(ack: unknown, work: () => Promise<T>): Promise<void> {
    let result: Result<T>;
    try {
      const retryAfterS = await deps.limits.read(seat?.actor.userId ?? `socket:${socket.id}`);
      if (retryAfterS > 0) throw new Refusal('too_many', { retryAfterS });
      result = { ok: true, value: await work() };
    } catch (error) {
      result = error instanceof Refusal ? error.failure : deps.toFailure(error);
    }
    if (typeof ack === 'function') ack(result);
  }

  function refuse(ack: unknown, failure: Failure): void {
    if (typeof ack === 'function') ack(failure);
  }

  function asMember<T>(ack: unknown, work: (seat: Seat) => Promise<T>): Promise<void> | void {
    if (!seat) return refuse(ack, SIGNED_OUT);
    return answerTo(ack, () => work(seat));
  }

  socket.on('totals:watch', (input, ack) => {
    const q = readShape('totals:watch', input);
    if (!q) return refuse(ack, INVALID);
    void answerTo(ack, async () => {
      const frame = await totals.latestPublic(q.campaign);
      if (!frame) throw new Refusal('not_found');
      for (const room of socket.rooms) if (room.startsWith(roomOf.publicTotals(''))) void socket.leave(room);
      void socket.join(roomOf.publicTotals(q.campaign));
      totals.watchPublic(q.campaign);
      return frame;
    });
  });

  socket.on('team:watch', (input, ack) => {
    const q = readShape('team:watch', input);
    if (!q) return refuse(ack, INVALID);
    void asMember(ack, async (by) => {
      const frame = await rooms.watchTeam(by, q.campaign);
      totals.watchTeam(q.campaign);
      markHere(by, q);
      return frame;
    });
  });

  socket.on('open', (input, ack) => {
    const q = readShape('open', input);
    if (!q) return refuse(ack, INVALID);
    void asMember(ack, async (by) => {
      const answer = await rooms.open(by, q.stream, q.since);
      const head = relay.watermark(q.stream);
      // Committed between the read and the room: after the answer, so that the browser knows where it stands.
      if (head > headOf(answer)) setImmediate(() => outlet.toSocket(socket, 'heads', { [q.stream]: head }));
      return answer;
    });
  });

  socket.on('since', (input, ack) => {
    const q = readShape('since', input);
    if (!q) return refuse(ack, INVALID);
    void asMember(ack, (by) => by.member.since(q.stream, q.since));
  });

  socket.on('snapshot', (input, ack) => {
    const q = readShape('snapshot', input);
    if (!q) return refuse(ack, INVALID);
    void asMember(ack, (by) => by.member.snapshot(q.stream));
  });

  socket.on('close', (input) => {
    const q = readShape('close', input);
    if (q && seat) rooms.close(seat, q.stream);
  });

  socket.on('op', (input, ack) => {
    if (!seat) return refuse(ack, SIGNED_OUT);
    ops.run(seat, input, (result) => {
      if (typeof ack === 'function') ack(result);
    });
  });

  socket.on('here', (input) => {
    const q = readShape('here', input);
    if (q && seat) markHere(seat, q);
  });

  function markHere(by: Seat, q: { campaign: string; at: string }): void {
    const membership = by.memberships.find(({ campaignId }) => campaignId === q.campaign);
    if (!membership) return;
    presence.here(q.campaign, socket.id, { user: by.actor.userId, name: membership.displayName, at: q.at });
  }
}
