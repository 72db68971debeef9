import * as v from 'valibot';
import { LOCALES } from '$lib/contracts/locales';
import { PAPERS } from '$lib/contracts/ops-papers';
import { isUuid } from '$lib/kernel/ids';

const asked = {
  op: v.pipe(
    v.string('unknown_field'),
    v.check((text) => isUuid(text), 'unknown_field'),
  ),
  paper: v.picklist(PAPERS, 'choice'),
  locale: v.picklist(LOCALES, 'choice'),
};

export const paperSchema = v.object(asked);
/** As which file. */
export const fileSchema = v.object({ ...asked, as: v.picklist(['pdf', 'txt'], 'choice') });
