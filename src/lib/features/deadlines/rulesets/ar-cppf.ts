import type { Grade, Reach, Ruleset } from '../rule';
import { calendarDays, hours, principle, rule, workingDays, years } from '../terms';

const LAW = 'CPPF, Ley 27.063 (t.o. 2019)';
const PAGE = 'leyes-ar.com, art. 360';
const GRACE = { hours: 2 };

const since = (courts: string, es: string, from: string, source: string, grade: Grade = 'A'): Reach => ({
  courts,
  name: { es: `Jurisdicción federal de ${es}`, en: `Federal district of ${es}` },
  from,
  to: null,
  source,
  grade,
});

/** The accusatory federal code, in force district by district, for what begins after that day. */
export const AR_CPPF: Ruleset = {
  id: 'AR-CPPF',
  version: 1,
  country: 'AR',
  name: { es: 'Código Procesal Penal Federal', en: 'Federal code of criminal procedure (accusatory)' },
  zone: 'America/Argentina/Buenos_Aires',
  reach: [
    since('federal-salta', 'Salta y Jujuy', '2019-06-10', 'Comisión Bicameral', 'B'),
    since('federal-rosario', 'Rosario', '2024-05-06', 'Ministerio de Justicia'),
    since('federal-mendoza', 'Mendoza', '2024-08-05', 'Ministerio de Justicia'),
    since('federal-roca', 'General Roca', '2024-11-04', 'Ministerio de Justicia', 'B'),
    since('federal-comodoro', 'Comodoro Rivadavia', '2024-12-01', 'Ministerio de Justicia; el día no consta', 'C'),
    since('federal-reconquista', 'Reconquista', '2025-03-01', 'Ministerio de Justicia'),
    since('federal-mdp', 'Mar del Plata', '2025-04-01', 'Ministerio de Justicia; el día no consta', 'C'),
    since('federal-bahia', 'Bahía Blanca', '2025-09-29', 'Ministerio de Justicia'),
    since('federal-corrientes', 'Corrientes', '2025-12-01', 'Ministerio de Justicia'),
    since('federal-resistencia', 'Resistencia', '2025-12-01', 'Ministerio de Justicia'),
    since(
      'federal-caba',
      'la Ciudad (Comodoro Py y Penal Económico)',
      '2026-04-20',
      'Res. 1034/2025; no consta que haya comenzado',
      'C',
    ),
    since('federal-cordoba', 'Córdoba', '2026-06-15', 'Res. 1/2026'),
    since('federal-posadas', 'Posadas', '2026-08-24', 'Res. 1/2026'),
    since('federal-la-plata', 'La Plata', '2026-11-30', 'Res. 1/2026; no consta que comience', 'C'),
  ],
  deemed: { source: { law: LAW, article: 'capítulo de plazos (artículo a confirmar)' }, grade: 'C' },
  beside: ['AR-CPCCN', 'INT'],
  rules: [
    principle({
      id: 'P-114',
      name: {
        es: 'Las horas corren al instante y sin interrupción; los días, desde el siguiente y hábiles, pero corridos para medidas cautelares; dos horas de gracia',
        en: 'Hours run at once without pause; days from the next, working ones, but all days for precautionary measures; two hours of grace',
      },
      source: {
        law: LAW,
        article: 'principios del capítulo de plazos (art. a confirmar)',
        read: 'Hairabedián (horas)',
      },
      grade: 'B',
    }),
    rule({
      id: 'P-360a',
      name: { es: 'Impugnar condena o absolución', en: 'Challenge a conviction or acquittal' },
      event: 'notification',
      after: ['conviction', 'acquittal'],
      actor: 'defence',
      nature: 'peremptory',
      count: workingDays(10),
      grace: GRACE,
      source: { law: LAW, article: 'art. 360', read: PAGE },
      grade: 'A',
    }),
    rule({
      id: 'P-360b',
      name: {
        es: 'Impugnar una medida cautelar (incluida la prisión preventiva)',
        en: 'Challenge a precautionary measure (pretrial detention included)',
      },
      event: 'decision',
      after: ['pretrial_detention', 'precautionary', 'release_denied', 'exemption_denied'],
      actor: 'defence',
      nature: 'peremptory',
      count: calendarDays(3),
      readings: [
        {
          id: 'rolls',
          name: {
            es: 'lo que vence en día inhábil pasa al hábil siguiente',
            en: 'what ends on a non-working day passes to the next working day',
          },
          change: { roll: 'next' },
          source: { law: LAW, article: 'capítulo de plazos (art. a confirmar)' },
          grade: 'B',
        },
      ],
      source: { law: LAW, article: 'art. 360', read: PAGE },
      grade: 'A',
      note: {
        es: 'El número consta; que sean corridos, de memoria (P-114)',
        en: 'The number was read; that all days count is from memory (P-114)',
      },
    }),
    rule({
      id: 'P-360c',
      name: { es: 'Las demás impugnaciones', en: 'Other challenges' },
      event: 'notification',
      after: ['indictment', 'lack_of_merit', 'dismissal', 'committal', 'appeal_ruling', 'habeas_rejected', 'other'],
      actor: 'defence',
      nature: 'peremptory',
      count: workingDays(5),
      grace: GRACE,
      source: { law: LAW, article: 'art. 360', read: PAGE },
      grade: 'A',
    }),
    rule({
      id: 'P-360d',
      name: { es: 'Subsanar defectos de la impugnación', en: 'Cure defects of a challenge' },
      event: 'notification',
      after: ['defects'],
      actor: 'defence',
      nature: 'peremptory',
      count: workingDays(5),
      grace: GRACE,
      source: { law: LAW, article: 'art. 360', read: PAGE },
      grade: 'A',
    }),
    rule({
      id: 'P-72h',
      name: { es: 'Persona detenida ante el juez / formalización', en: 'Detainee before the judge / formal charge' },
      event: 'arrest',
      actor: 'prosecutor',
      nature: 'liberty',
      count: hours(72),
      source: { law: LAW, article: 'arts. 216–217/258 (número a confirmar)' },
      grade: 'C',
    }),
    rule({
      id: 'P-3y',
      name: { es: 'Duración máxima del proceso', en: 'Longest duration of the proceedings' },
      event: 'start',
      actor: 'state',
      nature: 'liberty',
      count: years(3),
      alarms: [90, 60, 30],
      source: { law: LAW, article: '"duración máxima" (art. a confirmar)' },
      grade: 'C',
    }),
    principle({
      id: 'P-224',
      name: {
        es: 'Límite de la prisión preventiva: el plazo no consta',
        en: 'Limit of pretrial detention: its length is not known here',
      },
      event: 'custody_order',
      actor: 'state',
      nature: 'liberty',
      source: { law: LAW, article: 'art. 224' },
      grade: 'C',
    }),
  ],
};
