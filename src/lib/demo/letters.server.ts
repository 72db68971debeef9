/** The sample's letters: three invented offices, a letter in each language, and two weeks in which people wrote. */
import { addDays, today } from '$lib/kernel/dates';
import { uuidv7 } from '$lib/kernel/ids';
import type { Ronda } from '$lib/server/app.server';
import { call } from '$lib/server/rpc.server';
import type { Writer } from './sample.server';

const ZONE = 'America/Argentina/Buenos_Aires';
const HOUR_MS = 3_600_000;

const TARGETS = [
  {
    name: 'Embajada argentina en Francia (ejemplo)',
    office: 'Embajadora',
    email: 'embajada@francia.example',
    postal: '6 rue de l’Exemple\n75000 París',
    salutation: 'Señora Embajadora:',
    locale: 'es',
    country: 'FR',
    hourly: 20,
    endsInDays: null,
    letters: 137,
  },
  {
    name: 'Ministerio de Justicia (ejemplo)',
    office: 'Ministro de Justicia',
    email: 'ministro@justicia.example',
    postal: 'Calle del Ejemplo 329\nC1000 Buenos Aires',
    salutation: 'Señor Ministro:',
    locale: 'es',
    country: 'AR',
    hourly: 12,
    endsInDays: null,
    letters: 84,
  },
  {
    name: 'Rapporteur on the freedom of assembly (example)',
    office: 'Special Rapporteur',
    email: 'rapporteur@assembly.example',
    postal: '',
    salutation: 'Dear Rapporteur,',
    locale: 'en',
    country: 'CH',
    hourly: 30,
    endsInDays: 90,
    letters: 41,
  },
] as const;

const TEXTS = {
  es: {
    subject: 'Por la libertad de las personas presas por protestar',
    body: `{salutation}

Le escribo por las personas que están presas o procesadas en la Argentina por haber participado de protestas. Protestar no es un delito: es un derecho que protegen la Constitución Nacional y los tratados que el país firmó.

{words}

Le pido que haga cuanto esté a su alcance para que recuperen la libertad y se cierren las causas.

Saludo a usted atentamente,
{name}`,
  },
  en: {
    subject: 'For the freedom of people detained for protesting',
    body: `{salutation}

I am writing about people who are detained or prosecuted in Argentina for having taken part in protests. To protest is no crime: it is a right that the National Constitution and the treaties signed by the country protect.

{words}

I ask you to do all you can so that they are set free and the cases against them are closed.

Yours faithfully,
{name}`,
  },
} as const;

export async function fillLetters(app: Ronda, write: Writer, campaign: string): Promise<void> {
  for (const locale of ['es', 'en'] as const)
    await write('letters.text', { campaign, id: uuidv7(), locale, ...TEXTS[locale] });
  for (const { letters, endsInDays, ...target } of TARGETS) {
    const id = uuidv7();
    const until = endsInDays === null ? null : addDays(today(ZONE), endsInDays);
    await write('letters.set_target', { campaign, id, active: true, until, ...target });
    const items = Array.from({ length: letters }, (_, n) => ({
      target: id,
      at: new Date(Date.now() - (n + 2) * (336 / letters) * HOUR_MS).toISOString(),
    }));
    await call(app.backend.system(), 'load_sample_letters', { campaign, items });
  }
  await write('retention.set', { campaign, basis: 'closed', months: 24 });
}
