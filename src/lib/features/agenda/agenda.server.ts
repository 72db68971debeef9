import type { InferOutput } from 'valibot';
import type { Result } from '$lib/contracts/errors';
import { LOCALES, type Locale } from '$lib/contracts/locales';
import { ok } from '$lib/kernel/result';
import { noticesMessages } from '$lib/messages/notices';
import { ronda } from '$lib/server/app.server';
import { hashToken, newToken } from '$lib/server/crypto/links.server';
import { clientAddress } from '$lib/server/limits/address.server';
import { qrDrawing } from '$lib/server/print/qr.server';
import { call } from '$lib/server/rpc.server';
import { applyOp } from '$lib/server/team-op.server';
import { icalAnswer, refuseFeed } from './answer.server';
import { deadlineEntries, hearingEntry, type FeedDeadline, type FeedHearing, type FeedWords } from './entries';
import type { FeedDetail, FreshFeed } from './model';
import type { feedSchema, makeSchema } from './schema';

/** 256 bits in base64url. */
const TOKEN = /^[A-Za-z0-9_-]{43}$/;

function fresh(id: string, token: string, origin: string): FreshFeed {
  const address = `${origin}/ics/${token}.ics`;
  return { id, address, webcal: address.replace(/^https?:/, 'webcal:'), qr: qrDrawing(address) };
}

/** A new calendar. Its address leaves this function once and is kept by nobody here. */
export async function makeFeed(
  locals: App.Locals,
  campaign: string,
  { op, scope, detail }: InferOutput<typeof makeSchema>,
  origin: string,
): Promise<Result<FreshFeed>> {
  const { token, hash } = newToken();
  const made = await applyOp(
    locals,
    'agenda.make',
    { campaign, id: op, scope, detail, locale: locals.locale, tokenHash: hash },
    op,
  );
  return made.ok ? ok(fresh(op, token, origin)) : made;
}

/** Another address for the same calendar; the old one ends at once. */
export async function renewFeed(
  locals: App.Locals,
  { op, feed }: InferOutput<typeof feedSchema>,
  origin: string,
): Promise<Result<FreshFeed>> {
  const { token, hash } = newToken();
  const done = await applyOp(locals, 'agenda.renew', { feed, tokenHash: hash }, op);
  return done.ok ? ok(fresh(feed, token, origin)) : done;
}

export function endFeed(
  locals: App.Locals,
  { op, feed }: InferOutput<typeof feedSchema>,
): Promise<Result<{ [key: string]: unknown }>> {
  return applyOp(locals, 'agenda.end', { feed }, op);
}

function wordsOf(locale: Locale, name: string): FeedWords {
  const m = noticesMessages(locale);
  return {
    locale,
    name: m('agenda.name', { name }),
    busy: m('agenda.busy'),
    hearing: m('agenda.hearing'),
    deadline: m('agenda.deadline'),
    guidance: m('agenda.guidance'),
    kind: (kind) => m(`hearing.kind.${kind}`),
  };
}

const uidOf = (purpose: string, id: string): string => `${ronda().keyring.index(purpose, id)}@ronda`;

interface FeedData {
  detail: FeedDetail;
  locale: string;
  slug: string;
  hearings: FeedHearing[];
  deadlines: FeedDeadline[];
}

/** Answers a calendar program. A wrong address, one that was ended and one whose owner may no longer look are the same to it. */
export async function privateFeed(
  token: string,
  ask: { request: Request; address: string },
  nowMs = Date.now(),
): Promise<Response> {
  const app = ronda();
  const allowed = await app.limits.take('link.address', clientAddress(ask.address));
  if (!allowed.ok) return refuseFeed(429, allowed.retryAfterS);
  if (!TOKEN.test(token)) return refuseFeed(404);
  const data = await call<FeedData | null>(app.backend.system(), 'calendar_feed', {
    token_hash: hashToken(token),
    at: new Date(nowMs).toISOString(),
  });
  if (data === null) return refuseFeed(404);
  const locale = LOCALES.find((one) => one === data.locale) ?? 'es';
  const words = wordsOf(locale, data.slug);
  const entries = [
    ...data.hearings.map((one) => hearingEntry(one, data.detail, words, uidOf('ics.hearing', one.id))),
    ...data.deadlines.flatMap((one) => deadlineEntries(one, data.detail, words, uidOf('ics.deadline', one.id))),
  ];
  return icalAnswer(words, entries, ask.request, 'private, no-store');
}

/** The hearings a campaign tells to everybody, or null where it tells none. */
export async function publicFeed(
  slug: string,
  locale: Locale,
  title: string,
  request: Request,
  nowMs = Date.now(),
): Promise<Response | null> {
  const data = await call<{ hearings: FeedHearing[] } | null>(ronda().backend.system(), 'public_hearings', {
    slug,
    at: new Date(nowMs).toISOString(),
  });
  if (data === null) return null;
  const words = wordsOf(locale, title);
  const entries = data.hearings.map((one) => hearingEntry(one, 'full', words, uidOf('ics.public', one.id)));
  return icalAnswer(words, entries, request, 'public, max-age=300');
}
