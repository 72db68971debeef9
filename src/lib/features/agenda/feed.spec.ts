import fc from 'fast-check';
import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import {
  deadlineEntries,
  hearingEntry,
  type Entry,
  type FeedDeadline,
  type FeedHearing,
  type FeedWords,
} from './entries';
import { icalText } from './ical.server';
import { DETAILS } from './model';

const words: FeedWords = {
  locale: 'es',
  name: 'Ronda · ejemplo',
  busy: 'Ocupado',
  hearing: 'Audiencia',
  deadline: 'Plazo',
  guidance: 'Cálculo orientativo, confirmar con la defensa.',
  kind: (kind) => `tipo ${kind}`,
};
const hearing: FeedHearing = {
  id: 'h',
  case: 'FCB 1/2026',
  kind: 'trial',
  startsAt: '2026-03-05T13:30:00Z',
  court: 'Juzgado Federal de ejemplo',
  room: 'Sala 3',
  minutes: 90,
  status: 'scheduled',
  sequence: 2,
  changedAt: '2026-03-01T10:00:00Z',
};
const deadline: FeedDeadline = {
  id: 'd',
  case: 'FCB 1/2026',
  person: 'C-7F2',
  rule: 'N-450',
  nature: 'peremptory',
  dueOn: '2026-04-23',
  dueAt: null,
  officeDue: '2026-04-23T13:30:00-03:00',
  state: 'open',
  sequence: 1,
  changedAt: '2026-04-16T10:00:00Z',
};
const read = (text: string): ICAL.Component[] => new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent');
const write = (entries: Entry[]): string => icalText(words.name, entries, 'es');
const both = (detail: (typeof DETAILS)[number]): string =>
  write([hearingEntry(hearing, detail, words, 'u1@ronda'), ...deadlineEntries(deadline, detail, words, 'u2@ronda')]);

describe('a calendar', () => {
  it('is read back with its instants in UTC, its days as days, its number of changes and its alarms', () => {
    const text = both('full');
    expect(text).toContain('REFRESH-INTERVAL;VALUE=DURATION:PT1H');
    expect(text).toContain('X-PUBLISHED-TTL:PT1H');
    expect(text).not.toContain('TZID');
    const [one, day, timed] = read(text).map((component) => new ICAL.Event(component));
    expect(one?.startDate.toJSDate().toISOString()).toBe('2026-03-05T13:30:00.000Z');
    expect(one?.startDate.zone.tzid).toBe('UTC');
    expect([one?.uid, one?.sequence, one?.location]).toEqual(['u1@ronda', 2, 'Juzgado Federal de ejemplo, Sala 3']);
    expect(day?.startDate.isDate).toBe(true);
    expect(day?.startDate.toString()).toBe('2026-04-23');
    expect(timed?.startDate.toJSDate().toISOString()).toBe('2026-04-23T16:30:00.000Z');
    expect(timed?.uid).not.toBe(day?.uid);
    const alarms = timed?.component
      .getAllSubcomponents('valarm')
      .map((alarm) => String(alarm.getFirstPropertyValue('trigger')));
    expect(alarms).toEqual(['-P3D', '-P1D', '-PT2H']);
    for (const event of read(text)) {
      expect(event.getFirstPropertyValue('class')).toBe('PRIVATE');
      expect(String(event.getFirstPropertyValue('dtstamp'))).toMatch(/Z$/);
      expect(String(event.getFirstPropertyValue('last-modified'))).toMatch(/Z$/);
    }
  });

  it('keeps what was called off as such, without an alarm', () => {
    const [event] = read(
      write([hearingEntry({ ...hearing, status: 'cancelled', sequence: 3 }, 'codes', words, 'u1@ronda')]),
    );
    expect(event?.getFirstPropertyValue('status')).toBe('CANCELLED');
    expect(event?.getFirstPropertyValue('sequence')).toBe(3);
    expect(event?.getAllSubcomponents('valarm')).toEqual([]);
  });

  it('says nothing but the time where only that was asked for', () => {
    const text = both('busy');
    for (const word of ['C-7F2', 'FCB', 'Juzgado', 'tipo', 'Plazo']) expect(text).not.toContain(word);
    expect(both('codes')).not.toContain('Juzgado');
    expect(both('codes')).toContain('C-7F2');
  });

  it('is the same bytes for the same dates', () => {
    expect(both('full')).toBe(both('full'));
  });

  it('survives whatever somebody types as a code or a court', () => {
    const typed = fc.string({ unit: 'binary', maxLength: 80 });
    const odd = fc.constantFrom(
      '\u202e\u2067',
      '👩🏽‍⚖️',
      '\r\nATTENDEE:mailto:x@example.org',
      '\\;,:"',
      'ñ'.repeat(70),
      '\ud800',
    );
    fc.assert(
      fc.property(fc.oneof(typed, odd), fc.oneof(typed, odd), fc.constantFrom(...DETAILS), (code, court, detail) => {
        const text = write([
          hearingEntry({ ...hearing, case: code, court }, detail, words, 'u1@ronda'),
          ...deadlineEntries({ ...deadline, case: code, person: court }, detail, words, 'u2@ronda'),
        ]);
        for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
        expect(/[\u202a-\u202e\u2066-\u2069]/.test(text)).toBe(false);
        const events = read(text);
        expect(events).toHaveLength(3);
        for (const event of events) {
          expect(event.getAllProperties('attendee')).toEqual([]);
          expect(String(event.getFirstPropertyValue('summary')).isWellFormed()).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });
});
