import type { Calendar, CalendarDay, DayKind } from '../calendar';

const LAW = 'Ley 27.399';
const day = (day: string, name: string, source = LAW, kind: DayKind = 'holiday'): CalendarDay => ({
  day,
  kind,
  name,
  source,
  grade: 'A',
});
const bridge = (text: string, source: string): CalendarDay =>
  day(text, 'Día no laborable con fines turísticos', source, 'bridge');

/** Federal and national courts with seat in the City of Buenos Aires. */
export const AR_FED_CABA: Calendar = {
  id: 'AR-FED-CABA',
  version: '2026-11-22',
  name: {
    es: 'Justicia federal y nacional con asiento en la Ciudad',
    en: 'Federal and national courts seated in Buenos Aires',
  },
  zone: 'America/Argentina/Buenos_Aires',
  office: ['07:30', '13:30'],
  notice: ['07:00', '20:00'],
  weekend: [6, 7],
  years: [2025, 2026],
  days: [
    day('2025-01-01', 'Año Nuevo'),
    day('2025-03-03', 'Carnaval'),
    day('2025-03-04', 'Carnaval'),
    day('2025-03-24', 'Día de la Memoria por la Verdad y la Justicia'),
    day('2025-04-02', 'Día del Veterano y de los Caídos en Malvinas'),
    day('2025-04-17', 'Jueves Santo, no laborable', `${LAW}; RJN art. 2`),
    day('2025-04-18', 'Viernes Santo'),
    day('2025-05-01', 'Día del Trabajador'),
    bridge('2025-05-02', 'Dec. 1027/2024'),
    day('2025-06-16', 'Paso a la Inmortalidad de Güemes (17/6, trasladado)'),
    day('2025-06-20', 'Paso a la Inmortalidad de Belgrano'),
    day('2025-07-09', 'Día de la Independencia'),
    bridge('2025-08-15', 'Dec. 1027/2024'),
    day('2025-10-10', 'Día de la Diversidad Cultural (12/10, trasladado)', 'Res. 139/2025; Dec. 614/2025'),
    bridge('2025-11-21', 'Dec. 1027/2024'),
    day('2025-11-24', 'Día de la Soberanía Nacional (20/11, trasladado)'),
    day('2025-12-08', 'Inmaculada Concepción'),
    day('2025-12-25', 'Navidad'),
    day('2026-01-01', 'Año Nuevo'),
    day('2026-02-16', 'Carnaval'),
    day('2026-02-17', 'Carnaval'),
    bridge('2026-03-23', 'Res. 164/2025'),
    day('2026-03-24', 'Día de la Memoria por la Verdad y la Justicia'),
    day('2026-04-02', 'Día del Veterano y de los Caídos en Malvinas; Jueves Santo'),
    day('2026-04-03', 'Viernes Santo'),
    day('2026-05-01', 'Día del Trabajador'),
    day('2026-05-25', 'Día de la Revolución de Mayo'),
    day('2026-06-15', 'Paso a la Inmortalidad de Güemes (17/6, trasladado)'),
    day('2026-07-09', 'Día de la Independencia'),
    bridge('2026-07-10', 'Res. 164/2025'),
    day('2026-08-17', 'Paso a la Inmortalidad de San Martín'),
    day('2026-10-12', 'Día de la Diversidad Cultural'),
    day('2026-11-16', 'Día del Trabajador Judicial', 'Ley 26.674'),
    day('2026-11-23', 'Día de la Soberanía Nacional (20/11, trasladado)'),
    bridge('2026-12-07', 'Res. 164/2025'),
    day('2026-12-08', 'Inmaculada Concepción'),
    day('2026-12-25', 'Navidad'),
  ],
  recesses: [
    { from: '2025-01-01', to: '2025-01-31', name: 'Feria de enero', source: 'RJN art. 2', grade: 'A' },
    { from: '2025-07-21', to: '2025-08-01', name: 'Feria de invierno', source: 'CSJN Ac. 9/2025', grade: 'A' },
    { from: '2026-01-01', to: '2026-01-31', name: 'Feria de enero', source: 'RJN art. 2', grade: 'A' },
    { from: '2026-07-20', to: '2026-07-31', name: 'Feria de invierno', source: 'acordada no hallada', grade: 'C' },
  ],
  note: {
    es: 'Los asuetos del 24 y 31 de diciembre se cargan cuando los publica la Corte. Horas hábiles de notificación: CPCCN art. 152 (de memoria).',
    en: 'Days closed on 24 and 31 December are entered when the Court publishes them. Hours for notification: CPCCN art. 152 (from memory).',
  },
};
