/** Rows in the tables of the legal desk; each of its areas adds its own line. */
import type { Cast, Persona } from './cast';
import { furnishArrests } from './ops-arrests';
import { furnishCare } from './ops-care';
import { furnishCases } from './ops-cases';
import { furnishCompartments } from './ops-compartments';
import { furnishCounsel } from './ops-counsel';
import { furnishCustody } from './ops-custody';
import { document } from './ops-documents';
import { furnishIncidents } from './ops-incidents';
import { furnishRulings } from './ops-rulings';
import { furnishPublication } from './ops-publication';
import { furnishDeadlines } from './rls-deadlines';
import { furnishNotices } from './rls-notices';
import type { Place } from './rls-expected';
import { furnishHearing } from './rls-hearings';

/** One a line: several people add to it. */
export const NO_LEGAL = {
  arrest: '',
  compartment: '',
  caseLink: '',
  document: '',
  incident: '',
  obligation: '',
  resolution: '',
  lawyer: '',
} satisfies Partial<Place>;

export async function furnishLegal(cast: Cast, legal: Persona, place: Place): Promise<typeof NO_LEGAL> {
  const db = cast.db(legal);
  const { campaign, theCase, person } = place;
  await furnishHearing(db, place.hearing, place.spareUser);
  await furnishCare(db, campaign, person);
  const made = {
    arrest: await furnishArrests(db, campaign),
    incident: await furnishIncidents(db, campaign),
    lawyer: await furnishCounsel(db, campaign),
    resolution: (await furnishRulings(db, campaign)).resolution,
    compartment: await furnishCompartments(cast, legal, campaign),
    obligation: await furnishCustody(db, campaign, person),
    caseLink: await furnishCases(db, campaign, theCase, person),
    document: await document(
      db,
      cast.world.backend.system(),
      campaign,
      cast.users[legal === 'legal' ? 'legal' : 'stranger'].userId,
      { person },
    ),
  };
  await furnishPublication(db, person);
  await furnishDeadlines(cast, campaign, legal);
  await furnishNotices(cast, campaign, legal);
  return made;
}
