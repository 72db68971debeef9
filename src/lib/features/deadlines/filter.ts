import { isUuid } from '$lib/kernel/ids';
import { NATURES, type Nature } from './rule';

/** Which deadlines a list shows; empty is all of them. */
export interface DeadlineFilter {
  view: 'open' | 'closed';
  caseCode: string;
  /** A person's id. */
  person: string;
  nature: Nature | '';
}

/** As an address says it; what it does not know it leaves out. */
export function deadlineFilter(query: URLSearchParams): DeadlineFilter {
  const person = query.get('person');
  return {
    view: query.get('view') === 'closed' ? 'closed' : 'open',
    caseCode: (query.get('case') ?? '').trim().slice(0, 40),
    person: isUuid(person) ? person : '',
    nature: NATURES.find((one) => one === query.get('nature')) ?? '',
  };
}

/** The same as a query, without what is usual. */
export function filterQuery({ view, caseCode, person, nature }: DeadlineFilter): string {
  const query = new URLSearchParams();
  if (view === 'closed') query.set('view', view);
  if (caseCode !== '') query.set('case', caseCode);
  if (person !== '') query.set('person', person);
  if (nature !== '') query.set('nature', nature);
  return query.toString();
}
