/** The queue as a treasurer reads it: lines opened, each with what it may be. */
import { pledgePlace } from '$lib/features/giving/index.server';
import { requestPlace } from '$lib/features/spending/index.server';
import { ronda } from '$lib/server/app.server';
import type { Db } from '$lib/server/backend/index.server';
import type { Keyring } from '$lib/server/crypto/keyring.server';
import {
  candidatesOf,
  linesById,
  linesPage,
  matchesOf,
  type CandidateRow,
  type LineRow,
  type MatchRow,
  type Shown,
} from './banking.repo.server';
import type { QueueLine } from './model';
import { sealedPlace } from './places.server';
import { candidateOf } from './candidates.server';
import { plainCandidates, suggest, type LineFacts } from './suggest';
import { nameText } from './words';

const PAGE = 25;

const opened = (keyring: Keyring, row: LineRow, column: 'name' | 'iban' | 'text'): string => {
  const sealed = row[`${column}_sealed`];
  return sealed === null ? '' : keyring.open(sealed, sealedPlace(row.id, column));
};

function factsOf(row: LineRow): LineFacts {
  return {
    minor: BigInt(row.amount_minor),
    currency: row.currency,
    day: row.booked_on,
    charges: row.charges_minor === null ? null : BigInt(row.charges_minor),
  };
}

/** Who promised it, or who is to be paid. */
const promisedBy = (keyring: Keyring, { id, kind, nameSealed }: CandidateRow): string =>
  nameSealed ? keyring.open(nameSealed, kind === 'request' ? requestPlace(id, 'payee') : pledgePlace(id, 'name')) : '';

function lineOf(
  keyring: Keyring,
  row: LineRow,
  candidates: readonly CandidateRow[],
  matches: readonly MatchRow[],
): QueueLine {
  const payer = opened(keyring, row, 'name');
  const text = opened(keyring, row, 'text');
  const facts = factsOf(row);
  const likely = suggest(
    facts,
    candidates.map((one) => candidateOf(one, payer, promisedBy(keyring, one))),
  );
  return {
    id: row.id,
    account: row.account_id,
    bookedOn: row.booked_on,
    valueOn: row.value_on,
    currency: row.currency,
    minor: BigInt(row.amount_minor),
    reference: row.reference ?? '',
    name: payer,
    iban: opened(keyring, row, 'iban'),
    text,
    returned: row.returned,
    suspect: row.suspect,
    state: row.state,
    why: row.why ?? '',
    /** By what lines like this one could be known again. */
    keys: [
      ...(row.iban_key === null ? [] : (['account'] as const)),
      ...(row.name_key === null ? [] : (['name'] as const)),
      ...(row.text_key === null ? [] : (['text'] as const)),
    ],
    suggestions:
      likely.length > 0 ? likely : suggest(facts, plainCandidates(facts.minor, nameText(`${payer} ${text}`))),
    matches: matches.map(({ kind, minor, fee_minor }) => ({ kind, minor: BigInt(minor), fee: BigInt(fee_minor) })),
  };
}

/** One page of the queue. */
export async function queuePage(
  db: Db,
  campaign: string,
  shown: Shown,
  before: { day: string; id: string } | null,
): Promise<{ lines: QueueLine[]; more: { day: string; id: string } | null }> {
  const { keyring } = ronda();
  const rows = await linesPage(db, campaign, shown, before, PAGE + 1);
  const page = rows.slice(0, PAGE);
  const ids = page.map(({ id }) => id);
  const candidates = shown === 'open' && ids.length > 0 ? await candidatesOf(db, campaign, ids) : [];
  const matches = shown === 'done' ? await matchesOf(db, ids) : [];
  const last = page.at(-1);
  return {
    lines: page.map((row) =>
      lineOf(
        keyring,
        row,
        candidates.filter(({ line }) => line === row.id),
        matches.filter(({ line_id }) => line_id === row.id),
      ),
    ),
    more: rows.length > PAGE && last !== undefined ? { day: last.booked_on, id: last.id } : null,
  };
}

/** Who stands on the lines that rules were taken from, for those who list the rules. */
export async function ruleNames(db: Db, campaign: string, lines: readonly string[]): Promise<Record<string, string>> {
  const { keyring } = ronda();
  const rows = await linesById(db, campaign, lines);
  return Object.fromEntries(
    rows.map((row) => [row.id, opened(keyring, row, 'name') || opened(keyring, row, 'text').slice(0, 80)]),
  );
}
