import { sealedPlace } from '$lib/features/signatures/index.server';
import type { Keyring } from '$lib/server/crypto/keyring.server';
import type { SampleSignature } from './signatures';

/** What the sample's signers say, in their own language; the last ones wait for somebody to read them. */
const SAID: Record<'es' | 'en', readonly string[]> = {
  es: [
    'Protestar no es un delito. Que vuelvan a sus casas ya.',
    'Estuve en la plaza ese día. Nadie hizo nada más que cantar y sostener un cartel.',
    'Soy docente jubilada. A mis alumnos les enseñé que la Constitución garantiza el derecho a peticionar.',
    'Mi viejo estuvo preso en el 76. Firmo para que no se repita.',
    'Toda la solidaridad con las familias.',
    'Trabajo en el Neumático: ustedes bancaron nuestra huelga, nosotros bancamos su libertad.',
    'Un juez tiene que explicar por qué siguen detenidos. Ya pasaron semanas.',
    '¿Cuándo es la próxima audiencia? Queremos acompañar en la puerta.',
  ],
  en: [
    'Holding a placard is not a crime. Free them all.',
    'Our union branch voted to sign as one. We are with you.',
    'I read about this in the news and could not believe it.',
  ],
};
/** Of each language, how many nobody has read yet. */
const WAITING = 1;

/** Gives some signers a sealed comment; `said` are those that the team lets be seen. */
export function withComments(
  keyring: Keyring,
  made: readonly SampleSignature[],
): { items: (SampleSignature & { comment_sealed?: string })[]; said: { signature: string; text: string }[] } {
  const texts = new Map<string, string>();
  const said: { signature: string; text: string }[] = [];
  for (const locale of ['es', 'en'] as const) {
    const shown = made.filter((one) => one.public_name !== null && one.locale === locale).slice(-60);
    const every = Math.floor(shown.length / SAID[locale].length);
    SAID[locale].forEach((text, at) => {
      const signer = shown[at * every];
      if (signer === undefined) return;
      texts.set(signer.id, text);
      if (at < SAID[locale].length - WAITING) said.push({ signature: signer.id, text });
    });
  }
  const items = made.map((one) => {
    const text = texts.get(one.id);
    return text === undefined ? one : { ...one, comment_sealed: keyring.seal(text, sealedPlace(one.id, 'comment')) };
  });
  return { items, said };
}
