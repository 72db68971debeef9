import type { Presence } from '$lib/contracts/socket-events';
import type { Messages } from '$lib/messages/catalog';
import type { DeskKey } from '$lib/messages/desk';
import { SECTIONS } from './nav';

/** One beat was missed: still here, but not looking. */
const IDLE_S = 30;

export interface Face {
  id: string;
  name: string;
  about: string;
  idle: boolean;
}

/** Everybody else who is here now, with where in words. */
export function facesOf(m: Messages<DeskKey>, people: readonly Presence[], me: string): Face[] {
  return people
    .filter(({ user }) => user !== me)
    .map(({ user, name, at, idleS }) => {
      const idle = idleS > IDLE_S;
      const section = SECTIONS.find((one) => one === at.replace(/:.*$/, '').replace(/^board$/, 'boards'));
      const about = idle
        ? m('presence.idle', { name })
        : section
          ? m('presence.at', { name, place: m(`nav.${section}`) })
          : name;
      return { id: user, name, about, idle };
    });
}
