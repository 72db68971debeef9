import type { Result } from '$lib/contracts/errors';
import type { Locale } from '$lib/contracts/locales';
import { ok } from '$lib/kernel/result';
import { recordsMessages } from '$lib/messages/records';
import { ronda } from '$lib/server/app.server';
import { attempt } from '$lib/server/errors.server';
import { applyOp } from '$lib/server/team-op.server';
import { NO_DETAILS, unpackDetails } from '../arrests';
import { unpackIdentity } from '../custody';
import { composePaper, type PaperText } from './compose';
import { composeHabeas } from './habeas';
import type { Paper } from './papers';
import { recordOf, type SealedRecord } from './papers.repo.server';
import type { PaperRecord } from './record';
import { valuesOf } from './values';

/** A paper, and the arrest at which what is missing of it is entered. */
export interface OpenPaper extends PaperText {
  code: string;
  arrest: string | null;
}

function opened({ arrests, cases, identity, ...rest }: SealedRecord): PaperRecord {
  const { keyring } = ronda();
  return {
    ...rest,
    identity:
      identity === null
        ? null
        : unpackIdentity(keyring.open(identity.sealed, { table: 'identities', row: identity.id, column: 'identity' })),
    arrests: arrests.map(({ detailsSealed, ...arrest }) => ({
      ...arrest,
      details:
        detailsSealed === null
          ? NO_DETAILS
          : unpackDetails(keyring.open(detailsSealed, { table: 'arrests', row: arrest.id, column: 'details' })),
    })),
    cases: cases.map(({ captionSealed, ...one }) => ({
      ...one,
      caption:
        captionSealed === null ? '' : keyring.open(captionSealed, { table: 'cases', row: one.id, column: 'caption' }),
    })),
  };
}

/** First the record of the look, then the paper. Nothing of it is kept here. */
export async function openPaper(
  locals: App.Locals,
  campaign: string,
  person: string,
  { paper, locale, op }: { paper: Paper; locale: Locale; op: string },
): Promise<Result<OpenPaper>> {
  const recorded = await applyOp(locals, 'papers.look', { person }, op);
  if (!recorded.ok) return recorded;
  const found = await attempt(async () => opened(await recordOf(locals.db, campaign, person)));
  if (!found.ok) return found;
  const told = paper.locales.includes(locale) ? locale : (paper.locales[0] ?? locale);
  const m = recordsMessages(told);
  const text =
    paper.kind === 'habeas'
      ? composeHabeas(found.value, m)
      : composePaper(paper, valuesOf(found.value, told), found.value.consents, m);
  return ok({ ...text, code: found.value.code, arrest: found.value.arrests[0]?.id ?? null });
}
