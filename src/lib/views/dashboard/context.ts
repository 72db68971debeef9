import { createContext } from 'svelte';
import type { Toasts } from '$lib/ui/overlay/toasts.svelte';
import type { Clock } from './clock.svelte';
import type { DeskData } from './desk-data';

export interface DeskContext {
  data: () => DeskData;
  clock: Clock;
  toasts: Toasts;
}

export const [useDesk, setDesk] = createContext<DeskContext>();
