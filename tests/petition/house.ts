/** The public side on a real database, without a browser: routes are called as SvelteKit calls them. */
import { isActionFailure, isHttpError, isRedirect } from '@sveltejs/kit';
import { randomUUID } from 'node:crypto';
import type { FormState } from '../../src/lib/contracts/forms';
import type { Locale } from '../../src/lib/contracts/locales';
import * as v from 'valibot';
import { signatureSchema } from '../../src/lib/features/signatures/index';
import {
  createGate,
  createSigner,
  signatureMails,
  signaturesRepo,
} from '../../src/lib/features/signatures/index.server';
import type { Ronda } from '../../src/lib/server/app.server';
import { createKeyring, type Keyring } from '../../src/lib/server/crypto/keyring.server';
import { newMaterial } from '../../src/lib/server/crypto/material.server';
import { createLimits, type Limits } from '../../src/lib/server/limits/limits.server';
import { createKeptPages } from '../../src/lib/server/front/index.server';
import { createLog } from '../../src/lib/server/log.server';
import { createOutbox } from '../../src/lib/server/mail/outbox.server';
import { actions as campaignActions } from '../../src/routes/(public)/[[lang=lang]]/c/[campaign]/+page.server';
import * as confirmPage from '../../src/routes/(public)/[[lang=lang]]/c/[campaign]/confirm/[token]/+page.server';
import * as minePage from '../../src/routes/(public)/[[lang=lang]]/c/[campaign]/mine/[token]/+page.server';
import * as withdrawPage from '../../src/routes/(public)/[[lang=lang]]/c/[campaign]/withdraw/[token]/+page.server';
import { createWorld, type World } from '../support/world';

/** What came of a request: a redirect, a page of failure, a form to correct, or what the page shows. */
export type Came =
  | { kind: 'redirect'; to: string; status: number }
  | { kind: 'error'; status: number }
  | { kind: 'refused'; status: number; form: FormState }
  | {
      kind: 'page';
      data: {
        state?: string;
        n?: number;
        did?: string;
        mine?: { state: string; shows: object | null };
        [key: string]: unknown;
      };
    };

export interface House {
  world: World;
  keyring: Keyring;
  limits: Limits;
  campaign: string;
  slug: string;
  /** Lines of the log. */
  lines: string[];
  pokes: () => number;
  sign(fields: Record<string, string> | BodyInit, options?: SignOptions): Promise<Came>;
  /** Another process that takes signatures for the same campaign. */
  neighbour(): Promise<(fields: Record<string, string>) => Promise<'thanks' | { kind: string }>>;
  /** `post` presses the page's first button, `post:<name>` another. */
  link(page: LinkPage, method: LinkMethod, token: string, options?: LinkOptions): Promise<Came>;
  /** Any other page below the campaign, as SvelteKit calls it. */
  visit(handler: unknown, visit?: Visit): Promise<Came>;
  totals(): Promise<{ signatures: number }>;
  mails(): Promise<{ to: string; kind: string; text: string; confirm: string; withdraw: string; mine: string }[]>;
  rows(): Promise<{ id: string; state: string; public_name: string | null; email_key: string | null }[]>;
  close(): Promise<void>;
}
export interface Visit {
  params?: Record<string, string>;
  /** Posted; without them it is looked at. */
  fields?: Record<string, string> | FormData;
  from?: string;
  locale?: Locale;
}
export interface SignOptions {
  locale?: Locale;
  /** Network address; each signer has one of their own unless it is given. */
  from?: string;
  type?: string;
}

type LinkPage = 'confirm' | 'withdraw' | 'mine';
export type LinkMethod = 'get' | 'post' | `post:${string}`;
interface LinkOptions {
  slug?: string;
  fields?: Record<string, string>;
}
const FIRST: Record<LinkPage, string> = { confirm: 'default', withdraw: 'default', mine: 'name' };

const APP = Symbol.for('ronda.app');
let addresses = 0;

async function outcome(work: () => unknown): Promise<Came> {
  try {
    const data: unknown = await work();
    if (isActionFailure(data)) return { kind: 'refused', status: data.status, form: data.data as unknown as FormState };
    return { kind: 'page', data: data as { state?: string } };
  } catch (thrown) {
    if (isRedirect(thrown)) return { kind: 'redirect', to: thrown.location, status: thrown.status };
    if (isHttpError(thrown)) return { kind: 'error', status: thrown.status };
    throw thrown;
  }
}

