import { describe, expect, it } from 'vitest';
import { legalMessages } from '$lib/messages/legal';
import { ruleOptions, variantOptions } from './words';

describe('what a form offers', () => {
  it.each(['es', 'en'] as const)('has each choice once (%s)', (locale) => {
    const m = legalMessages(locale);
    for (const options of [ruleOptions(m), variantOptions(m)]) {
      const values = options.map(({ value }) => value);
      expect(new Set(values).size).toBe(values.length);
      expect(values.length).toBeGreaterThan(2);
    }
  });
});
