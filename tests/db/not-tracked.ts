/** Tables of the public schema that no stream carries, and why. */
export const NOT_TRACKED = {
  consent_texts: 'written by the database when a text of the campaign changes, which is tracked',
  journal: 'is the journal',
  signatures: 'the public sees totals; single signatures are read page by page',
  paper_rows: 'sealed; the batch that holds them is tracked',
  publication_fields: 'what the world reads; the publication that holds them is tracked',
  files: 'written once by the machine; the row that owns a file is tracked',
  letter_requests: 'written by the public through the machine, and wiped',
  letters: 'written by the public through the machine; the team sees counts',
  outbox: 'written by the machine alone',
  notice_items: 'what a notice says stands in no journal; that there is one is tracked',
  notice_sends: 'written by the machine alone',
  fund_accounts: 'made by the booking that first needs one; an entry names its currency',
  fund_flows: 'running sums of the entries, which are tracked',
  fund_rates: 'thousands at a time; what an entry was booked with stands in the entry',
  bank_lines: 'thousands at a time; the import that brought them and what they were taken for are tracked',
  bank_statements: 'written once, together with the import that is tracked',
  fund_postings: 'written once, together with the entry that is tracked',
};

/** Tables that refer to what may stand in a compartment and do not go there with it: they show the reference to nobody outside,
 *  or are read by nobody at all. */
export const REFERS_ONLY = ['app.person_keys', 'spend_requests'];
