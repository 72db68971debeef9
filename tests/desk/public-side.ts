/** Every public address of a campaign, asked as a stranger asks: pages are loaded as SvelteKit loads them, with their layout. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isHttpError, isRedirect } from '@sveltejs/kit';
import { LOCALES } from '../../src/lib/contracts/locales';
import type { House } from './house';

const ROUTES = fileURLToPath(new URL('../../src/routes/(public)/[[lang=lang]]/c/[campaign]', import.meta.url));
type Handlers = Partial<Record<'load' | 'GET', (event: unknown) => unknown>>;

export interface Seen {
  /** Everything that came back, without what every asking makes anew, one address a line. */
  told: string;
  /** By file of the route. */
  statuses: Record<string, number>;
  robots: string;
}

/** Ids, instants, numbers of errors and challenges: new at every asking. */
const fresh =
  /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}|\d{4}-\d\d-\d\dT[\d:.]+Z|"errorId":"[^"]*"|[0-9a-f]{24,}|expires=\d+/g;

/** What a stranger gets, the address of one card among them. */
export async function publicAddresses(house: House, card: string): Promise<Seen> {
  const seen: Seen = { told: '', statuses: {}, robots: '' };
  const files = readdirSync(ROUTES, { recursive: true, encoding: 'utf8' }).filter(
    // What is drawn can only be compared by its status, and takes most of the time.
    (file) => file.endsWith('server.ts') && !/\.(png|pdf)/.test(file),
  );
  for (const file of files.sort()) {
    const below = `/${file}`.replace(/\/\+[a-z.]+\.ts$/, '');
    const address = below.replace('[card]', card);
    const found: Handlers = await import(join(ROUTES, file));
    const handler = found.load ?? found.GET;
    if (handler === undefined) continue;
    for (const locale of LOCALES) {
      const url = new URL(`https://ronda.test/${locale === 'es' ? '' : 'en/'}c/${house.slug}${address}`);
      const headers = new Map<string, string>();
      const event = {
        params: {
          campaign: house.slug,
          card,
          token: 'x',
          file: 'totals.json',
          update: 'x',
          rest: 'x',
          delivery: undefined,
        },
        url,
        request: new Request(url),
        route: { id: null },
        locals: { locale, actor: null, membership: null, db: house.world.backend.anon() },
        cookies: { get: () => undefined },
        getClientAddress: () => '203.0.113.9',
        setHeaders: (more: Record<string, string>) =>
          Object.entries(more).forEach(([name, text]) => headers.set(name, text)),
        parent: () => Promise.resolve({}),
        depends: () => undefined,
      };
      let status = 200;
      let body = '';
      try {
        const came: unknown = await handler(event);
        if (came instanceof Response) {
          status = came.status;
          body = Buffer.from(await came.arrayBuffer())
            .toString('latin1')
            .slice(0, 400_000);
          if (!/json|csv|xml|text/.test(came.headers.get('content-type') ?? '')) body = '';
        } else body = JSON.stringify(came, (_key, one: unknown) => (typeof one === 'bigint' ? String(one) : one)) ?? '';
      } catch (thrown) {
        if (isHttpError(thrown)) [status, body] = [thrown.status, JSON.stringify(thrown.body)];
        else if (isRedirect(thrown)) [status, body] = [thrown.status, thrown.location];
        else status = 500;
      }
      seen.statuses[file] = status;
      seen.robots += headers.get('x-robots-tag') ?? '';
      seen.told += `${locale} ${file} ${status} ${body.replace(fresh, '')}\n`;
    }
  }
  return seen;
}
