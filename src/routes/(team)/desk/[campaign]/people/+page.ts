import { hasRunning } from '$lib/views/person';
import type { PageLoad } from './$types';

/** The law behind the clocks weighs more than the page: it comes along only where a clock runs. */
export const load: PageLoad = async ({ data, parent }) => {
  const { rows } = (await parent()).snapshots.team;
  const running = hasRunning(rows['arrests'] ?? [], rows['arrest_acts'] ?? []);
  return { ...data, Clocks: running ? (await import('$lib/features/arrests')).Clocks : null };
};
