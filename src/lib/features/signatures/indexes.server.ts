import type { Keyring } from '$lib/server/crypto/keyring.server';
import { nameKeyText, townKeyText } from './model';
import { DOMAIN_INDEX, NAME_INDEX, TOWN_INDEX } from './places.server';

/** The keyed indexes under which signatures of a campaign are found without opening any. */
export interface Indexes {
  name(name: string): string;
  /** In lower case, as `canonicalEmail` gives it. */
  domain(domain: string): string;
  town(country: string, town: string): string;
}

export function indexesOf(keyring: Keyring, campaign: string): Indexes {
  return {
    name: (name) => keyring.index(NAME_INDEX, `${campaign}|${nameKeyText(name)}`),
    domain: (domain) => keyring.index(DOMAIN_INDEX, `${campaign}|${domain.trim().toLowerCase()}`),
    town: (country, town) => keyring.index(TOWN_INDEX, `${campaign}|${country}|${townKeyText(town)}`),
  };
}
