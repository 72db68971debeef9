import { error } from '@sveltejs/kit';
import type { Locale } from '$lib/contracts/locales';
import { attempt, httpStatus } from '$lib/server/errors.server';
import type { Failure, Result } from '$lib/contracts/errors';
import { campaigns } from './campaigns.server';
import type { PublicCampaign } from './model';

/** Ends a load or an action of a public page with a failure's own page. */
function refusePage(failure: Failure): never {
  const { code, errorId } = failure;
  error(httpStatus(code), { message: code, code, ...(errorId === undefined ? {} : { errorId }) });
}

/** The value, or the failure's page. */
export function orPage<T>(result: Result<T>): T {
  return result.ok ? result.value : refusePage(result);
}

/** The campaign of a public page; a page "not found" for one that a stranger may not see. */
export async function campaignOr404(slug: string, locale: Locale): Promise<PublicCampaign> {
  const found = orPage(await attempt(() => campaigns().get(slug, locale)));
  if (found === null) error(404, { message: 'not_found', code: 'not_found' });
  return found;
}
