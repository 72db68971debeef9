import { formatInstant } from '$lib/kernel/format';
import type { Messages } from '$lib/messages/catalog';
import { legalMessages } from '$lib/messages/legal';
import type { RecordsKey } from '$lib/messages/records';
import { HABEAS_PARTS, habeasParts, missingParts, NO_DETAILS, type HabeasPart } from '../arrests';
import type { Block, PaperText } from './compose';
import type { PaperRecord } from './record';
import type { Source } from './sources';

const SOURCE_OF: Readonly<Record<HabeasPart, Source>> = {
  who: 'name',
  when: 'arrestAt',
  where: 'arrestPlace',
  force: 'arrestForce',
  circumstances: 'circumstances',
  reporter: 'reporter',
};

/** The draft that the page of an arrest makes, of the newest arrest: the same words, in the language of the court. */
export function composeHabeas({ arrests: [arrest] }: PaperRecord, m: Messages<RecordsKey>): PaperText {
  const court = legalMessages('es');
  const parts = habeasParts({
    when: arrest ? formatInstant(arrest.at, arrest.tz, 'es') : '',
    place: arrest?.place ?? '',
    force: !arrest || arrest.force === 'unknown' ? '' : court(`arrests.force.${arrest.force}`),
    details: arrest?.details ?? NO_DETAILS,
  });
  const blocks: Block[] = [
    { kind: 'text', text: court('arrests.habeas.opening') },
    ...HABEAS_PARTS.map((part): Block => ({
      kind: 'field',
      label: court(`arrests.habeas.${part}`),
      value: parts[part],
    })),
    { kind: 'text', text: court('arrests.habeas.law') },
    { kind: 'text', text: court('arrests.habeas.plea') },
  ];
  return {
    paper: 'habeas',
    locale: m.locale,
    named: parts.who !== '',
    title: court('arrests.habeas.head'),
    blocks,
    missing: missingParts(parts).map((part) => SOURCE_OF[part]),
    withheld: [],
  };
}
