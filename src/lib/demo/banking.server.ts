import { bankTarget, importArgs, readStatements } from '$lib/features/banking/index.server';
import { samplePledge } from '$lib/features/giving/index.server';
import { addDays, today } from '$lib/kernel/dates';
import { uuidFor, uuidv7 } from '$lib/kernel/ids';
import { toDecimal } from '$lib/kernel/money';
import type { Ronda } from '$lib/server/app.server';
import { call } from '$lib/server/rpc.server';
import type { Writer } from './sample.server';

const ZONE = 'America/Argentina/Buenos_Aires';

interface SampleLine {
  daysAgo: number;
  minor: bigint;
  name: string;
  text: string;
  /** A transfer that the bank took back. */
  back?: true;
}

function camt(lines: readonly SampleLine[], now: string, opening: bigint, number: number): string {
  const mark = (minor: bigint): string => (minor < 0n ? 'DBIT' : 'CRDT');
  const amount = (minor: bigint): string =>
    `<Amt Ccy="EUR">${toDecimal(minor < 0n ? -minor : minor, 'EUR')}</Amt><CdtDbtInd>${mark(minor)}</CdtDbtInd>`;
  const balance = (kind: string, minor: bigint): string =>
    `<Bal><Tp><CdOrPrtry><Cd>${kind}</Cd></CdOrPrtry></Tp>${amount(minor)}</Bal>`;
  const entries = lines.map(({ daysAgo, minor, name, text, back }, at) => {
    const side = minor < 0n ? 'Cdtr' : 'Dbtr';
    return `<Ntry>${amount(minor)}<RvslInd>${back === true}</RvslInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>${addDays(now, -daysAgo)}</Dt></BookgDt><AcctSvcrRef>EJ${number}${String(at).padStart(6, '0')}</AcctSvcrRef><NtryDtls><TxDtls><RltdPties><${side}><Pty><Nm>${name}</Nm></Pty></${side}></RltdPties><RmtInf><Ustrd>${text}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>`;
  });
  const closing = lines.reduce((sum, { minor }) => sum + minor, opening);
  return `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt><ElctrncSeqNb>${number}</ElctrncSeqNb><Acct><Ccy>EUR</Ccy></Acct>${balance('OPBD', opening)}${balance('CLBD', closing)}${entries.join('')}</Stmt></BkToCstmrStmt></Document>`;
}

/** One sign written wrong, as happens to whoever copies a reference by hand. */
function mistyped(reference: string): string {
  const sign = reference.charAt(6) === 'H' ? 'J' : 'H';
  return reference.slice(0, 6) + sign + reference.slice(7);
}

const PROMISED = [
  { minor: '5000', daysAgo: 14, name: 'Julie Exemple' },
  { minor: '10000', daysAgo: 13, name: 'Jim Example' },
  { minor: '4000', daysAgo: 10, name: 'Marta de Ejemplo' },
  { minor: '15000', daysAgo: 7, name: 'Sindicato de Ejemplo' },
] as const;

const BEFORE: readonly SampleLine[] = [
  { daysAgo: 52, minor: 6_000n, name: 'Claire Exemple', text: 'VIR SEPA solidarite' },
  { daysAgo: 50, minor: -850n, name: '', text: 'FRAIS DE TENUE DE COMPTE' },
];

/**
 * A month as it comes from a bank: fees kept on the way, a reference with a wrong sign, two equal gifts on one day, a transfer
 * that went back, somebody nobody knows. Most of it waits to be reconciled.
 */
export async function fillBank(
  app: Ronda,
  write: Writer,
  campaign: string,
  accounts: ReadonlyMap<string, string>,
): Promise<void> {
  const account = accounts.get('EUR');
  if (account === undefined) return;
  const now = today(ZONE);
  const items = PROMISED.map(({ minor, name }) =>
    samplePledge(app.keyring, campaign, { currency: 'EUR', minor, name, source: 'mail' }),
  );
  for (const item of items) await call(app.backend.system(), 'pledge_make', { item });
  await call(app.backend.system(), 'load_sample_pledges', {
    campaign,
    items: items.map(({ id }, at) => ({ id, days: PROMISED[at]?.daysAgo ?? 0 })),
  });
  const [exact = '', abroad = '', wrong = ''] = items.map(({ reference }) => reference);
  const lines: SampleLine[] = [
    { daysAgo: 18, minor: 5_000n, name: 'Paul Exemple', text: 'VIR SEPA solidarite' },
    { daysAgo: 16, minor: 3_000n, name: 'Luc Exemple', text: 'VIR SEPA soutien aux prisonniers' },
    { daysAgo: 12, minor: 5_000n, name: 'JULIE EXEMPLE', text: `VIR SEPA ${exact}` },
    { daysAgo: 11, minor: -3_000n, name: 'Luc Exemple', text: 'VIR RETOURNE compte clos', back: true },
    { daysAgo: 9, minor: 8_800n, name: 'EXAMPLE JIM', text: `WIRE FROM ABROAD ${abroad} SHA` },
    { daysAgo: 8, minor: 4_000n, name: 'de Ejemplo Marta', text: `Aporte ${mistyped(wrong)}` },
    { daysAgo: 6, minor: 2_000n, name: 'Nora Exemple', text: 'VIR SEPA liberte' },
    { daysAgo: 6, minor: 2_000n, name: 'Nora Exemple', text: 'VIR SEPA liberte' },
    { daysAgo: 5, minor: 15_000n, name: 'SINDICATO DE EJEMPLO', text: 'VIR SEPA fondo de defensa' },
    { daysAgo: 4, minor: 7_500n, name: 'X. Inconnu', text: 'VIREMENT' },
    { daysAgo: 2, minor: -850n, name: '', text: 'FRAIS DE TENUE DE COMPTE' },
  ];
  const bring = async (of: readonly SampleLine[], opening: bigint, number: number) => {
    const bytes = new TextEncoder().encode(camt(of, now, opening, number));
    const read = readStatements(bytes, { today: now, currency: 'EUR', mapping: null });
    if (read.kind !== 'read') throw new Error(`the sample's own statement was ${read.kind}`);
    const args = await importArgs(bankTarget(app.keyring, campaign, account), uuidv7(), { bytes, ...read });
    await write('banking.import', args);
    return args.lines;
  };
  // The one between these two was never brought: the page of the bank says so.
  await bring(BEFORE, 80_000n, 9);
  const brought = await bring(lines, 100_000n, 11);
  // One that came and went back later: the first half is reconciled, the second waits.
  const came = brought[1];
  if (came) {
    const part = { id: uuidFor(came.id, 'part'), kind: 'gift' as const, minor: came.minor };
    await write('banking.accept', { line: came.id, parts: [part] });
  }
}
