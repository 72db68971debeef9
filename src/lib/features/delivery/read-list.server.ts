import type { RequestEvent } from '@sveltejs/kit';
import type { Result } from '$lib/contracts/errors';
import { fail, invalid, ok } from '$lib/kernel/result';
import { bodyLimit } from '$lib/server/files/body.server';

/**
 * What a clerk hands in: a file, the same pasted, or a final fingerprint. Read by hand, because a list is larger than any
 * other form of ours; it is compared in memory and kept nowhere.
 */
export async function readList(
  event: Pick<RequestEvent, 'request' | 'route'>,
): Promise<Result<{ list: string; digest: string }>> {
  const most = bodyLimit(event.route.id);
  if (Number(event.request.headers.get('content-length') ?? 0) > most) return fail('too_large');
  let data: FormData;
  try {
    data = await event.request.formData();
  } catch (thrown) {
    // The adapter stops reading at its own limit, and says so by this status.
    const tooLarge = typeof thrown === 'object' && thrown !== null && Reflect.get(thrown, 'status') === 413;
    return tooLarge ? fail('too_large') : invalid('encoding');
  }
  const file = data.get('file');
  const pasted = data.get('list');
  const typed = data.get('digest');
  const list = file instanceof File && file.size > 0 ? await file.text() : typeof pasted === 'string' ? pasted : '';
  const digest = typeof typed === 'string' ? typed.slice(0, 400) : '';
  if (list.length > most) return fail('too_large');
  return list.trim() === '' && digest.trim() === '' ? invalid('required', 'digest') : ok({ list, digest });
}
