import type { Locale } from '$lib/contracts/locales';
import { campaigns, createKept } from '$lib/features/campaign/index.server';
import { CSV_BOM, csvLine } from '$lib/kernel/csv';
import { outsideMessages } from '$lib/messages/outside';
import { ronda } from '$lib/server/app.server';
import { isKnown, tagOf } from '$lib/server/etag.server';
import { call } from '$lib/server/rpc.server';
import { toldRecord, type PublicRecord } from './record';
import { LEAST } from './small';

/** What was taken down must not outlive the moment: no old answer for when the database is away. */
const kept = createKept<PublicRecord | null>({ freshMs: 1_000, staleMs: 1_000 });
const SLUG = /^[a-z0-9-]{1,40}$/;
const LICENCE = 'https://creativecommons.org/licenses/by/4.0/';

/** What was released of a campaign, without what is too small to be told; null when the campaign is not public. */
export async function publicRecord(slug: string): Promise<PublicRecord | null> {
  if (!SLUG.test(slug)) return null;
  return kept.get(slug, async () => {
    const found = await call<PublicRecord | null>(ronda().backend.system(), 'public_record', { slug });
    return found && toldRecord(found);
  });
}

/** Something that the public reads of the record was changed here. */
export function recordChanged(): void {
  kept.forget();
  campaigns().forget();
}

const HEADS = [
  'incident',
  'kind',
  'title',
  'from',
  'to',
  'place',
  'forces',
  'certainty',
  'measure',
  'n',
  'unit',
  'trait',
  'source',
  'url',
  'counted_from',
  'counted_to',
  'rule',
  'released',
] as const;

/** One line per figure, an incident without any as one line; the heads are names that programs read. */
function recordCsv({ incidents }: PublicRecord, locale: Locale): string {
  const m = outsideMessages(locale);
  const lines = incidents.flatMap((one) => {
    const about = [
      one.id,
      m(`incident.kind.${one.kind}`),
      one.title,
      one.fromDay,
      one.toDay,
      one.place,
      one.forces.map((force) => m(`incident.force.${force}`)).join('; '),
      m(`incident.certainty.${one.certainty}`),
    ];
    const figures = one.figures.map((figure) => [
      m(`incident.measure.${figure.measure}`),
      figure.n === null ? `<${LEAST}` : { figure: String(figure.n) },
      m(`incident.unit.${figure.unit}`),
      figure.trait === null ? '' : m(`incident.trait.${figure.trait}`),
      figure.source,
      figure.url,
      figure.fromDay,
      figure.toDay,
      figure.rule,
    ]);
    const empty = ['', '', '', '', '', '', '', '', ''];
    return (figures.length === 0 ? [empty] : figures).map((cells) => csvLine([...about, ...cells, one.releasedAt]));
  });
  return CSV_BOM + csvLine(HEADS) + lines.join('');
}

/** A stable shape for anybody's program (README, "Public data"). */
function recordJson({ incidents }: PublicRecord, slug: string): string {
  return JSON.stringify({ version: 1, campaign: slug, licence: LICENCE, hiddenBelow: LEAST, incidents });
}

export async function recordAnswer(
  kind: 'csv' | 'json',
  asked: { slug: string; locale: Locale; ifNoneMatch: string | null },
): Promise<Response> {
  const cors = { 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' };
  const found = await publicRecord(asked.slug);
  if (found === null) return Response.json({ code: 'not_found' }, { status: 404, headers: cors });
  const body = kind === 'csv' ? recordCsv(found, asked.locale) : recordJson(found, asked.slug);
  const etag = tagOf(body);
  const headers = { ...cors, etag, link: `<${LICENCE}>; rel="license"`, 'cache-control': 'no-cache' };
  if (isKnown(asked.ifNoneMatch, etag)) return new Response(null, { status: 304, headers });
  const type = kind === 'csv' ? 'text/csv' : 'application/json';
  const name = `attachment; filename="${asked.slug}-record.csv"`;
  return new Response(body, {
    headers: {
      ...headers,
      'content-type': `${type}; charset=utf-8`,
      ...(kind === 'csv' ? { 'content-disposition': name } : {}),
    },
  });
}
