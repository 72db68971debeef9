import { describe, expect, it } from 'vitest';
import { deskMessages } from '$lib/messages/desk';
import { lineWords, type Line } from './connection-words';

const m = deskMessages('en');
const NOW = 1_700_000_000_000;
const line = (more: Partial<Line>): Line => ({
  connected: true,
  since: NOW - 60_000,
  lastHeardAt: NOW - 60_000,
  signedOut: false,
  save: { kind: 'saved' },
  ...more,
});

describe('what is said of the connection', () => {
  it('says live only while the line is open and nothing waits', () => {
    expect(lineWords(m, line({}), NOW)).toEqual({ kind: 'saved', label: 'Live' });
    expect(lineWords(m, line({ save: { kind: 'saving', n: 1 } }), NOW).kind).toBe('saving');
  });

  it('names a short interruption connecting, a longer one with the time of the last word', () => {
    expect(lineWords(m, line({ connected: false, since: NOW - 2_000 }), NOW).kind).toBe('connecting');
    expect(lineWords(m, line({ connected: false }), NOW)).toEqual({
      kind: 'offline',
      label: 'Offline, last heard 1 min ago',
    });
    expect(lineWords(m, line({ connected: false, lastHeardAt: 0 }), NOW).label).toBe('Offline');
  });

  it('counts what waits and puts refused work first', () => {
    expect(lineWords(m, line({ connected: false, since: NOW, save: { kind: 'offline', n: 3 } }), NOW).label).toMatch(
      /3 waiting/,
    );
    expect(lineWords(m, line({ signedOut: true, save: { kind: 'failed', n: 1 } }), NOW).kind).toBe('failed');
    expect(lineWords(m, line({ connected: false, signedOut: true }), NOW).label).toBe('Your session has ended.');
  });
});
