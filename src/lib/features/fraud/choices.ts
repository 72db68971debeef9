import type { Messages } from '$lib/messages/catalog';
import type { PetitionKey } from '$lib/messages/petition';

export type Choice = 'kind' | 'proof' | 'state' | 'minutes';

/** Options of one condition; the empty one is any. */
export function choicesOf(
  m: Messages<PetitionKey>,
  name: Choice,
  options: readonly string[],
): { value: string; label: string }[] {
  return options.map((value) => {
    const key = `fraud.${name}.${value || 'any'}`;
    return { value, label: m.has(key) ? m(key) : value };
  });
}
