import type { Count, Reading, Rule, Ruleset, Source } from '../rule';
import { hours, months, rule, workingDays, years } from '../terms';

const LAW = 'LECrim';
const CODE_BOOK = 'Ley de Enjuiciamiento Criminal, libro I (librs.net)';
const GRACE = { until: '15:00' };

/** LOPJ art. 184.1 and LECrim art. 201: every day works for the investigation; whether also for the parties' remedies is disputed. */
const everyDay = (amount: number): Count => ({ ...workingDays(amount), everyDay: true, recess: 'runs' });
const WORKING_ONLY: Reading = {
  id: 'working_only',
  name: {
    es: 'para las partes no cuentan sábados, domingos, fiestas ni agosto',
    en: 'for the parties Saturdays, Sundays, holidays and August do not count',
  },
  change: { everyDay: false, recess: 'stops' },
  source: {
    law: 'LOPJ',
    article: 'arts. 182, 183, 185',
    read: 'AP Valencia, auto 12-1-1998 (danielrevenga.es); red-juridica.com',
  },
  grade: 'A',
};

const SENTENCE: Rule['after'] = ['conviction', 'acquittal'];
/** Orders of the investigating judge. */
const INVESTIGATION: Rule['after'] = [
  'indictment',
  'dismissal',
  'pretrial_detention',
  'precautionary',
  'release_denied',
  'other',
];

const remedy = (id: string, es: string, en: string, count: Count, source: Source, more: Partial<Rule> = {}): Rule =>
  rule({
    id,
    name: { es, en },
    event: 'notification',
    actor: 'defence',
    nature: 'peremptory',
    count,
    grace: GRACE,
    source,
    grade: 'B',
    ...more,
  });

