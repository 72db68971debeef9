import type { Locale } from '$lib/contracts/locales';
import type { ShareTextWay } from '$lib/contracts/ops';
import type { GivenSource, SourceLine } from './model';

/** One text of the campaign as the desk edits it. */
export interface EditedText {
  locale: Locale;
  way: ShareTextWay;
  /** Empty: the words of the product are used. */
  own: string;
  otherwise: string;
  /** The longest link that stands in it, for the preview. */
  link: string;
}
/** What the page of the desk shows. */
export interface SpreadDesk {
  sources: SourceLine[];
  /** The strongest, by their share code alone. */
  referrers: { share: string; n: number }[];
  referred: number;
  given: GivenSource[];
  texts: EditedText[];
  pages: Record<Locale, string>;
  /** Of the petition, as each page has it. */
  titles: Record<Locale, string>;
}
