import { uuidv7 } from '$lib/kernel/ids';
import type { Ronda } from '$lib/server/app.server';
import { call } from '$lib/server/rpc.server';
import type { Writer } from './sample.server';

/** What the team of the sample has given out; the words are those of its signatures. */
const GIVEN = [
  { word: 'qr-plaza', label: 'Plaza de Mayo (ejemplo)', kind: 'poster', place: 'Puestos de los jueves' },
  { word: 'qr-facultad', label: 'Facultad de Derecho (ejemplo)', kind: 'poster', place: 'Cartelera de planta baja' },
  { word: 'embed-sutna', label: 'Sitio del SUTNA (ejemplo)', kind: 'partner', place: '' },
  { word: 'radio', label: 'Radio comunitaria (ejemplo)', kind: 'press', place: 'Programa de la mañana' },
] as const;

/** Arrivals before the sample was made. */
const VISITS = {
  whatsapp: 1840,
  '': 1210,
  instagram: 930,
  telegram: 361,
  'qr-plaza': 246,
  newsletter: 188,
  'embed-sutna': 152,
  'qr-facultad': 41,
  radio: 27,
};

/** Sources that were given out, how many came by each, and one text of the campaign's own. */
export async function fillSpread(app: Ronda, write: Writer, campaign: string): Promise<void> {
  for (const given of GIVEN) await write('spread.add_source', { campaign, id: uuidv7(), ...given });
  await write('spread.set_text', {
    campaign,
    locale: 'es',
    way: 'whatsapp',
    text: '✊ Ya somos {count} pidiendo la libertad de quienes están presos por protestar. Sumá tu firma, es un minuto: {link}',
  });
  const items = Object.entries(VISITS).map(([source, n]) => ({ campaign, source, n }));
  await call(app.backend.system(), 'add_visits', { items });
}
