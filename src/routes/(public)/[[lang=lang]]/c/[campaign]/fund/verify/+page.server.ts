import { invalid } from '$lib/kernel/result';
import { judgeMonth, monthSigner, verifySchema } from '$lib/features/fund/index.server';
import { readPassing } from '$lib/server/files/index.server';
import { refuse } from '$lib/server/forms.server';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ setHeaders }) => {
  setHeaders({ 'cache-control': 'private, no-cache' });
  const { publicPem, name } = monthSigner();
  return { key: { pem: publicPem, name } };
};

export const actions: Actions = {
  async default(event) {
    const form = await readPassing(event, verifySchema, { field: 'file', most: 2_000_000, tooLarge: 'months_large' });
    if (!form.ok) return form.response;
    const { hash } = form.value;
    if (form.bytes === null && hash === '') return refuse(form.values, invalid('required', 'hash'));
    const verdict = await judgeMonth(event.params.campaign, event.getClientAddress(), { file: form.bytes, hash });
    return verdict.ok ? { verdict: verdict.value } : refuse(form.values, verdict);
  },
};
