import { parse } from 'valibot';
import { signatureSchema } from '$lib/features/signatures';
import { signatures } from '$lib/features/signatures/index.server';
import type { Ronda } from '$lib/server/app.server';
import { call } from '$lib/server/rpc.server';
import { sampleOrigin } from './signatures';

/** Between two supporters, in milliseconds: often enough to see the desk live, rare enough to read it. */
const PAUSE_MS = { least: 4_000, spread: 8_000 };

const someAddress = (): string => `198.51.100.${Math.floor(Math.random() * 254) + 1}`;

/** One supporter: signs by the form's own way, finds the mail, presses the button. */
async function oneSupporter(app: Ronda, slug: string): Promise<void> {
  const { country, source, locale } = sampleOrigin();
  const facts = await call<{ id: string } | null>(app.backend.anon(), 'public_campaign', { slug, locale });
  if (facts === null) return;
  const email = `ejemplo-${Date.now().toString(36)}@demo.test`;
  const address = someAddress();
  const visibility = Math.random() < 0.3 ? 'initials' : 'private';
  const form = parse(signatureSchema, { name: 'Firma de Ejemplo', email, country, visibility, source });
  const signed = await signatures().sign({ campaign: { id: facts.id, slug }, form, locale, address });
  if (!signed.ok) return;
  const mail = (await signatures().mails(20)).find(({ to }) => to === email);
  const token = /\/confirm\/([A-Za-z0-9_-]+)/.exec(mail?.text ?? '')?.[1];
  if (token !== undefined) await signatures().confirm({ slug, token, address });
}

/** Lets the demo live a little until the program ends. */
export function startActivity(app: Ronda, slug: string): void {
  const next = (): void => {
    const pause = PAUSE_MS.least + Math.random() * PAUSE_MS.spread;
    setTimeout(() => {
      oneSupporter(app, slug)
        .catch((error: unknown) => app.log.warn('demo.activity', { err: error }))
        .finally(next);
    }, pause).unref();
  };
  next();
}
