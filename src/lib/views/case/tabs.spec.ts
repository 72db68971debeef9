import { expect, it } from 'vitest';
import { casesMessages } from '$lib/messages/cases';
import { caseTabs } from './tabs';

const base = '/desk/argentina/cases/42';

it('marks the part of a case that is open, and offers nobody what they may not', () => {
  const legal = caseTabs('argentina', '42', ['legal'], `${base}/accused`);
  expect(legal.filter(({ current }) => current).map(({ href }) => href)).toEqual([`${base}/accused`]);
  expect(legal[0]).toMatchObject({ tab: 'overview', href: base, current: false });
  const observer = caseTabs('argentina', '42', ['observer'], base).map(({ tab }) => tab);
  expect(observer).toContain('accused');
  expect(observer).not.toContain('access');
  for (const locale of ['es', 'en'] as const)
    for (const { tab } of legal) expect(casesMessages(locale).has(`case.tab.${tab}`)).toBe(true);
});
