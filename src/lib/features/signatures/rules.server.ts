import type { SigningRules } from '$lib/contracts/ops';

/** So that thousands a second do not ask for what changes once a week; and a change holds almost at once. */
const KEPT_MS = 5_000;

/** Reads the rules of a campaign, and keeps them for a moment. */
export function keepRules(
  read: (campaign: string) => Promise<SigningRules>,
  now: () => number = Date.now,
): (campaign: string) => Promise<SigningRules> {
  const kept = new Map<string, { at: number; rules: Promise<SigningRules> }>();
  return (campaign) => {
    const known = kept.get(campaign);
    if (known !== undefined && now() - known.at < KEPT_MS) return known.rules;
    const rules = read(campaign);
    kept.set(campaign, { at: now(), rules });
    // A failure is not kept: the next one asks again.
    rules.catch(() => kept.delete(campaign));
    return rules;
  };
}
