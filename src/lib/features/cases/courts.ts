/** Courts of the table of codes, as a form offers them; cases know no rules, so whoever puts the page together gives them. */
export interface CourtChoice {
  value: string;
  label: string;
}