/** Spain: criminal procedure, with August and Christmas as recess and filing until 15:00 of the day after (LEC 135.5). */
export const ES_LECRIM: Ruleset = {
  id: 'ES-LECRIM',
  version: 1,
  country: 'ES',
  name: { es: 'España: Ley de Enjuiciamiento Criminal', en: 'Spain: criminal procedure (LECrim)' },
  zone: 'Europe/Madrid',
  reach: [
    {
      courts: 'es-penal',
      name: { es: 'Jurisdicción penal de España', en: 'Criminal courts of Spain' },
      from: null,
      to: null,
      source: 'LECrim, LOPJ',
      grade: 'A',
    },
  ],
  deemed: null,
  rules: [
    rule({
      id: 'E-520',
      name: {
        es: 'Detención: libertad o puesta a disposición judicial',
        en: 'Detention: release or bring before a judge',
      },
      event: 'arrest',
      actor: 'police',
      nature: 'liberty',
      count: hours(72),
      source: {
        law: 'Constitución; LECrim',
        article: 'art. 17.2; art. 520.1',
        read: 'wikiteka.com (detención según LECrim)',
      },
      grade: 'A',
      note: {
        es: 'Máximo, nunca regla: cesa antes si las diligencias terminaron',
        en: 'A maximum, never the rule: it ends sooner once inquiries are done',
      },
    }),
    rule({
      id: 'E-496',
      name: { es: 'Entrega al juez (texto antiguo)', en: 'Handing over to the judge (old text)' },
      event: 'arrest',
      actor: 'police',
      nature: 'liberty',
      count: hours(24),
      source: { law: LAW, article: 'art. 496', read: 'wikiteka.com (detención según LECrim)' },
      grade: 'A',
      note: { es: 'La práctica sigue las 72 horas del art. 520', en: 'Practice follows the 72 hours of art. 520' },
    }),
    rule({
      id: 'E-497',
      name: { es: 'El juez eleva a prisión o deja en libertad', en: 'The judge orders prison or release' },
      event: 'custody_order',
      actor: 'judge',
      nature: 'liberty',
      count: hours(72),
      source: { law: LAW, article: 'arts. 497, 505' },
      grade: 'B',
      note: { es: 'Desde la entrega al juez', en: 'From being handed to the judge' },
    }),
    rule({
      id: 'E-HC7',
      name: { es: 'Hábeas corpus: resolver', en: 'Habeas corpus: decision' },
      event: 'request',
      actor: 'judge',
      nature: 'liberty',
      count: hours(24),
      source: { law: 'LO 6/1984', article: 'art. 7' },
      grade: 'B',
    }),
    remedy(
      'E-211',
      'Reforma en instrucción',
      'Reform, during the investigation',
      everyDay(3),
      { law: LAW, article: 'art. 211', read: CODE_BOOK },
      {
        grade: 'A',
        after: INVESTIGATION,
        readings: [WORKING_ONLY],
      },
    ),
    remedy(
      'E-212',
      'Apelación en instrucción',
      'Appeal, during the investigation',
      everyDay(5),
      { law: LAW, article: 'art. 212; art. 766.3', read: CODE_BOOK },
      {
        grade: 'A',
        after: INVESTIGATION,
        readings: [WORKING_ONLY],
      },
    ),
    remedy(
      'E-236',
      'Súplica ante el tribunal',
      'Request for review by the court',
      workingDays(3),
      { law: LAW, article: 'arts. 211, 238', read: CODE_BOOK },
      { grade: 'A', after: ['appeal_ruling'] },
    ),
    remedy(
      'E-790',
      'Apelación de la sentencia (abreviado)',
      'Appeal against sentence (abbreviated)',
      workingDays(10),
      { law: LAW, article: 'art. 790.1' },
      { after: SENTENCE },
    ),
    remedy(
      'E-846b',
      'Apelación de la sentencia (Audiencia)',
      'Appeal against sentence (provincial court)',
      workingDays(10),
      { law: LAW, article: 'arts. 846 bis b, 846 ter' },
      { after: SENTENCE },
    ),
    remedy(
      'E-856',
      'Preparar la casación',
      'Prepare cassation',
      workingDays(5),
      { law: LAW, article: 'arts. 212, 856', read: CODE_BOOK },
      { grade: 'A', after: ['appeal_ruling', ...SENTENCE] },
    ),
    remedy(
      'E-784',
      'Escrito de defensa',
      'Defence statement',
      workingDays(10),
      { law: LAW, article: 'art. 784.1' },
      { after: ['committal'] },
    ),
    remedy(
      'E-LOTC44',
      'Amparo contra decisiones judiciales',
      'Amparo against court decisions',
      workingDays(30),
      { law: 'LOTC', article: 'art. 44.2' },
      { after: ['cassation_ruling', 'final'] },
    ),
    rule({
      id: 'E-324',
      name: { es: 'Duración de la instrucción', en: 'Length of the investigation' },
      event: 'start',
      actor: 'judge',
      nature: 'ordinary',
      count: months(12),
      extensions: [
        {
          amount: 6,
          unit: 'month',
          condition: { es: 'prórroga motivada, repetible', en: 'reasoned extension, may be repeated' },
        },
      ],
      source: { law: LAW, article: 'art. 324', read: 'Circular FGE 1/2021 (interjuez.es)' },
      grade: 'A',
    }),
    ...[
      {
        id: 'E-504-1',
        amount: 1,
        more: 6,
        unit: 'month' as const,
        es: 'pena de hasta tres años',
        en: 'penalty up to three years',
      },
      {
        id: 'E-504-2',
        amount: 2,
        more: 2,
        unit: 'year' as const,
        es: 'pena mayor de tres años',
        en: 'penalty above three years',
      },
    ].map(({ id, amount, more, unit, es, en }) =>
      rule({
        id,
        name: { es: `Prisión provisional, ${es}: límite`, en: `Pretrial detention, ${en}: limit` },
        event: 'custody_order',
        actor: 'state',
        nature: 'liberty',
        count: years(amount),
        extensions: [{ amount: more, unit, condition: { es: 'una sola prórroga', en: 'one extension only' } }],
        alarms: [90, 60, 30],
        source: { law: LAW, article: 'art. 504.2' },
        grade: 'B',
      }),
    ),
    rule({
      id: 'E-TEDH',
      after: ['final'],
      runsFrom: 'each',
      name: { es: 'Demanda ante el TEDH', en: 'Application to the European Court of Human Rights' },
      event: 'final_decision',
      actor: 'defence',
      nature: 'peremptory',
      count: months(4),
      alarms: [60, 30],
      source: { law: 'CEDH, Protocolo 15', article: 'art. 35.1' },
      grade: 'B',
    }),
  ],
};
