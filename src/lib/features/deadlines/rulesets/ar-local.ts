import type { Ruleset } from '../rule';
import { rule, workingDays } from '../terms';

const PBA = 'CPP PBA, Ley 11.922';
const GRACE = { hours: 4 };

/** Province of Buenos Aires. It has a calendar of its own, which a campaign there enters. */
export const AR_PBA: Ruleset = {
  id: 'AR-PBA',
  version: 1,
  country: 'AR',
  name: {
    es: 'Código Procesal Penal de la Provincia de Buenos Aires',
    en: 'Criminal procedure of the Province of Buenos Aires',
  },
  zone: 'America/Argentina/Buenos_Aires',
  reach: [
    {
      courts: 'pba',
      name: { es: 'Justicia de la Provincia de Buenos Aires', en: 'Courts of the Province of Buenos Aires' },
      from: null,
      to: null,
      source: 'Ley 11.922',
      grade: 'A',
    },
  ],
  deemed: { source: { law: PBA, article: 'capítulo de términos (art. a confirmar)' }, grade: 'C' },
  beside: ['AR-CPCCN', 'INT'],
  rules: [
    rule({
      id: 'B-441',
      name: { es: 'Apelación', en: 'Appeal' },
      event: 'notification',
      after: [
        'indictment',
        'lack_of_merit',
        'dismissal',
        'pretrial_detention',
        'precautionary',
        'release_denied',
        'exemption_denied',
        'committal',
        'other',
      ],
      actor: 'defence',
      nature: 'peremptory',
      count: workingDays(5),
      grace: GRACE,
      source: { law: PBA, article: 'art. 441' },
      grade: 'A',
      note: { es: 'La gracia de cuatro horas es de memoria (B)', en: 'The grace of four hours is from memory (B)' },
    }),
    rule({
      id: 'B-451',
      name: { es: 'Casación', en: 'Cassation' },
      event: 'notification',
      after: ['conviction', 'acquittal', 'appeal_ruling'],
      actor: 'defence',
      nature: 'peremptory',
      count: workingDays(20),
      grace: GRACE,
      source: { law: PBA, article: 'art. 451', read: 'leyes-ar.com, art. 451' },
      grade: 'A',
    }),
    rule({
      id: 'B-451r',
      name: { es: 'Casación: manifestar la intención de recurrir', en: 'Cassation: give notice of the intent' },
      event: 'notification',
      after: ['conviction', 'acquittal', 'appeal_ruling'],
      actor: 'defence',
      nature: 'peremptory',
      count: workingDays(7),
      grace: GRACE,
      source: { law: PBA, article: 'art. 451', read: 'leyes-ar.com, art. 451' },
      grade: 'A',
    }),
  ],
};

/** The city's own code. Its terms were not found; the ruleset stands so that a case can say it is under it. */
export const AR_CABA: Ruleset = {
  id: 'AR-CABA-2303',
  version: 1,
  country: 'AR',
  name: {
    es: 'Código Procesal Penal de la Ciudad (Ley 2303)',
    en: 'Criminal procedure of the City of Buenos Aires (Law 2303)',
  },
  zone: 'America/Argentina/Buenos_Aires',
  reach: [
    {
      courts: 'caba',
      name: {
        es: 'Justicia Penal, Contravencional y de Faltas de la Ciudad',
        en: 'Criminal courts of the City of Buenos Aires',
      },
      from: null,
      to: null,
      source: 'Ley CABA 2303',
      grade: 'B',
    },
  ],
  deemed: null,
  beside: ['AR-CPCCN', 'INT'],
  rules: [],
};
