import type { RequestEvent } from '@sveltejs/kit';
import { parseMoney } from '$lib/kernel/money';
import { invalid } from '$lib/kernel/result';
import { ronda } from '$lib/server/app.server';
import { memberOf } from '$lib/server/desk.server';
import { attempt } from '$lib/server/errors.server';
import { readForm, refuse } from '$lib/server/forms.server';
import { isOutwardAddress } from '$lib/server/outward.server';
import { applyOp } from '$lib/server/team-op.server';
import { isSource, sourceOf } from './rates';
import { toldSchema } from './rates-schema';
import { fundTold } from './rates.server';

const CHOICE = /^source-([A-Z]{3}|all)-([1-3])$/;

/** Sources by currency, in the order in which they stand in the form. A currency without any goes by `*`. */
function sourcesOf(values: Readonly<Record<string, string>>): {
  sources: Record<string, string[]>;
  wrong: string | null;
} {
  const sources: Record<string, string[]> = {};
  let wrong: string | null = null;
  for (const name of Object.keys(values).sort()) {
    const [, currency = ''] = CHOICE.exec(name) ?? [];
    const chosen = sourceOf(values[name] ?? '');
    if (currency === '' || chosen === '') continue;
    if (!isSource(chosen)) wrong ??= name;
    const key = currency === 'all' ? '*' : currency;
    if (sources[key]?.includes(chosen) !== true) sources[key] = [...(sources[key] ?? []), chosen];
  }
  return { sources, wrong };
}

/** The form of the settings. */
export const toldActions = {
  async told(event: RequestEvent) {
    const { membership } = memberOf(event.locals, 'fund.write');
    const form = await readForm(event, toldSchema);
    if (!form.ok) return form.response;
    const { op, report, goal, url, urlSource } = form.value;
    const campaign = membership.campaignId;
    const told = await attempt(() => fundTold(event.locals.db, campaign));
    if (!told.ok) return refuse(form.values, told);
    // Once something was converted the form does not offer another currency, and sends none.
    const currency = told.value.frozen ? told.value.report : report || null;
    if (goal !== '' && currency === null) return refuse(form.values, invalid('goal_currency', 'goal'));
    const aim = goal === '' || currency === null ? null : parseMoney(goal, currency, event.locals.locale);
    if (aim !== null && !aim.ok) return refuse(form.values, { ...aim, field: 'goal' });
    if (aim?.value === 0n) return refuse(form.values, invalid('amount', 'goal'));
    if (url !== '' && !isOutwardAddress(url, ronda().env.askInner))
      return refuse(form.values, invalid('outward_address', 'url'));
    const { sources, wrong } = sourcesOf(form.values);
    if (wrong !== null) return refuse(form.values, invalid('source', wrong));
    const args = {
      campaign,
      reportCurrency: currency,
      goalMinor: aim === null ? null : String(aim.value),
      rateSources: sources,
      rateUrl: url,
      rateUrlSource: urlSource,
    };
    const done = await applyOp(event.locals, 'fund.set', args, op);
    if (done.ok) return { done: 'told', what: '' };
    const fields: Readonly<Record<string, string>> = {
      reportCurrency: 'report',
      rateUrl: 'url',
      rateUrlSource: 'urlSource',
      goalMinor: 'goal',
    };
    return refuse(form.values, done.field === undefined ? done : { ...done, field: fields[done.field] ?? done.field });
  },
};
