/** A file that was read, as it is handed to the database: lines with their identity, what is confidential sealed. */
import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { OpArgs } from '$lib/contracts/ops';
import { uuidv7 } from '$lib/kernel/ids';
import type { Keyring } from '$lib/server/crypto/keyring.server';
import type { Format, Line, Statement } from './formats/statement';
import { isOurLength, nearReferences } from './near';
import { accountKey, bankReferenceKey, identityKey, sealedPlace, textKey } from './places.server';

export interface Target {
  keyring: Keyring;
  campaign: string;
  account: string;
  /** Under what pledges of a name are found. */
  nameKey(name: string): string;
}
export type ImportArgs = OpArgs['banking.import'];
type SentLine = ImportArgs['lines'][number];

/**
 * What makes a line this one and no other. The bank's own reference decides, with day and amount, because some banks give
 * one number to many; where there is none, all that the line says.
 */
function identityOf({ keyring, account }: Target, line: Line): string {
  const { bankRef, bookedOn, minor, text, name, account: other, endToEnd } = line;
  const says = bankRef === '' ? ['says', text, name, other, endToEnd] : ['ref', bankRef];
  return identityKey(keyring, account, [...says, bookedOn, minor.toString()]);
}

function sentLine(target: Target, statement: string, line: Line): SentLine {
  const { keyring, campaign, account } = target;
  const id = uuidv7();
  const sealed = (column: 'name' | 'iban' | 'text', plain: string): string | null =>
    plain === '' ? null : keyring.seal(plain, sealedPlace(id, column));
  return {
    id,
    statement,
    at: line.at,
    bookedOn: line.bookedOn,
    valueOn: line.valueOn,
    minor: line.minor.toString(),
    identity: identityOf(target, line),
    refKey: line.bankRef === '' ? null : bankReferenceKey(keyring, account, line.bankRef),
    refs: line.references,
    // A beginning can fit by chance; only one as long as ours says that nothing was mistyped.
    near: line.references.some(isOurLength) ? [] : nearReferences(`${line.text} ${line.endToEnd}`),
    nameSealed: sealed('name', line.name),
    ibanSealed: sealed('iban', line.account),
    textSealed: sealed('text', line.text),
    nameKey: line.name === '' ? null : target.nameKey(line.name),
    ibanKey: line.account === '' ? null : accountKey(keyring, campaign, line.account),
    textKey: textKey(keyring, campaign, line.text),
    returned: line.returned,
    charges: line.chargesMinor?.toString() ?? null,
  };
}

const days = (lines: readonly Line[]): string[] => lines.map(({ bookedOn }) => bookedOn).sort();

/** Lines after which others get their turn: sealing a year of statements would hold everybody up for a second. */
const TURN = 250;

/** The arguments of the one operation that stores a file. */
export async function importArgs(
  target: Target,
  id: string,
  file: { bytes: Uint8Array; format: Format; statements: readonly Statement[] },
  sealed: (done: number, all: number) => void = () => undefined,
): Promise<ImportArgs> {
  const all = file.statements.reduce((sum, statement) => sum + statement.lines.length, 0);
  const statements: ImportArgs['statements'] = [];
  const lines: SentLine[] = [];
  for (const statement of file.statements) {
    const statementId = uuidv7();
    const booked = days(statement.lines);
    statements.push({
      id: statementId,
      opening: statement.opening?.minor.toString() ?? null,
      closing: statement.closing?.minor.toString() ?? null,
      from: booked[0] ?? statement.opening?.day ?? null,
      to: booked.at(-1) ?? statement.closing?.day ?? null,
      lines: statement.lines.length,
      number: statement.number,
    });
    for (const line of statement.lines) {
      lines.push(sentLine(target, statementId, line));
      if (lines.length % TURN === 0) {
        sealed(lines.length, all);
        await setImmediate();
      }
    }
  }
  return {
    account: target.account,
    id,
    format: file.format,
    hash: createHash('sha256').update(file.bytes).digest('hex'),
    bytes: file.bytes.length,
    statements,
    lines,
  };
}
