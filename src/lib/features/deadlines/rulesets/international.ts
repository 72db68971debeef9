import type { Ruleset } from '../rule';
import { calendarDays, months, principle, rule, years } from '../terms';

/** Bodies outside the country. They count from date to date, whatever day it is. */
export const INTERNATIONAL: Ruleset = {
  id: 'INT',
  version: 1,
  country: '',
  name: { es: 'Organismos internacionales', en: 'International bodies' },
  zone: 'UTC',
  reach: [],
  deemed: null,
  rules: [
    rule({
      id: 'I-46',
      name: { es: 'Petición ante la CIDH', en: 'Petition to the Inter-American Commission' },
      event: 'notification',
      after: ['final'],
      runsFrom: 'each',
      actor: 'defence',
      nature: 'peremptory',
      count: months(6),
      alarms: [90, 60, 30],
      source: { law: 'Convención Americana', article: 'art. 46.1.b' },
      grade: 'B',
      note: { es: 'Desde la notificación de la decisión definitiva', en: 'From notification of the final decision' },
    }),
    rule({
      id: 'I-HRC',
      name: { es: 'Comunicación al Comité de Derechos Humanos', en: 'Communication to the UN Human Rights Committee' },
      event: 'final_decision',
      after: ['final'],
      runsFrom: 'each',
      actor: 'defence',
      nature: 'other',
      count: years(5),
      alarms: [90, 60, 30],
      variants: [
        {
          id: 'after_procedure',
          amount: 3,
          name: { es: 'después de otro procedimiento internacional', en: 'after another international procedure' },
        },
      ],
      source: { law: 'Reglamento del Comité', article: 'regla 99 c (número a confirmar)' },
      grade: 'B',
    }),
    principle({
      id: 'I-WGAD',
      name: {
        es: 'Grupo de Trabajo sobre la Detención Arbitraria: sin plazo',
        en: 'Working Group on Arbitrary Detention: no time limit',
      },
      source: { law: 'Métodos de trabajo del GTDA', article: '–' },
      grade: 'B',
    }),
    rule({
      id: 'I-WGAD-60',
      name: { es: 'Respuesta del gobierno al Grupo de Trabajo', en: 'Answer of the government to the Working Group' },
      event: 'request',
      actor: 'state',
      nature: 'ordinary',
      count: calendarDays(60),
      source: { law: 'Métodos de trabajo del GTDA', article: 'párr. 15 (número a confirmar)' },
      grade: 'B',
      note: { es: 'Fuentes más antiguas dicen 90 días', en: 'Older sources say 90 days' },
    }),
  ],
};
