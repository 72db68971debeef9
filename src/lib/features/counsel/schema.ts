import * as v from 'valibot';
import { SCOPES } from '$lib/contracts/ops-counsel';
import { parseDay } from '$lib/kernel/dates';
import { isZone } from '$lib/kernel/format';
import { isUuid } from '$lib/kernel/ids';

const id = v.pipe(
  v.string('unknown_field'),
  v.check((text) => isUuid(text), 'unknown_field'),
);
const chosen = v.pipe(
  v.string('choice'),
  v.check((text) => isUuid(text), 'choice'),
);
const maybe = (most: number) => v.optional(v.pipe(v.string(), v.trim(), v.maxLength(most, 'too_long')), '');
const maybeId = v.optional(
  v.pipe(
    v.string(),
    v.check((text) => text === '' || isUuid(text), 'choice'),
  ),
  '',
);
const day = v.pipe(
  v.string('required'),
  v.nonEmpty('required'),
  v.check((one) => parseDay(one).ok, 'date'),
);
const maybeDay = v.optional(
  v.pipe(
    v.string(),
    v.check((one) => one === '' || parseDay(one).ok, 'date'),
  ),
  '',
);
const time = v.pipe(v.string('required'), v.nonEmpty('required'), v.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'time'));
const yesNo = v.picklist(['yes', 'no'], 'choice');

const details = { name: maybe(160), phone: maybe(80), address: maybe(160) };
/** `member` or `name`: somebody of the team, or from outside. */
export const lawyerSchema = v.object({ op: id, member: maybeId, ...details });
export const lawyerEditSchema = v.object({ op: id, lawyer: id, ...details });
export const lawyerOffSchema = v.object({ op: id, lawyer: id, removed: yesNo });

const terms = {
  rank: v.pipe(
    v.picklist(['1', '2'], 'choice'),
    v.transform((text) => (text === '1' ? 1 : 2)),
  ),
  scope: v.picklist(SCOPES, 'choice'),
  acceptedOn: maybeDay,
};
export const appointSchema = v.object({ op: id, lawyer: chosen, person: maybeId, ...terms });
export const appointmentSchema = v.object({
  op: id,
  appointment: id,
  ...terms,
  endedOn: maybeDay,
  removed: v.optional(yesNo, 'no'),
});

/** On the clock on the wall of `tz`. */
export const planSchema = v.object({
  op: id,
  lawyer: chosen,
  fromDay: day,
  fromTime: time,
  untilDay: day,
  untilTime: time,
  area: maybe(80),
  tz: v.pipe(
    v.string('required'),
    v.check((zone) => isZone(zone), 'choice'),
  ),
});
export const takeSchema = v.object({ op: id, shift: id, lawyer: chosen });
export const shiftSchema = v.object({ op: id, shift: id });
export const cancelSchema = v.object({ op: id, shift: id, cancelled: yesNo });
export const swapSchema = v.object({ op: id, shift: id, other: chosen });
