import { error } from '@sveltejs/kit';
import type { Actor, Membership } from '../contracts/actor';
import type { ErrorCode } from '../contracts/errors';
import { allows, type Permission } from '../contracts/permissions';
import { httpStatus, toFailure } from './errors.server';

/** Answers with the error page of a code, its status and its words. */
export function refusePage(code: ErrorCode, errorId?: string): never {
  error(httpStatus(code), { message: code, code, ...(errorId === undefined ? {} : { errorId }) });
}

/** Who asks and as what, on a page of a campaign's desk; to everybody without `permission` the page does not exist. */
export function memberOf(
  locals: Pick<App.Locals, 'actor' | 'membership'>,
  permission: Permission = 'campaign.read',
): { actor: Actor; membership: Membership } {
  const { actor, membership } = locals;
  if (!actor || !membership || !allows(membership.roles, permission)) refusePage('not_found');
  return { actor, membership };
}

/** What a page reads; a failure becomes its error page, with the status and the words of that failure. */
export async function forPage<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    const failure = toFailure(thrown);
    return refusePage(failure.code, failure.errorId);
  }
}
