/** A small house, built in a temporary folder: sound files, and for every rule files that break it and no other. */
import { AREAS } from './rules';

interface Files {
  [file: string]: string;
}

const svelte = (script: string): string => `<script lang="ts">\n  ${script}\n</script>\n\n<p>{made}</p>\n`;
const made = (...imports: string[]): string =>
  [
    ...imports.map((from, n) => `import * as x${n} from '${from}';`),
    `export const made = [${imports.map((_, n) => `x${n}`).join(', ')}];`,
  ].join('\n');

const STUBS: Files = {};
for (const name of [
  'chart.js',
  'bits-ui',
  'socket.io',
  'socket.io-client',
  '@supabase/supabase-js',
  'pg',
  'nodemailer',
  '@noble/ciphers',
  'pino',
  'rate-limiter-flexible',
  'altcha-lib',
  'sharp',
  'saxes',
  'stripe',
  'ibantools',
  'age-encryption',
  'file-type',
  'ical-generator',
  'web-push',
  'valibot',
]) {
  const main =
    name === 'chart.js'
      ? { main: 'index.js', exports: { '.': './index.js', './auto': './auto/auto.js' } }
      : { main: 'index.js' };
  STUBS[`node_modules/${name}/package.json`] = JSON.stringify({ name, version: '1.0.0', type: 'module', ...main });
  STUBS[`node_modules/${name}/index.js`] = made();
}
STUBS['node_modules/chart.js/auto/auto.js'] = made();
STUBS['node_modules/@lucide/svelte/package.json'] = JSON.stringify({
  name: '@lucide/svelte',
  version: '1.0.0',
  type: 'module',
  exports: { '.': { svelte: './dist/lucide-svelte.js' }, './icons/*': { svelte: './dist/icons/*.js' } },
});
STUBS['node_modules/@lucide/svelte/dist/lucide-svelte.js'] = made();
STUBS['node_modules/@lucide/svelte/dist/icons/vote.js'] = made();

const FEATURES: Files = {};
for (const area of AREAS) {
  FEATURES[`src/lib/features/${area}/index.ts`] = made();
  FEATURES[`src/lib/features/${area}/index.server.ts`] = made();
  FEATURES[`src/lib/features/${area}/model.ts`] = made();
}

/** Everything here is allowed, and nothing of it may be reported. */
export const SOUND: Files = {
  ...STUBS,
  ...FEATURES,
  'src/app.d.ts': `import type { made } from '$lib/server/backend/index.server';\nexport type Made = typeof made;\n`,
  'src/hooks.server.ts': made(
    '$lib/server/backend/index.server',
    '$lib/features/team/index.server',
    '$app/environment',
  ),
  'src/lib/contracts/base.ts': made('$lib/kernel/base'),
  'src/lib/kernel/base.ts': made(),
  'src/lib/messages/index.ts': made('$lib/kernel/base', '$lib/contracts/base'),
  'src/lib/ui/Plot.svelte': svelte(made('chart.js', '@lucide/svelte/icons/vote', '$lib/kernel/base')),
  'src/lib/live/index.ts': made('socket.io-client', '$lib/contracts/base'),
  'src/lib/server/backend/index.server.ts': made('@supabase/supabase-js', 'pg', 'node:fs', '$lib/kernel/base'),
  'src/lib/server/realtime/relay.server.ts': made('socket.io'),
  'src/lib/features/cases/cases.repo.server.ts': made(
    '$lib/server/backend/index.server',
    '$lib/features/people/index.server',
    '$lib/features/contacts',
    './model',
  ),
  'src/lib/features/cases/components/Case.svelte': svelte(
    made('$lib/features/people', '$lib/ui/Plot.svelte', '../model'),
  ),
  'src/lib/views/Today.svelte': svelte(made('$lib/features/boards', '$lib/features/fund', '$lib/live')),
  'src/routes/+page.svelte': svelte(made('$lib/views/Today.svelte', '$app/state')),
  'src/routes/+page.server.ts': made('$lib/server/backend/index.server', './$types'),
  'src/routes/Nav.svelte': svelte(made()),
  'src/entry/node.js': made('node:http'),
};

