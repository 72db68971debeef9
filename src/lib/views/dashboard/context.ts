import { createContext } from 'svelte';
import type { Toasts } from '$lib/ui/overlay/toasts.svelte';
import type { Bell } from './bell.svelte';
import type { Clock } from './clock.svelte';
import type { DeskData } from './desk-data';

/** What every page of the desk may use; the streams come by `useCampaign` and `useLive` of `$lib/live`. */
export interface DeskContext {
  data: () => DeskData;
  bell: Bell;
  clock: Clock;
  toasts: Toasts;
  /** Zone in which the campaign's days are counted. */
  zone: () => string;
  /** True for the sample campaign, whose signers are invented. */
  sample: () => boolean;
}

export const [useDesk, setDesk] = createContext<DeskContext>();
