/** What the team does about statements of banks; part of `OpArgs`. */
type Id = string;
/** Civil date `YYYY-MM-DD`. */
type Day = string;
/** Integer minor units as a decimal string. */
type Minor = string;

export interface BankingOps {
  /** How the tables of an account are read. */
  'banking.mapping': {
    account: Id;
    mapping: Readonly<Record<string, string | boolean | Readonly<Record<string, string>>>>;
  };
  /** Stores the lines of one file; what is known already is not added again. */
  'banking.import': {
    account: Id;
    id: Id;
    format: 'camt' | 'mt940' | 'ofx' | 'csv';
    /** SHA-256 of the file, which is not kept. */
    hash: string;
    bytes: number;
    statements: {
      id: Id;
      opening: Minor | null;
      closing: Minor | null;
      from: Day | null;
      to: Day | null;
      lines: number;
      /** As the bank counts its statements within a year. */
      number?: number | null;
    }[];
    /** Sealed for `bank_lines|<id>|name`, `|iban` and `|text`; keys are keyed indexes. */
    lines: {
      id: Id;
      statement: Id;
      at: number;
      bookedOn: Day;
      valueOn: Day | null;
      minor: Minor;
      identity: string;
      refKey: string | null;
      refs: string[];
      near: string[];
      nameSealed: string | null;
      ibanSealed: string | null;
      textSealed: string | null;
      nameKey: string | null;
      ibanKey: string | null;
      textKey: string | null;
      returned: boolean;
      charges: Minor | null;
    }[];
  };
  /** The parts make the line's amount to the cent. */
  'banking.accept': {
    line: Id;
    /** What the line is taken for. `id` is that of the entry to be booked. */
    parts: {
      id: Id;
      kind: 'pledge' | 'gift' | 'fee' | 'payment' | 'transfer' | 'entry' | 'return' | 'request';
      /** The pledge, the request that is paid, the entry that was booked already, our other account, or the match that goes back. */
      target?: Id;
      /** What was given or paid; before what banks kept of it. Not for `entry` and `return`. */
      minor?: Minor;
      fee?: Minor;
      category?: 'lawyer' | 'bail' | 'court_costs' | 'family' | 'printing' | 'other';
      note?: string;
    }[];
  };
  'banking.reject': { line: Id; target: string };
  'banking.ignore': { line: Id; reason: string };
  /** Back into the queue; what was booked by it is reversed. */
  'banking.undo': { line: Id; reason: string };
  /** Lines with the payer's account, name or words of this one are that. */
  'banking.rule': { id: Id; line: Id; by: 'account' | 'name' | 'text'; action: 'gift' | 'fee' | 'payment' | 'ignore' };
  'banking.end_rule': { rule: Id };
}

export type BankPart = BankingOps['banking.accept']['parts'][number];
