import type { Locale } from '$lib/contracts/locales';
import { campaignPath } from '$lib/features/campaign/index';
import { carriedQuery } from './share';

/** Where somebody goes who has signed, with how they came; to the page itself when it takes no signatures any more. */
export function afterSigning(
  to: 'thanks' | 'closed',
  slug: string,
  carried: { source: string; ref: string },
  locale: Locale,
): string {
  return campaignPath(locale, slug, to === 'thanks' ? '/thanks' : '') + carriedQuery(carried);
}
