import type { Locale } from '$lib/contracts/locales';
import { fail, ok } from '$lib/kernel/result';
import type { Result } from '$lib/contracts/errors';
import type { Db } from '$lib/server/backend/index.server';
import { attempt } from '$lib/server/errors.server';
import { readBody, type MonthBody, type SignedClosing } from './months';
import { monthSigner, oneClosing } from './months.server';
import { drawReport } from './report.server';
import { sealReport } from './sealed-report.server';

interface Found {
  closing: SignedClosing;
  body: MonthBody;
}

/** A closing that still carries our signature. Nothing is printed or handed out in our name of one that does not. */
async function genuine(db: Db, campaign: string, id: string): Promise<Result<Found>> {
  const found = await attempt(() => oneClosing(db, campaign, id));
  if (!found.ok) return found;
  if (found.value === null) return fail('not_found');
  const body = readBody(found.value.closing.body);
  return found.value.broken || body === null ? fail('unavailable') : ok({ closing: found.value.closing, body });
}

const file = (bytes: Uint8Array | string, type: string, name: string): Response =>
  new Response(typeof bytes === 'string' ? bytes : new Uint8Array(bytes), {
    headers: {
      'content-type': type,
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'private, no-store',
    },
  });

const nameOf = ({ closing, body }: Found): string =>
  `${body.slug}-${body.month}${closing.reopenedAt === null ? '' : `-superseded-${closing.hash.slice(0, 8)}`}`;

/** The signed report in one language. */
export async function monthReport(
  db: Db,
  campaign: string,
  id: string,
  { locale, ...words }: { locale: Locale; campaign: string; verify: string; zone: string },
): Promise<Result<Response>> {
  const found = await genuine(db, campaign, id);
  if (!found.ok) return found;
  const signer = monthSigner();
  const { closing, body } = found.value;
  const pdf = await drawReport(closing, body, { ...words, key: signer.name }, locale);
  return ok(file(sealReport(signer, pdf, closing.hash), 'application/pdf', `${nameOf(found.value)}-${locale}.pdf`));
}

/** The text that was signed, to the letter, or its signature as 64 bytes: what openssl takes. */
export async function monthPart(db: Db, campaign: string, id: string, part: 'json' | 'sig'): Promise<Result<Response>> {
  const found = await genuine(db, campaign, id);
  if (!found.ok) return found;
  const { body, signature } = found.value.closing;
  return ok(
    part === 'json'
      ? file(body, 'application/json; charset=utf-8', `${nameOf(found.value)}-month.json`)
      : file(Buffer.from(signature, 'base64'), 'application/octet-stream', `${nameOf(found.value)}-month.sig`),
  );
}
