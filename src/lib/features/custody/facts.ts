import type { Cited } from '$lib/contracts/ops-custody';
import type { Messages } from '$lib/messages/catalog';
import type { CustodyKey } from '$lib/messages/custody';
import { deskMessages } from '$lib/messages/desk';
import { knownDay } from '$lib/messages/known';
import { IDENTITY_TEXTS } from './identity';
import { counting, type Custody } from './model';

/** What a source may be cited for, in words; the value is `table|row|field`. */
export function factOptions(
  m: Messages<CustodyKey>,
  person: string,
  custody: Custody,
): { value: string; label: string }[] {
  const desk = deskMessages(m.locale);
  const of = (table: Cited, row: string, label: string, field = '') => ({ value: `${table}|${row}|${field}`, label });
  return [
    ...counting(custody.statuses).map((row) =>
      of('custody_statuses', row.id, `${desk(`custody.${row.status}`)}, ${knownDay(m, row.from, row.known)}`),
    ),
    ...counting(custody.stays).map((row) =>
      of('place_stays', row.id, `${row.facility}, ${knownDay(m, row.from, row.known)}`),
    ),
    ...counting(custody.contacts).map((row) =>
      of(
        'contact_facts',
        row.id,
        `${m(`custody.contact.${row.kind}`)}: ${m(`custody.answer.${row.answer}`)}, ${knownDay(m, row.from, row.known)}`,
      ),
    ),
    ...counting(custody.obligations).map((row) => of('obligations', row.id, m(`custody.obligation.${row.kind}`))),
    ...IDENTITY_TEXTS.map((field) => of('people', person, m(`identity.${field}`), field)),
  ];
}
