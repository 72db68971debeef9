import type { Since, StreamName } from '$lib/contracts/journal';
import type { TeamTotals } from '$lib/contracts/totals';
import type { LiveDeps, LiveSocket, LiveSession } from './deps.server';
import { roomOf, type Outlet } from './outlet.server';
import type { Relay } from './relay.server';
import { Refusal, type Me, type MemberStore, type Membership } from './store.server';

const MAX_STREAMS = 64;
/** A right that changes more often than this during one opening is a storm; the reader tries again by itself. */
const MAX_READS = 5;

/** Whatever ends somebody's rights is told on these. Followed for every campaign that has somebody connected. */
function controlStreams(campaign: string): StreamName[] {
  return [`campaign:${campaign}:team`, `campaign:${campaign}:admin`];
}

export function isControlStream(stream: StreamName): boolean {
  return /^campaign:[^:]+:(team|admin)$/.test(stream);
}

/** One connected browser tab of a member. */
export interface Seat {
  readonly socket: LiveSocket;
  readonly actor: LiveSession;
  readonly member: MemberStore;
  memberships: Membership[];
  /** Open or opening streams; the promise resolves when the relay follows. */
  readonly streams: Map<StreamName, Promise<void>>;
  /** Campaigns whose team totals are watched. */
  readonly teams: Set<string>;
  readonly controls: Set<StreamName>;
  /** Where a stream stood when the seat was suspended, so that what came meanwhile is told. */
  readonly marks: Map<StreamName, number>;
  /**
   * Rights have changed since each stream was last allowed. Stays set when one asking is overtaken by the next: that one
   * already finds the new rights as its own, and would otherwise take them for unchanged.
   */
  doubt: boolean;
  /** Grows whenever rights may have changed: an answer read before that is not to be trusted. */
  generation: number;
}

export interface Rooms {
  seatOf(socket: LiveSocket): Seat | null;
  seats(): Iterable<Seat>;
  /** Lets a verified session in, or rejects with a `Refusal`. */
  admit(socket: LiveSocket, session: LiveSession): Promise<void>;
  open(seat: Seat, stream: StreamName, since: number | undefined): Promise<Since>;
  close(seat: Seat, stream: StreamName): void;
  watchTeam(seat: Seat, campaign: string): Promise<TeamTotals>;
  leave(socket: LiveSocket): void;
  /** In this very tick out of all rooms and off the line. */
  expel(which: (seat: Seat) => boolean): void;
  /**
   * In this very tick out of all rooms, then back into those the database still allows. `doubtful`: rights ended that no role
   * tells of, so that every stream is asked for again.
   */
  recheck(which: (seat: Seat) => boolean, options?: { doubtful: boolean }): void;
}

interface RoomsOptions {
  deps: Pick<LiveDeps, 'store' | 'toFailure' | 'log'>;
  relay: Relay;
  outlet: Outlet;
}

function sameRights(a: readonly Membership[], b: readonly Membership[]): boolean {
  const told = (list: readonly Membership[]): string =>
    JSON.stringify(list.map(({ campaignId, roles }) => [campaignId, [...roles].sort()]).sort());
  return told(a) === told(b);
}

