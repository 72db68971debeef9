import { deliveryRepo, makeDeliveries } from '$lib/features/delivery/index.server';
import { today } from '$lib/kernel/dates';
import { uuidv7 } from '$lib/kernel/ids';
import type { Ronda } from '$lib/server/app.server';
import type { Writer } from './sample.server';

const ZONE = 'America/Argentina/Buenos_Aires';

/** A list that was handed over, made by the same worker as every other. */
export async function fillDelivery(app: Ronda, write: Writer, campaign: string): Promise<void> {
  await write('delivery.make', {
    campaign,
    id: uuidv7(),
    recipient: 'Cámara Federal, Sala 1 (ejemplo)',
    day: today(ZONE),
    locale: 'es',
    names: 'number',
    consents: [],
  });
  await makeDeliveries({ repo: deliveryRepo(() => app.backend.system()), keyring: app.keyring });
}

const UPDATE = {
  es: {
    title: 'La audiencia es el jueves (ejemplo)',
    body: 'La Cámara fijó la audiencia para el jueves a las 10:30.\n\nNos encontramos media hora antes en la puerta, con la lista de firmas impresa.\n\nSi no podés venir, pasá esta página a tres personas.',
  },
  en: {
    title: 'The hearing is on Thursday (sample)',
    body: 'The Chamber has set the hearing for Thursday at 10:30.\n\nWe meet half an hour earlier at the door, with the printed list of signatures.\n\nIf you cannot come, pass this page on to three people.',
  },
} as const;

/** An update in both languages, written by one person and let go by another. */
export async function fillUpdate(writer: Writer, approver: Writer, campaign: string): Promise<void> {
  const id = uuidv7();
  for (const locale of ['es', 'en'] as const)
    await writer('updates.write', { campaign, id, locale, ...UPDATE[locale] });
  await writer('updates.ask', { update: id, asked: true });
  // One version for each language that was written.
  await approver('updates.approve', { update: id, version: 2 });
}
