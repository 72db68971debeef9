import ical, { ICalAlarmType, ICalEventClass, ICalEventStatus, ICalEventTransparency } from 'ical-generator';
import type { Entry } from './entries';

const HOUR_S = 3600;

/**
 * A calendar as RFC 5545 has it. All times are UTC, so that no zone has to be told along; the same entries give the same bytes, by
 * which a program knows that nothing is new.
 */
export function icalText(name: string, entries: readonly Entry[], locale: string): string {
  const calendar = ical({
    name,
    prodId: { company: 'Ronda', product: 'agenda', language: locale.toUpperCase() },
    ttl: HOUR_S,
  });
  for (const { uid, sequence, changedAt, summary, text, place, cancelled, when, alarms } of entries) {
    const changed = new Date(changedAt);
    const times =
      'day' in when
        ? { allDay: true, start: new Date(`${when.day}T00:00:00Z`), transparency: ICalEventTransparency.TRANSPARENT }
        : { start: new Date(when.from), end: new Date(when.to) };
    const event = calendar.createEvent({
      id: uid,
      sequence,
      stamp: changed,
      lastModified: changed,
      summary,
      status: cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
      class: ICalEventClass.PRIVATE,
      ...times,
      ...(text === '' ? {} : { description: text }),
      ...(place === '' ? {} : { location: place }),
    });
    if (cancelled) continue;
    for (const trigger of alarms) event.createAlarm({ type: ICalAlarmType.display, trigger, description: summary });
  }
  return calendar.toString();
}
