import type { Locale } from '$lib/contracts/locales';
import type { Forecast, FundAhead, FundOverview } from '$lib/features/fund';
import type { GaveRow } from '$lib/features/giving';
import type { SpendTodo } from '$lib/features/spending';

/** What the first page of the fund's desk is given. */
export interface FundDeskData {
  locale: Locale;
  /** Address of the fund's desk. */
  home: string;
  overview: FundOverview;
  forecasts: readonly Forecast[];
  ahead: Pick<FundAhead, 'days' | 'today' | 'week'>;
  gave: readonly GaveRow[];
  /** What of money out waits; nothing for those who see totals alone. */
  spending: SpendTodo | null;
}
