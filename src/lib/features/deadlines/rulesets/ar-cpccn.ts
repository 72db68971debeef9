import type { Ruleset } from '../rule';
import { principle, rule, workingDays } from '../terms';

const LAW = 'CPCCN, Ley 17.454';

/** Remedies before the Supreme Court, whatever code the case is under. */
export const AR_CPCCN: Ruleset = {
  id: 'AR-CPCCN',
  version: 1,
  country: 'AR',
  name: { es: 'Recursos ante la Corte Suprema (CPCCN)', en: 'Remedies before the Supreme Court (CPCCN)' },
  zone: 'America/Argentina/Buenos_Aires',
  reach: [
    {
      courts: 'csjn',
      name: { es: 'Corte Suprema de Justicia de la Nación', en: 'Supreme Court' },
      from: null,
      to: null,
      source: 'CPCCN arts. 256–286',
      grade: 'A',
    },
  ],
  deemed: { source: { law: LAW, article: 'arts. 152, 156' }, grade: 'B' },
  rules: [
    rule({
      id: 'F-257',
      name: { es: 'Recurso extraordinario federal', en: 'Extraordinary federal appeal' },
      event: 'notification',
      after: ['appeal_ruling', 'cassation_ruling'],
      runsFrom: 'accused',
      actor: 'defence',
      nature: 'peremptory',
      count: workingDays(10),
      grace: { hours: 2 },
      source: { law: LAW, article: 'art. 257; Ac. 4/2007', read: 'Fallos 302:1276' },
      grade: 'B',
      note: {
        es: 'Desde la notificación personal a la persona imputada; 40 páginas de 26 renglones (Ac. 4/2007)',
        en: 'From personal notification to the accused; 40 pages of 26 lines (Ac. 4/2007)',
      },
    }),
    rule({
      id: 'F-285',
      name: {
        es: 'Queja ante la Corte por extraordinario denegado',
        en: 'Complaint to the Court for an extraordinary appeal refused',
      },
      event: 'notification',
      after: ['extraordinary_denied'],
      actor: 'defence',
      nature: 'peremptory',
      count: workingDays(5),
      grace: { hours: 2 },
      distance: true,
      source: { law: LAW, article: 'arts. 282, 285; Ac. 4/2007', read: 'pdfcoffee ("5 días")' },
      grade: 'A',
      note: { es: '10 páginas (Ac. 4/2007)', en: '10 pages (Ac. 4/2007)' },
    }),
    principle({
      id: 'F-158',
      name: {
        es: 'Ampliación por distancia: un día cada 200 km o fracción de 100, desde la sede del tribunal que denegó; sólo para la queja',
        en: 'Distance: one day per 200 km or a rest of 100, from the seat of the court that refused; for the complaint only',
      },
      source: { law: LAW, article: 'art. 158', read: '"Nerone", diariojudicial.com 78472 y 93254' },
      grade: 'A',
    }),
  ],
};
