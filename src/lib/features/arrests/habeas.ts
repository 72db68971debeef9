import type { Details } from './details';

/** What a habeas corpus states (Ley 23.098, art. 9), and where each part comes from. */
export const HABEAS_PARTS = ['who', 'when', 'where', 'force', 'circumstances', 'reporter'] as const;
export type HabeasPart = (typeof HABEAS_PARTS)[number];

export interface HabeasFacts {
  /** As it is told in the zone of the place. */
  when: string;
  place: string;
  /** Words for the force; empty when it is not known. */
  force: string;
  details: Details;
}

/** Each part, empty where nobody knows it yet. The law asks for what is known and wants the filing without the rest. */
export function habeasParts({ when, place, force, details }: HabeasFacts): Record<HabeasPart, string> {
  return {
    who: details.name,
    when,
    where: place,
    force,
    circumstances: [details.circumstances, details.injuries, details.needs].filter((text) => text !== '').join('\n'),
    reporter: details.reporter,
  };
}

/** What to ask for before it is filed, in the order of the document. */
export function missingParts(parts: Readonly<Record<HabeasPart, string>>): HabeasPart[] {
  return HABEAS_PARTS.filter((part) => parts[part] === '');
}
