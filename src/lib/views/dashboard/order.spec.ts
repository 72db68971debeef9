import { expect, it } from 'vitest';
import { partsFor } from './order';

it('leads with what each role opens the desk for, and hides what it may not see', () => {
  expect(partsFor(['legal'])).toEqual({ lead: ['hearings', 'detained'], rest: ['signatures', 'origins'] });
  expect(partsFor(['treasurer'])).toEqual({ lead: ['fund'], rest: ['signatures', 'hearings', 'detained', 'origins'] });
  expect(partsFor(['observer'])).toEqual({ lead: ['signatures'], rest: ['hearings', 'detained', 'fund', 'origins'] });
  expect(partsFor(['coordinator']).rest).not.toContain('fund');
});
