import { formatInstant } from '$lib/kernel/format';
import type { Messages } from '$lib/messages/catalog';
import { deskMessages } from '$lib/messages/desk';
import { countryName } from '$lib/messages/names';
import type { PetitionKey } from '$lib/messages/petition';
import { sourceName } from '$lib/messages/sources';

/** The conditions of a run as the desk may read them: words opened, keys by their short label. */
export interface Terms {
  /** How many were ticked by hand; such a run has no other condition. */
  chosen?: number;
  network?: string;
  domain?: string;
  name?: string;
  town?: string;
  country?: string;
  /** Empty: came directly. */
  source?: string;
  referrer?: string;
  from?: string;
  until?: string;
  proof?: boolean;
  states?: string[];
}

/** The conditions of a run in words, each a short phrase. */
export function termsWords(m: Messages<PetitionKey>, terms: Terms, zone: string): string[] {
  const told = (label: PetitionKey, value: string | undefined): string[] =>
    value === undefined ? [] : [`${m(label)}: ${value}`];
  const at = (key: 'fraud.from' | 'fraud.until', instant: string | undefined): string[] =>
    instant === undefined ? [] : [m(key, { at: formatInstant(instant, zone, m.locale) })];
  const { chosen, country, source, proof, states } = terms;
  return [
    ...(chosen === undefined ? [] : [m('fraud.term.chosen', { n: chosen })]),
    ...told('fraud.network', terms.network),
    ...told('fraud.term.domain', terms.domain),
    ...told('fraud.name', terms.name),
    ...told('fraud.country', country && countryName(m.locale, country)),
    ...told('fraud.town', terms.town),
    ...told('fraud.source', source === undefined ? undefined : sourceName(deskMessages(m.locale), source)),
    ...told('fraud.referrer', terms.referrer),
    ...at('fraud.from', terms.from),
    ...at('fraud.until', terms.until),
    ...(proof === undefined ? [] : [m(proof ? 'fraud.proof.yes' : 'fraud.proof.no')]),
    ...told('fraud.state', states?.map((state) => stateWords(m, state)).join(', ')),
  ];
}

function stateWords(m: Messages<PetitionKey>, state: string): string {
  const key = `fraud.state.${state}`;
  return m.has(key) ? m(key) : state;
}
