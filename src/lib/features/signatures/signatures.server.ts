import { campaigns } from '$lib/features/campaign/index.server';
import { ronda, type Ronda } from '$lib/server/app.server';
import type { ProofChallenge } from '$lib/server/limits/proof.server';
import { createGate } from './gate.server';
import { createLinks, type SignatureLinks } from './links.server';
import { signaturesRepo } from './signatures.repo.server';
import { createSigner, type Signer } from './signer.server';

interface Signatures extends Signer, SignatureLinks {
  /** The newest mails of the outbox as they would be sent. For the demo alone: they hold addresses and working links. */
  mails(n: number): Promise<ShownMail[]>;
  /** For the form's script. */
  challenge(): Promise<ProofChallenge>;
}
interface ShownMail {
  to: string;
  subject: string;
  text: string;
  html: string;
}

function assemble(app: Ronda): Signatures {
  const repo = signaturesRepo(() => app.backend.system());
  const { keyring, limits, log } = app;
  const changed = (): void => {
    campaigns().forget();
    app.totalsChanged();
  };
  const stored = (): void => {
    app.outbox.poke();
    app.totalsChanged();
  };
  const gate = createGate(repo, keyring);
  return {
    ...createSigner({ repo, keyring, limits, log, stored, ...gate }),
    challenge: () => gate.proofs.challenge(),
    ...createLinks({ repo, keyring, limits, changed }),
    async mails(n) {
      const shown: ShownMail[] = [];
      const lines = await repo.mails(n);
      // A few at once: each is a question to the database, which has other work.
      for (let at = 0; at < lines.length; at += 10) {
        const made = lines.slice(at, at + 10).map(async ({ kind, ref, locale, sealed }) => {
          const render = Object.hasOwn(app.render, kind) ? app.render[kind] : undefined;
          return (await render?.(ref, locale, sealed)) ?? null;
        });
        for (const mail of await Promise.all(made)) {
          if (mail !== null) shown.push({ to: mail.to, subject: mail.subject, text: mail.text, html: mail.html ?? '' });
        }
      }
      return shown;
    },
  };
}

const made = new WeakMap<Ronda, Signatures>();

/** The signatures of the running installation. */
export function signatures(): Signatures {
  const app = ronda();
  const known = made.get(app);
  if (known !== undefined) return known;
  const fresh = assemble(app);
  made.set(app, fresh);
  return fresh;
}
