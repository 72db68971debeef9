import type { Json, JournalEntry, Since, StreamName, StreamSnapshot } from '$lib/contracts/journal';
import type { PublicTotals, TeamTotals } from '$lib/contracts/totals';
import type { Backend, Db } from '../backend/index.server';
import { dataOf } from '../errors.server';
import type { LiveStore, Me } from './store.server';

type Call = <T>(name: string, args: { [name: string]: Json }) => Promise<T>;

/** Functions of the database answer JSON whose shape the contracts tell; tests hold both sides to it. */
function caller(db: Db): Call {
  return async <T>(name: string, args: { [name: string]: Json }): Promise<T> => {
    const answer: { data: unknown; error: unknown; status: number } = await Reflect.apply(db.rpc, db, [name, args]);
    return dataOf(answer) as T;
  };
}

/** The live part's view of the real database. */
export function liveStore(backend: Pick<Backend, 'anon' | 'as' | 'system'>): LiveStore {
  const system: Call = (name, args) => caller(backend.system())(name, args);
  return {
    heads: (streams) => system<{ [stream: string]: number }>('live_heads', { streams: [...streams] }),
    entries: (stream, after, max) => system<JournalEntry[]>('live_entries', { stream, after, upto: max }),
    sessionsAlive: (ids) => system<string[]>('sessions_alive', { ids: [...ids] }),
    publicTotals: (slug) => caller(backend.anon())<PublicTotals | null>('public_totals', { slug }),
    totalsVersions: (campaigns) =>
      system<{ [campaign: string]: number }>('totals_versions', { campaigns: [...campaigns] }),
    teamTotals: (campaign) => system<TeamTotals | null>('team_totals_frame', { campaign }),
    as(accessToken) {
      const call = caller(backend.as(accessToken));
      return {
        me: () => call<Me | null>('me', {}),
        snapshot: (stream: StreamName) => call<StreamSnapshot>('live_snapshot', { stream }),
        since: (stream: StreamName, after: number) => call<Since>('live_since', { stream, after }),
        teamTotals: (campaign) => call<TeamTotals>('team_totals', { campaign }),
        applyOp: ({ opId, kind, args }) =>
          call<{ result: { [key: string]: unknown }; entries: JournalEntry[] }>('apply_op', {
            op_id: opId,
            kind,
            args: JSON.parse(JSON.stringify(args)),
          }),
      };
    },
  };
}