/** Opens a house with one campaign that takes signatures. */
export async function openHouse(): Promise<House> {
  const world = await createWorld();
  const keyring = createKeyring(newMaterial());
  const lines: string[] = [];
  const log = createLog({ level: 'debug', stream: { write: (line: string) => void lines.push(line) } });
  const slug = `campaign-${randomUUID().slice(0, 8)}`;
  const campaign = randomUUID();
  await world.sql.query("insert into public.campaigns (id, slug, status, goal) values ($1, $2, 'open', 100)", [
    campaign,
    slug,
  ]);
  await world.sql.query(
    "insert into public.campaign_texts (campaign_id, locale, title) values ($1, 'es', 'Libertad')",
    [campaign],
  );
  let pokes = 0;
  const render = signatureMails({ backend: world.backend, keyring, env: { origin: 'https://ronda.test', port: 3000 } });
  const nothing = (): Promise<void> => Promise.resolve();
  const outboxDb = { enqueue: nothing, claim: () => Promise.resolve([]), done: nothing };
  const app: Ronda = {
    env: { ...world.env, demo: true },
    log,
    keyring,
    backend: world.backend,
    limits: createLimits(keyring.derive('limits')),
    outbox: createOutbox({ db: outboxDb, render, smtp: null, log }),
    render,
    sendsMail: false,
    pages: createKeptPages(),
    front: (_request, _response, next) => next(),
    totalsChanged: () => void (pokes += 1),
    close: nothing,
  };
  Reflect.set(globalThis, APP, app);

  const event = (url: string, params: Record<string, string>, request: Request, from: string, locale: Locale) => ({
    params,
    request,
    route: { id: null },
    url: new URL(url),
    locals: { locale, actor: null, db: world.backend.anon() },
    getClientAddress: () => from,
    setHeaders: () => undefined,
    parent: () => Promise.resolve({ campaign: { id: campaign } }),
  });
  const run = (call: unknown, ...args: unknown[]): Promise<Came> => {
    if (typeof call !== 'function') throw new Error('no such action');
    return outcome(() => Reflect.apply(call, undefined, args));
  };

  return {
    world,
    keyring,
    limits: app.limits,
    campaign,
    slug,
    lines,
    pokes: () => pokes,
    sign(fields, { locale = 'es', from = `10.1.${++addresses >> 8}.${addresses & 255}`, type } = {}) {
      const url = `https://ronda.test/c/${slug}?/sign`;
      const plain = Object.getPrototypeOf(fields) === Object.prototype;
      const body = plain ? new URLSearchParams(fields as Record<string, string>) : (fields as BodyInit);
      const headers = { origin: 'https://ronda.test', ...(type === undefined ? {} : { 'content-type': type }) };
      const request = new Request(url, { method: 'POST', body, headers });
      return run(campaignActions.sign, event(url, { campaign: slug }, request, from, locale));
    },
    async neighbour() {
      const backend = await world.another();
      const repo = signaturesRepo(() => backend.system());
      const limits = createLimits(keyring.derive('limits'));
      const signer = createSigner({
        repo,
        keyring,
        limits,
        log,
        stored: () => undefined,
        ...createGate(repo, keyring),
      });
      return async (fields) => {
        const form = v.parse(signatureSchema, fields);
        const address = `10.3.${++addresses >> 8}.${addresses & 255}`;
        const signed = await signer.sign({ campaign: { id: campaign, slug }, form, locale: 'es', address });
        return signed.ok && signed.value === 'thanks' ? 'thanks' : { kind: signed.ok ? signed.value : signed.code };
      };
    },
    link(page, method, token, { slug: at = slug, fields = {} } = {}) {
      const url = `https://ronda.test/c/${at}/${page}/${token}`;
      const { load, actions } = { confirm: confirmPage, withdraw: withdrawPage, mine: minePage }[page];
      const request =
        method === 'get' ? new Request(url) : new Request(url, { method: 'POST', body: new URLSearchParams(fields) });
      const asked = event(url, { campaign: at, token }, request, `10.2.0.${++addresses & 255}`, 'es');
      const named: Record<string, unknown> = { ...actions };
      return run(method === 'get' ? load : named[method.replace(/^post:?/, '') || FIRST[page]], asked);
    },
    visit(handler, { params = {}, fields, from = `10.4.${++addresses >> 8}.${addresses & 255}`, locale = 'es' } = {}) {
      const url = `https://ronda.test/c/${slug}`;
      const body = fields && (fields instanceof FormData ? fields : new URLSearchParams(fields));
      const request = new Request(url, body ? { method: 'POST', body } : {});
      return run(handler, event(url, { campaign: slug, ...params }, request, from, locale));
    },
    async totals() {
      await world.backend.system().rpc('count_signatures');
      const { data } = await world.backend.anon().rpc('public_totals', { slug });
      return data as unknown as { signatures: number };
    },
    async mails() {
      const { rows } = await world.sql.query<{ kind: string; ref: string; locale: Locale }>(
        'select kind, ref, locale from public.outbox order by created_at, kind',
      );
      const made = [];
      for (const { kind, ref, locale } of rows) {
        const mail = await render[kind]?.(ref, locale, null);
        if (!mail) continue;
        const token = (page: string): string => new RegExp(`/${page}/([\\w-]{48})`).exec(mail.text)?.[1] ?? '';
        made.push({
          to: mail.to,
          kind,
          text: mail.text,
          confirm: token('confirm'),
          withdraw: token('withdraw'),
          mine: token('mine'),
        });
      }
      return made;
    },
    async rows() {
      const { rows } = await world.sql.query<{
        id: string;
        state: string;
        public_name: string | null;
        email_key: string | null;
      }>('select id, state, public_name, email_key from public.signatures where campaign_id = $1 order by created_at', [
        campaign,
      ]);
      return rows;
    },
    async close() {
      Reflect.deleteProperty(globalThis, APP);
      await world.close();
    },
  };
}

/** A signer that nothing is wrong with. */
export function person(change: Record<string, string> = {}): Record<string, string> {
  return { name: 'Ana Pérez', email: `${randomUUID()}@people.test`, country: 'AR', ...change };
}
