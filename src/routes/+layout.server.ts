import type { LayoutServerLoad } from './$types';

/** The reader's language, for every page and for the error page. */
export const load: LayoutServerLoad = ({ locals }) => ({ locale: locals.locale });