/** Who sits where. Rooms are joined here alone, and only after the database answered that user. */
export function createRooms({ deps, relay, outlet }: RoomsOptions): Rooms {
  const seats = new Map<string, Seat>();

  /** True when a stream was followed anew, so that something may have been missed before. */
  async function followControls(seat: Seat): Promise<boolean> {
    const wanted = seat.memberships.flatMap(({ campaignId }) => controlStreams(campaignId));
    const missing = wanted.filter((stream) => !seat.controls.has(stream));
    const anew = missing.some((stream) => !relay.follows(stream));
    for (const stream of missing) {
      await relay.subscribe(stream);
      if (seats.get(seat.socket.id) === seat) seat.controls.add(stream);
      else relay.release(stream);
    }
    return anew;
  }

  function drop(seat: Seat, stream: StreamName): void {
    const following = seat.streams.get(stream);
    if (!following) return;
    seat.streams.delete(stream);
    seat.socket.data.streams.delete(stream);
    seat.marks.delete(stream);
    void seat.socket.leave(roomOf.stream(stream));
    following.then(
      () => relay.release(stream),
      () => undefined,
    );
  }

  function leaveRooms(seat: Seat): void {
    seat.generation += 1;
    for (const stream of seat.streams.keys()) {
      if (!seat.marks.has(stream)) seat.marks.set(stream, relay.watermark(stream));
      void seat.socket.leave(roomOf.stream(stream));
    }
    for (const campaign of seat.teams) void seat.socket.leave(roomOf.teamTotals(campaign));
    for (const { campaignId } of seat.memberships) void seat.socket.leave(roomOf.members(campaignId));
  }

  function expelSeat(seat: Seat): void {
    leaveRooms(seat);
    outlet.toSocket(seat.socket, 'revoked', { streams: [...seat.streams.keys()] });
    seat.socket.disconnect(true);
  }

  function enterStream(seat: Seat, stream: StreamName): void {
    void seat.socket.join(roomOf.stream(stream));
    const mark = seat.marks.get(stream);
    seat.marks.delete(stream);
    const head = relay.watermark(stream);
    if (mark !== undefined && head > mark) outlet.toSocket(seat.socket, 'heads', { [stream]: head });
  }

  /** Asks `read` as that user. False: refused. Rejects when the database cannot answer. */
  async function allowed(read: () => Promise<unknown>): Promise<boolean> {
    try {
      await read();
      return true;
    } catch (error) {
      if (deps.toFailure(error).code === 'not_found') return false;
      throw error;
    }
  }

  async function settle(seat: Seat): Promise<void> {
    const { generation, socket, member } = seat;
    const stale = (): boolean => generation !== seat.generation || seats.get(socket.id) !== seat;
    const me = await member.me();
    if (stale()) return;
    const lost = !me || seat.memberships.some((m) => !me.memberships.some((n) => n.campaignId === m.campaignId));
    if (!me || lost) return expelSeat(seat);
    seat.doubt ||= !sameRights(me.memberships, seat.memberships);
    seat.memberships = me.memberships;
    await followControls(seat);
    for (const stream of [...seat.streams.keys()]) {
      const may = !seat.doubt || (await allowed(() => member.since(stream, relay.watermark(stream))));
      if (stale()) return;
      if (!seat.streams.has(stream)) continue;
      if (may) enterStream(seat, stream);
      else {
        drop(seat, stream);
        // Told now: the next asking, should it overtake this one, knows of this stream no more.
        outlet.toSocket(socket, 'revoked', { streams: [stream] });
      }
    }
    for (const campaign of [...seat.teams]) {
      const may = !seat.doubt || (await allowed(() => member.teamTotals(campaign)));
      if (stale()) return;
      if (may) void socket.join(roomOf.teamTotals(campaign));
      else seat.teams.delete(campaign);
    }
    if (stale()) return;
    for (const { campaignId } of seat.memberships) void socket.join(roomOf.members(campaignId));
    seat.doubt = false;
  }

  /** Reads as the user until an answer stands that no change of rights overtook, then runs `enter` in the same tick. */
  async function readThenEnter<T>(
    seat: Seat,
    read: () => Promise<T>,
    wanted: () => boolean,
    enter: () => void,
  ): Promise<T> {
    for (let attempt = 0; attempt < MAX_READS; attempt += 1) {
      const generation = seat.generation;
      const answer = await read();
      if (!seat.socket.connected || !wanted()) throw new Refusal('not_found');
      if (generation !== seat.generation) continue;
      enter();
      return answer;
    }
    throw new Refusal('unavailable');
  }

  return {
    seatOf: (socket) => seats.get(socket.id) ?? null,
    seats: () => seats.values(),

    async admit(socket, session) {
      const seat: Seat = {
        socket,
        actor: session,
        member: deps.store.as(session.accessToken),
        memberships: [],
        streams: new Map(),
        teams: new Set(),
        controls: new Set(),
        marks: new Map(),
        doubt: false,
        generation: 0,
      };
      // Known before the database is asked: a revocation that arrives meanwhile must find it.
      seats.set(socket.id, seat);
      try {
        for (let attempt = 0; ; attempt += 1) {
          const generation = seat.generation;
          const me: Me | null = await seat.member.me();
          if (!me || me.userId !== session.userId) throw new Refusal('signed_out');
          seat.memberships = me.memberships;
          const anew = await followControls(seat);
          if (!anew && generation === seat.generation) break;
          if (attempt >= MAX_READS) throw new Refusal('unavailable');
        }
      } catch (error) {
        this.leave(socket);
        throw error;
      }
      for (const { campaignId } of seat.memberships) void socket.join(roomOf.members(campaignId));
    },

    async open(seat, stream, since) {
      let following = seat.streams.get(stream);
      if (!following) {
        if (seat.streams.size >= MAX_STREAMS) throw new Refusal('too_many');
        following = relay.subscribe(stream);
        seat.streams.set(stream, following);
        seat.socket.data.streams.add(stream);
      }
      try {
        // The relay follows first, then the read is authorised, then the room is joined in the same tick: nobody is in
        // a room before the database said yes, and what was committed after the read is above the relay's mark.
        await following;
        return await readThenEnter(
          seat,
          async (): Promise<Since> =>
            since === undefined
              ? { kind: 'snapshot', snapshot: await seat.member.snapshot(stream) }
              : seat.member.since(stream, since),
          () => seat.streams.get(stream) === following,
          () => enterStream(seat, stream),
        );
      } catch (error) {
        if (seat.streams.get(stream) === following) drop(seat, stream);
        throw error;
      }
    },

    close: drop,

    async watchTeam(seat, campaign) {
      return readThenEnter(
        seat,
        () => seat.member.teamTotals(campaign),
        () => true,
        () => {
          for (const other of seat.teams) if (other !== campaign) void seat.socket.leave(roomOf.teamTotals(other));
          seat.teams.clear();
          seat.teams.add(campaign);
          void seat.socket.join(roomOf.teamTotals(campaign));
        },
      );
    },

    leave(socket) {
      const seat = seats.get(socket.id);
      if (!seat) return;
      seats.delete(socket.id);
      seat.generation += 1;
      for (const stream of [...seat.streams.keys()]) drop(seat, stream);
      for (const stream of seat.controls) relay.release(stream);
      seat.controls.clear();
    },

    expel(which) {
      for (const seat of [...seats.values()]) if (which(seat)) expelSeat(seat);
    },

    recheck(which, { doubtful } = { doubtful: false }) {
      for (const seat of [...seats.values()]) {
        if (!which(seat)) continue;
        seat.doubt ||= doubtful;
        leaveRooms(seat);
        settle(seat).catch((error: unknown) => {
          // Without an answer nobody stays in: the browser comes back and is asked anew.
          deps.log.warn({ err: error }, 'live: rights could not be read again');
          seat.socket.disconnect(true);
        });
      }
    },
  };
}
