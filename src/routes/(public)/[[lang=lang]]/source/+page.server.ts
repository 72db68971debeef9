import { ronda } from '$lib/server/app.server';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ url }) => ({ origin: url.origin, sourceUrl: ronda().env.sourceUrl });