/** Of each rule, files that break this rule and no other. */
export const BROKEN: { [rule: string]: Files } = {
  'no-cycles': { 'src/lib/kernel/hen.ts': made('./egg'), 'src/lib/kernel/egg.ts': made('./hen') },
  resolvable: { 'src/lib/kernel/lost.ts': made('./nowhere') },
  'features-by-index': {
    'src/lib/views/Deep.svelte': svelte(made('$lib/features/boards/model')),
    'src/routes/deep/+page.ts': made('$lib/features/boards/model'),
  },
  'features-by-index-from-features': {
    'src/lib/features/cases/deep.ts': made('$lib/features/people/model'),
    'src/lib/features/fund/components/Deep.svelte': svelte(made('../../campaign/model')),
  },
  'server-from-server': {
    'src/lib/features/fund/leak.ts': made('$lib/server/backend/index.server'),
    'src/lib/features/fund/components/Leak.svelte': svelte(made('../index.server')),
    'src/lib/features/fund/leak-of-type.ts': `import type { made } from '$lib/server/backend/index.server';\nexport type M = typeof made;\n`,
    'src/routes/leak/+page.ts': made('$lib/server/backend/index.server'),
  },
  'node-from-server': { 'src/lib/kernel/disk.ts': made('node:fs'), 'src/routes/disk/+page.ts': made('node:path') },
  'nobody-imports-routes': {
    'src/lib/views/Back.svelte': svelte(made('../../routes/Nav.svelte')),
    'src/hooks.client.ts': made('./routes/Nav.svelte'),
  },
  'routes-stay-thin': { 'src/routes/live/+page.svelte': svelte(made('$lib/live')) },
  'entry-knows-the-server-only': { 'src/entry/dev.js': made('../lib/features/team/index.server.ts') },
  'hooks-compose': { 'src/hooks.ts': made('./lib/views/Today.svelte') },
  'src-never-imports-tests': {
    'src/lib/kernel/model.spec.ts': made('../../../tests/support/made'),
    'tests/support/made.ts': made(),
  },
  'floor-is-pure': { 'src/lib/contracts/where.ts': made('$app/state') },
  'one-environment': { 'src/lib/server/mail/env.server.ts': made('$env/dynamic/private') },
  'chart-by-parts': { 'src/lib/ui/Auto.svelte': svelte(made('chart.js/auto')) },
  'icons-one-by-one': { 'src/lib/ui/Icons.svelte': svelte(made('@lucide/svelte')) },

  'room-contracts': { 'src/lib/contracts/high.ts': made('$lib/messages') },
  'room-kernel': { 'src/lib/kernel/high.ts': made('$lib/live') },
  'room-messages': { 'src/lib/messages/high.ts': made('$lib/ui/Plot.svelte') },
  'room-ui': { 'src/lib/ui/Case.svelte': svelte(made('$lib/features/cases')), 'src/lib/ui/live.ts': made('$lib/live') },
  'room-live': { 'src/lib/live/high.ts': made('$lib/ui/Plot.svelte') },
  'room-server': { 'src/lib/server/jobs/high.server.ts': made('$lib/features/team/index.server') },
  'room-features': { 'src/lib/features/fund/high.ts': made('$lib/views/Today.svelte') },
  'room-views': { 'src/lib/views/today.server.ts': made('$lib/server/backend/index.server') },
  'room-demo': { 'src/lib/demo/fill.server.ts': made('$lib/views/Today.svelte') },

  'order-team': { 'src/lib/features/team/sideways.ts': made('$lib/features/campaign') },
  'order-journal': { 'src/lib/features/journal/sideways.ts': made('$lib/features/team') },
  'order-campaign': { 'src/lib/features/campaign/sideways.ts': made('$lib/features/signatures') },
  'order-signatures': { 'src/lib/features/signatures/sideways.ts': made('$lib/features/fund') },
  'order-fraud': { 'src/lib/features/fraud/sideways.ts': made('$lib/features/delivery') },
  'order-endorsements': { 'src/lib/features/endorsements/sideways.ts': made('$lib/features/signatures') },
  'order-paper': { 'src/lib/features/paper/sideways.ts': made('$lib/features/delivery') },
  'order-spread': { 'src/lib/features/spread/sideways.ts': made('$lib/features/signatures') },
  'order-privacy': { 'src/lib/features/privacy/sideways.ts': made('$lib/features/fund') },
  'order-letters': { 'src/lib/features/letters/sideways.ts': made('$lib/features/spread') },
  'order-updates': { 'src/lib/features/updates/sideways.ts': made('$lib/features/letters') },
  'order-delivery': { 'src/lib/features/delivery/sideways.ts': made('$lib/features/updates') },
  'order-fund': { 'src/lib/features/fund/sideways.ts': made('$lib/features/signatures') },
  'order-giving': { 'src/lib/features/giving/sideways.ts': made('$lib/features/banking') },
  'order-spending': { 'src/lib/features/spending/sideways.ts': made('$lib/features/giving') },
  'order-banking': { 'src/lib/features/banking/sideways.ts': made('$lib/features/cases') },
  'order-people': { 'src/lib/features/people/sideways.ts': made('$lib/features/cases') },
  'order-custody': { 'src/lib/features/custody/sideways.ts': made('$lib/features/cases') },
  'order-contacts': { 'src/lib/features/contacts/sideways.ts': made('$lib/features/cases') },
  'order-cases': { 'src/lib/features/cases/sideways.ts': made('$lib/features/hearings') },
  'order-hearings': { 'src/lib/features/hearings/sideways.ts': made('$lib/features/deadlines') },
  'order-counsel': { 'src/lib/features/counsel/sideways.ts': made('$lib/features/hearings') },
  'order-deadlines': { 'src/lib/features/deadlines/sideways.ts': made('$lib/features/contacts') },
  'order-compartments': { 'src/lib/features/compartments/sideways.ts': made('$lib/features/people') },
  'order-rulings': { 'src/lib/features/rulings/sideways.ts': made('$lib/features/hearings') },
  'order-care': { 'src/lib/features/care/sideways.ts': made('$lib/features/cases') },
  'order-arrests': { 'src/lib/features/arrests/sideways.ts': made('$lib/features/hearings') },
  'order-publication': { 'src/lib/features/publication/sideways.ts': made('$lib/features/incidents') },
  'order-incidents': { 'src/lib/features/incidents/sideways.ts': made('$lib/features/arrests') },
  'order-documents': { 'src/lib/features/documents/sideways.ts': made('$lib/features/arrests') },
  'order-notices': { 'src/lib/features/notices/sideways.ts': made('$lib/features/fund') },
  'order-agenda': { 'src/lib/features/agenda/sideways.ts': made('$lib/features/notices') },
  'order-papers': { 'src/lib/features/papers/sideways.ts': made('$lib/features/hearings') },
  'order-boards': { 'src/lib/features/boards/sideways.ts': made('$lib/features/cases') },
  'order-news': { 'src/lib/features/news/sideways.ts': made('$lib/features/campaign') },

  'owner-chart': { 'src/lib/views/Chart.svelte': svelte(made('chart.js')) },
  'owner-widgets': { 'src/routes/widget/+page.svelte': svelte(made('bits-ui')) },
  'owner-socket-client': { 'src/lib/features/boards/socket.ts': made('socket.io-client') },
  'owner-socket-server': { 'src/lib/features/boards/socket.server.ts': made('socket.io') },
  'owner-database': {
    'src/lib/features/boards/database.server.ts': made('pg', '@supabase/supabase-js'),
    'src/lib/features/boards/type.ts': `import type { made } from '@supabase/supabase-js';\nexport type M = typeof made;\n`,
  },
  'owner-mailer': { 'src/lib/server/jobs/mail.server.ts': made('nodemailer') },
  'owner-ciphers': { 'src/lib/features/people/seal.server.ts': made('@noble/ciphers') },
  'owner-print': { 'src/lib/features/paper/sheet.server.ts': made('sharp') },
  'owner-proof': { 'src/lib/features/signatures/proof.server.ts': made('altcha-lib') },
  'owner-statements': { 'src/lib/features/giving/statement.server.ts': made('saxes') },
  'owner-processors': { 'src/lib/features/fund/card.server.ts': made('stripe') },
  'owner-vault': { 'src/lib/features/cases/bytes.server.ts': made('age-encryption') },
  'owner-contents': { 'src/lib/server/files/content.server.ts': made('file-type') },
  'owner-calendars': { 'src/lib/features/notices/feed.server.ts': made('ical-generator') },
  'owner-pushes': { 'src/lib/features/agenda/push.server.ts': made('web-push') },
  'owner-bank-codes': { 'src/lib/features/giving/account.ts': made('ibantools') },
  'owner-logger': { 'src/hooks.log.server.ts': made('pino') },
  'owner-limiter': { 'src/lib/features/team/limit.server.ts': made('rate-limiter-flexible') },
};
