/**
 * Where each field of a paper comes from: the page on which it is entered, and the field of a consent without which it may
 * not stand in a paper for others. Papers name sources and know nothing of tables.
 */
type Where = 'overview' | 'identity' | 'arrest' | 'cases' | 'publication' | 'settings';
/** As the fields of a consent. */
export type Consented = 'name' | 'age' | 'place' | 'status' | 'charges' | 'case' | 'story';

/** Fields that may stand in papers for each channel. */
export type Consents = Readonly<Record<'bodies' | 'press', readonly Consented[]>>;

interface SourceRule {
  where: Where;
  /** Absent: says nothing of who it is. */
  consent?: Consented;
}

export const SOURCES = {
  code: { where: 'overview' },
  name: { where: 'identity', consent: 'name' },
  birth: { where: 'identity', consent: 'age' },
  nationality: { where: 'identity', consent: 'name' },
  identityPaper: { where: 'identity', consent: 'name' },
  occupation: { where: 'identity', consent: 'story' },
  arrestAt: { where: 'arrest' },
  arrestPlace: { where: 'arrest', consent: 'place' },
  arrestForce: { where: 'arrest' },
  circumstances: { where: 'arrest', consent: 'story' },
  health: { where: 'arrest', consent: 'story' },
  reporter: { where: 'arrest', consent: 'name' },
  status: { where: 'overview', consent: 'status' },
  custody: { where: 'overview', consent: 'status' },
  places: { where: 'overview', consent: 'place' },
  presentPlace: { where: 'overview', consent: 'place' },
  contact: { where: 'overview', consent: 'status' },
  authorities: { where: 'cases', consent: 'case' },
  caseNumbers: { where: 'cases', consent: 'case' },
  caption: { where: 'cases', consent: 'name' },
  law: { where: 'cases', consent: 'case' },
  charges: { where: 'cases', consent: 'charges' },
  stage: { where: 'cases', consent: 'case' },
  rulings: { where: 'cases', consent: 'case' },
  remedies: { where: 'cases', consent: 'case' },
  campaign: { where: 'settings' },
  consent: { where: 'publication' },
} as const satisfies Record<string, SourceRule>;
export type Source = keyof typeof SOURCES;

/** Each source as a text; empty where nobody has entered it. */
export type Values = Readonly<Record<Source, string>>;

/** The consent field a source needs in papers for others, or null. */
export function consentFor(source: Source): Consented | null {
  const rule: SourceRule = SOURCES[source];
  return rule.consent ?? null;
}

/** The address at which a source is entered. */
export function entryOf(source: Source, desk: string, person: string, arrest: string | null): string {
  const home = `${desk}/people/${person}`;
  const places: Readonly<Record<Where, string>> = {
    overview: home,
    identity: `${home}/identity`,
    arrest: arrest === null ? `${desk}/people/arrests` : `${desk}/people/arrests/${arrest}`,
    cases: `${desk}/cases`,
    publication: `${home}/publication`,
    settings: `${desk}/settings`,
  };
  return places[SOURCES[source].where];
}
