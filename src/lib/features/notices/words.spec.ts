import { describe, expect, it } from 'vitest';
import { LOCALES } from '$lib/contracts/locales';
import { noticesMessages } from '$lib/messages/notices';
import { leadsTo, NOTICE_KINDS, pathOf, STEPS, type Item } from './model';
import { headline, itemWords, stepText } from './words';

const NOW = Date.parse('2026-04-22T12:00:00-03:00');
const item = (more: Partial<Item> = {}): Item => ({
  entity: 'deadlines',
  id: 'd',
  step: 'd1',
  rung: 2,
  facts: {
    person: 'C-7F2',
    case: 'FCB 1',
    rule: 'N-450',
    nature: 'peremptory',
    dueOn: '2026-04-23',
    calendar: 'AR-FED-CABA',
  },
  ...more,
});

describe.each(LOCALES)('in %s', (locale) => {
  const m = noticesMessages(locale);

  it('every step and every piece of news has words of its own', () => {
    const news = {
      deadlines: ['entered', 'moved', 'later', 'reopened'],
      hearings: ['new', 'moved', 'cancelled', 'suspended', 'place', 'ahead'],
      arrests: ['recorded'],
      needs: ['due', 'over', 'now'],
      bails: ['due', 'over'],
    } as const;
    for (const [entity, steps] of Object.entries(news))
      for (const step of steps) expect(m.has(`notices.news.${entity}.${step}`), `${entity} ${step}`).toBe(true);
    for (const step of STEPS) expect(stepText(m, step)).not.toBe(m('notices.step.news'));
    for (const kind of NOTICE_KINDS) expect(headline(m, kind, [item(), item()], 1, NOW)).toContain('3');
  });

  it('says what and when first, then who acts, then why', () => {
    const words = itemWords(m, item(), NOW);
    expect(words.what).toContain('C-7F2');
    expect([words.who, words.why, words.about].every((text) => text.length > 5)).toBe(true);
  });
});

describe('words', () => {
  const m = noticesMessages('es');
  it('tell the near in words and the far by date, on the clock of the court', () => {
    const at = (iso: string): string =>
      itemWords(m, item({ facts: { dueAt: iso, tz: 'America/Argentina/Buenos_Aires' } }), NOW).what;
    expect(at('2026-04-22T16:30:00Z')).toContain('hoy 13:30');
    expect(at('2026-04-24T02:00:00Z')).toContain('mañana 23:00');
    expect(at('2026-05-24T02:00:00Z')).toContain('2026');
  });

  it('keep a code that is no code to one line', () => {
    const odd = itemWords(m, item({ facts: { case: 'A\r\nBcc: x\u202e', dueOn: '2026-04-23' } }), NOW).what;
    expect(odd).not.toMatch(/[\r\n\u202e]/);
  });

  it('lead to the thing, or to its list', () => {
    const notice = { kind: 'due' as const, more: 0, items: [item()] };
    expect(leadsTo('x', notice)).toBe('/desk/x/deadlines/d');
    expect(leadsTo('x', { ...notice, more: 2 })).toBe('/desk/x/deadlines');
    expect(pathOf('x', item({ entity: 'needs', facts: { personId: 'p' } }))).toBe('/desk/x/people/p/care');
  });
});
