/** After a change of a calendar: deadlines in compartments, which whoever made it may not see, counted anew by the machine. */
import type { Ronda } from '$lib/server/app.server';
import type { Db } from '$lib/server/backend/index.server';
import { startTicker, type Ticker } from '$lib/server/jobs/ticker.server';
import { call } from '$lib/server/rpc.server';
import { findCalendar } from './calendars';
import type { OwnCalendar } from './deadlines.repo.server';
import { moved, type Stored } from './moved';
import { overlaid } from './own.server';
import { findRule } from './rules';
import { datesOf, readPending, readServed, readStanding, servedArgs } from './stored';

const EVERY_MS = 5_000;

interface Apart {
  calendars: (OwnCalendar & { id: string })[];
  deadlines: {
    id: string;
    version: number;
    rule: string;
    calendar: string;
    served: unknown;
    computed: unknown;
    pending: unknown;
  }[];
}

/** What moves of one campaign, as the database takes it. */
function movesOf({ calendars, deadlines }: Apart): object[] {
  const versions = new Map(deadlines.map(({ id, version }) => [id, version]));
  return calendars.flatMap((own) => {
    const bundled = findCalendar(own.id);
    if (bundled === undefined) return [];
    const after = overlaid(bundled, own);
    const waits = new Map<string, ReturnType<typeof readPending>>();
    const stored = deadlines.flatMap(({ id, rule, calendar, served, computed, pending }): Stored[] => {
      const bench = findRule(rule);
      if (bench === undefined || calendar !== own.id) return [];
      const waiting = readPending(pending);
      waits.set(id, waiting);
      const from = waiting?.served ?? readServed(served);
      return [{ id, bench, served: from, standing: readStanding(computed), pending: waiting?.standing ?? null }];
    });
    return moved(stored, after, after).flatMap(({ id, to, direction }) => {
      if (to === null || direction === 'lost') return [];
      const served = waits.get(id)?.served;
      const dates = { ...datesOf(to), ...(served && { served: servedArgs(served) }) };
      return [{ deadline: id, version: versions.get(id) ?? 0, direction, ...dates }];
    });
  });
}

/** Counts anew what was asked for; what changed in between is left for the next round. */
export async function sweepDeadlines(system: Db): Promise<void> {
  const due = await call<{ campaign: string; asked: number }[]>(system, 'deadline_sweeps_due');
  for (const { campaign, asked } of due) {
    const apart = await call<Apart>(system, 'deadlines_apart', { campaign });
    await call<boolean>(system, 'deadlines_swept', { campaign, asked, moves: movesOf(apart) });
  }
}

/** What the machine does about deadlines. */
export function deadlineJobs({ backend, log }: Pick<Ronda, 'backend' | 'log'>): Ticker[] {
  return [startTicker('deadlines_sweep', EVERY_MS, () => sweepDeadlines(backend.system()), log)];
}
