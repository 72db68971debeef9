import { codeOf, initialsOf, sealedPlace } from '$lib/features/signatures/index.server';
import type { Ronda } from '$lib/server/app.server';
import type { Keyring } from '$lib/server/crypto/keyring.server';
import { startTicker, type Ticker } from '$lib/server/jobs/ticker.server';
import { codeKeyOf, leafOf, linkOf } from './chain.server';
import { deliveryRepo, type DeliveryRepo, type Making, type NewLine, type Source } from './delivery.repo.server';
import { formOf, type NameForm } from './model';

interface MakingParts {
  repo: DeliveryRepo;
  keyring: Keyring;
}

const STRETCH = 500;
const EVERY_MS = 5_000;

/** A name in the form in which it is handed over; empty for a number alone, or when there is no name any more. */
export function nameAs(keyring: Keyring, form: NameForm, signature: string, sealed: string | null): string {
  if (form === 'number' || sealed === null) return '';
  const name = keyring.open(sealed, sealedPlace(signature, 'name'));
  return form === 'full' ? name : initialsOf(name);
}

function chained(keyring: Keyring, delivery: Making, rows: readonly Source[], from: number, link: string): NewLine[] {
  let last = link;
  return rows.map(({ id, at, country, day, visibility, consent, nameSealed }, index) => {
    const n = from + index + 1;
    const form = formOf(delivery.names, delivery.consents, { visibility, consent });
    const name = nameAs(keyring, form, id, nameSealed);
    const leaf = leafOf(keyring, { delivery: delivery.id, n, signature: id, country, day, name });
    last = linkOf(last, n, leaf);
    return { n, id, at, country, day, form, leaf, link: last, code_key: codeKeyOf(keyring, codeOf(keyring, id)) };
  });
}

/**
 * Makes every list that waits, stretch by stretch. Cancelled or taken over by another process, it stops: the database takes
 * a stretch only where the list stands.
 */
export async function makeDeliveries({ repo, keyring }: MakingParts): Promise<number> {
  let made = 0;
  for (let making = await repo.next(); making !== null; making = await repo.next()) {
    let { done, link } = making;
    for (;;) {
      const rows = await repo.source(making.id, STRETCH);
      const lines = chained(keyring, making, rows, done, link);
      if (lines.length > 0 && !(await repo.append(making.id, done, lines))) break;
      done += lines.length;
      link = lines.at(-1)?.link ?? link;
      if (rows.length === STRETCH) continue;
      if (await repo.finish(making.id, done)) made += 1;
      break;
    }
  }
  return made;
}

let ticker: Ticker | undefined;

/** Looks for lists to make, for as long as the process runs. */
export function deliveryJobs({ backend, keyring, log }: Pick<Ronda, 'backend' | 'keyring' | 'log'>): readonly Ticker[] {
  const repo = deliveryRepo(() => backend.system());
  const begun = startTicker(
    'make_deliveries',
    EVERY_MS,
    async () => void (await makeDeliveries({ repo, keyring })),
    log,
  );
  ticker = begun;
  return [begun];
}

/** There is something to make now. */
export function pokeMaking(): void {
  ticker?.poke();
}
