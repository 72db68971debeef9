/** A statement in euros, as small as the format allows. */
export type Entry = [day: string, minor: number, text: string, ref?: string, name?: string];
const decimal = (minor: number): string => (Math.abs(minor) / 100).toFixed(2);

export function camt(entries: readonly Entry[], opening = 0): string {
  const mark = (minor: number): string => `<CdtDbtInd>${minor < 0 ? 'DBIT' : 'CRDT'}</CdtDbtInd>`;
  const balance = (kind: string, minor: number): string =>
    `<Bal><Tp><CdOrPrtry><Cd>${kind}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">${decimal(minor)}</Amt>${mark(minor)}</Bal>`;
  const ntry = entries.map(
    ([day, minor, text, ref = '', name = 'Ana Plantada']) =>
      `<Ntry><Amt Ccy="EUR">${decimal(minor)}</Amt>${mark(minor)}<Sts>BOOK</Sts><BookgDt><Dt>${day}</Dt></BookgDt><AcctSvcrRef>${ref}</AcctSvcrRef><NtryDtls><TxDtls><RltdPties><${minor < 0 ? 'Cdtr' : 'Dbtr'}><Nm>${name}</Nm></${minor < 0 ? 'Cdtr' : 'Dbtr'}></RltdPties><RmtInf><Ustrd>${text}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>`,
  );
  const closing = entries.reduce((sum, [, minor]) => sum + minor, opening);
  return `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><B><Stmt><Acct><Ccy>EUR</Ccy></Acct>${balance('OPBD', opening)}${balance('CLBD', closing)}${ntry.join('')}</Stmt></B></Document>`;
}
