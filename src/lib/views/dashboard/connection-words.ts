import type { SaveState } from '$lib/live';
import { formatRelative } from '$lib/kernel/format';
import type { DeskKey } from '$lib/messages/desk';
import type { Messages } from '$lib/messages/catalog';

export interface Line {
  connected: boolean;
  /** Since when, epoch ms; 0: it has not been tried yet. */
  since: number;
  lastHeardAt: number;
  signedOut: boolean;
  save: SaveState;
}

/** A line that is away for less than this is being mended; the reader need not know of it in capitals. */
const BRIEF_MS = 5_000;

export interface LineWords {
  kind: 'saved' | 'saving' | 'connecting' | 'offline' | 'failed';
  label: string;
}

/** What may honestly be said of the connection and of what waits on it. */
export function lineWords(m: Messages<DeskKey>, line: Line, nowMs: number): LineWords {
  const { save } = line;
  if (save.kind === 'failed') return { kind: 'failed', label: m('save.failed', { n: save.n }) };
  if (line.signedOut) return { kind: 'offline', label: m('live.signed_out') };
  const waiting = save.kind === 'saved' ? 0 : save.n;
  if (line.connected) {
    return waiting > 0 ? { kind: 'saving', label: m('save.saving') } : { kind: 'saved', label: m('live.on') };
  }
  if (waiting === 0 && nowMs - line.since < BRIEF_MS) return { kind: 'connecting', label: m('save.connecting') };
  const heard =
    line.lastHeardAt === 0
      ? ''
      : `, ${m('live.heard', { when: formatRelative(new Date(line.lastHeardAt).toISOString(), nowMs, m.locale) })}`;
  return { kind: 'offline', label: m('save.offline', { n: waiting }) + heard };
}
