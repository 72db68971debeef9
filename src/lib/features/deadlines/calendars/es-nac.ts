import type { Grade } from '../rule';
import type { Calendar, CalendarDay, Recess } from '../calendar';

const ET = 'ET art. 37.2; RD 2001/1983 art. 45';
const day = (day: string, name: string, grade: Grade = 'A'): CalendarDay => ({
  day,
  kind: 'holiday',
  name,
  source: ET,
  grade,
});
const recess = (from: string, to: string, name: string): Recess => ({
  from,
  to,
  name,
  source: 'LOPJ art. 183, según LO 14/2022',
  grade: 'A',
});

/** Spain, what is common to the whole country: each region and town adds its own holidays. */
export const ES_NAC: Calendar = {
  id: 'ES-NAC',
  version: '2026-11-22',
  name: { es: 'España, días comunes a todo el país', en: 'Spain, days common to the whole country' },
  zone: 'Europe/Madrid',
  office: null,
  notice: ['08:00', '20:00'],
  weekend: [6, 7],
  years: [2026, 2027],
  days: [
    day('2026-01-01', 'Año Nuevo'),
    day('2026-01-06', 'Epifanía del Señor', 'B'),
    day('2026-04-03', 'Viernes Santo'),
    day('2026-05-01', 'Fiesta del Trabajo'),
    day('2026-08-15', 'Asunción de la Virgen'),
    day('2026-10-12', 'Fiesta Nacional de España'),
    day('2026-12-08', 'Inmaculada Concepción'),
    day('2026-12-25', 'Natividad del Señor'),
    day('2027-01-01', 'Año Nuevo'),
    day('2027-01-06', 'Epifanía del Señor', 'B'),
    day('2027-03-26', 'Viernes Santo'),
    day('2027-05-01', 'Fiesta del Trabajo'),
    day('2027-10-12', 'Fiesta Nacional de España'),
    day('2027-11-01', 'Todos los Santos'),
    day('2027-12-06', 'Día de la Constitución Española'),
    day('2027-12-08', 'Inmaculada Concepción'),
    day('2027-12-25', 'Natividad del Señor'),
  ],
  recesses: [
    recess('2026-01-01', '2026-01-06', 'Navidad'),
    recess('2026-08-01', '2026-08-31', 'Agosto'),
    recess('2026-12-24', '2027-01-06', 'Navidad'),
    recess('2027-08-01', '2027-08-31', 'Agosto'),
    recess('2027-12-24', '2027-12-31', 'Navidad'),
  ],
  note: {
    es: 'Faltan las fiestas autonómicas y locales (LOPJ art. 182.1) y los traslados al lunes: cárguelas el equipo. Horas hábiles: LOPJ art. 182.2.',
    en: 'Regional and local holidays (LOPJ art. 182.1) and moves to Monday are missing: the team enters them. Working hours: LOPJ art. 182.2.',
  },
};
