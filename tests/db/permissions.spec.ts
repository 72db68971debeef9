import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CUSTODY_STATUSES, HEARING_KINDS, HEARING_STATUSES, IN_CUSTODY, type CustodyStatus } from '$lib/contracts/ops';
import { ARREST_ACTS, FORCES } from '$lib/contracts/ops-arrests';
import { CAPACITIES, CHARGE_ENDS, DEFENCES, INCIDENTS, STAGES } from '$lib/contracts/ops-cases';
import {
  ANSWERS,
  CITED,
  CONNECTIONS,
  CONTACT_KINDS,
  HEARSAY,
  KNOWN,
  OBLIGATION_KINDS,
  RELIABILITIES,
  SOURCE_FORMS,
  STANCES,
} from '$lib/contracts/ops-custody';
import { TOLD_FIELDS, CHANNELS, CONSENT_FORMS, GIVERS, TAKEN_WHYS } from '$lib/contracts/ops-publication';
import { CERTAINTIES, INCIDENT_KINDS, MEASURES, MONITORING, TRAITS, UNITS } from '$lib/contracts/ops-incidents';
import { SCOPES } from '$lib/contracts/ops-counsel';
import { NOTIFICATION_MODES, NOTIFIED_PARTIES, RESOLUTION_KINDS } from '$lib/contracts/ops-rulings';
import { NEED_ACTS, NEED_KINDS, NEED_STATES, SHIFT_STATES, TURN_KINDS, URGENCIES } from '$lib/contracts/ops-care';
import { HEARING_ACCESS, HEARING_PARTS } from '$lib/contracts/ops-hearings';
import { ACCOUNT_KINDS, ENTRY_KINDS, FUND_CATEGORIES, LINE_LEVELS } from '$lib/contracts/fund';
import { LOCALES } from '$lib/contracts/locales';
import { AUDIENCES, PERMISSIONS, ROLES } from '$lib/contracts/permissions';
import { createWorld, type World } from '../support/world';
import { value } from './cast';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

/** The quoted words of a check constraint on one column. */
async function listed(table: string, column: string): Promise<string[]> {
  const definition = await value<string>(
    world,
    `select pg_get_constraintdef(c.oid) from pg_constraint c
     join pg_attribute a on a.attrelid = c.conrelid and a.attname = $2
     where c.conrelid = $1::regclass and c.contype = 'c' and c.conkey = array[a.attnum] and pg_get_constraintdef(c.oid) ~ 'ARRAY\\['`,
    [table, column],
  );
  return [...definition.matchAll(/'([^']+)'/g)].map(([, word = '']) => word);
}

describe('what stands in TypeScript stands in SQL', () => {
  it('permissions', async () => {
    const { rows } = await world.sql.query<{ permission: string; role: string }>(
      'select permission, role from app.role_permissions',
    );
    const inSql = rows.map(({ permission, role }) => `${permission} ${role}`).sort();
    const inTypeScript = Object.entries(PERMISSIONS).flatMap(([permission, roles]) =>
      roles.map((role) => `${permission} ${role}`),
    );
    expect(inSql).toEqual(inTypeScript.sort());
  });

  it('audiences of streams', async () => {
    const { rows } = await world.sql.query<{ audience: string; permission: string }>('select * from app.audiences');
    expect(Object.fromEntries(rows.map(({ audience, permission }) => [audience, permission]))).toEqual(AUDIENCES);
  });

  it('every permission that a policy or a stream asks for exists', async () => {
    const { rows } = await world.sql.query<{ permission: string }>(
      `select distinct m[1] as permission from (
         select regexp_matches(coalesce(qual, '') || coalesce(with_check, ''), 'my_campaigns\\(''([a-z.]+)''', 'g') m from pg_policies
         union all select array[permission] from app.stream_kinds) x`,
    );
    expect(rows.length).toBeGreaterThan(8);
    for (const { permission } of rows) expect(Object.keys(PERMISSIONS)).toContain(permission);
  });

  it('who is deprived of liberty', async () => {
    expect(await value<CustodyStatus[]>(world, 'select app.in_custody()')).toEqual([...IN_CUSTODY]);
    expect(await value<CustodyStatus[]>(world, 'select app.custody_words()')).toEqual([...CUSTODY_STATUSES]);
  });

  it.each([
    ['member_roles', 'roles', ROLES],
    ['invitations', 'roles', ROLES],
    ['custody_statuses', 'status', CUSTODY_STATUSES],
    ['custody_statuses', 'from_known', KNOWN],
    ['place_stays', 'to_known', KNOWN],
    ['place_stays', 'notice', ANSWERS],
    ['contact_facts', 'kind', CONTACT_KINDS],
    ['contact_facts', 'answer', ANSWERS],
    ['obligations', 'kind', OBLIGATION_KINDS],
    ['person_sources', 'connection', CONNECTIONS],
    ['person_sources', 'kind', SOURCE_FORMS],
    ['person_sources', 'reliability', RELIABILITIES],
    ['person_sources', 'hearsay', HEARSAY],
    ['person_citations', 'entity', CITED],
    ['person_citations', 'stance', STANCES],
    ['hearings', 'kind', HEARING_KINDS],
    ['hearings', 'status', HEARING_STATUSES],
    ['hearings', 'access', HEARING_ACCESS],
    ['needs', 'kind', NEED_KINDS],
    ['needs', 'urgency', URGENCIES],
    ['needs', 'state', NEED_STATES],
    ['need_acts', 'kind', NEED_ACTS],
    ['care_rotas', 'kind', TURN_KINDS],
    ['care_shifts', 'state', SHIFT_STATES],
    ['hearing_people', 'part', HEARING_PARTS],
    ['campaigns', 'default_locale', LOCALES],
    ['campaign_texts', 'locale', LOCALES],
    ['signatures', 'locale', LOCALES],
    ['outbox', 'locale', LOCALES],
    ['appointments', 'scope', SCOPES],
    ['resolutions', 'kind', RESOLUTION_KINDS],
    ['ruling_notifications', 'party', NOTIFIED_PARTIES],
    ['ruling_notifications', 'mode', NOTIFICATION_MODES],
    ['arrests', 'force', FORCES],
    ['arrest_acts', 'kind', ARREST_ACTS],
    ['cases', 'stage', STAGES],
    ['cases', 'incident', INCIDENTS],
    ['case_people', 'capacity', CAPACITIES],
    ['case_people', 'defence', DEFENCES],
    ['case_capacities', 'capacity', CAPACITIES],
    ['case_charges', 'ended_how', ['replaced', ...CHARGE_ENDS]],
    ['consents', 'fields', TOLD_FIELDS],
    ['consents', 'channels', CHANNELS],
    ['consents', 'given_by', GIVERS],
    ['consents', 'form', CONSENT_FORMS],
    ['publications', 'taken_why', TAKEN_WHYS],
    ['publication_fields', 'field', TOLD_FIELDS],
    ['incidents', 'kind', INCIDENT_KINDS],
    ['incidents', 'monitoring', MONITORING],
    ['incidents', 'certainty', CERTAINTIES],
    ['incident_figures', 'measure', MEASURES],
    ['incident_figures', 'unit', UNITS],
    ['incident_figures', 'trait', TRAITS],
    ['fund_accounts', 'kind', ACCOUNT_KINDS],
    ['fund_entries', 'kind', ENTRY_KINDS],
    ['fund_entries', 'category', FUND_CATEGORIES],
    ['fund_entries', 'level', LINE_LEVELS],
  ])('%s.%s', async (table, column, list) => {
    expect((await listed(table, column)).sort()).toEqual([...list].sort());
  });

  it('the states of a signature are those of its counts', async () => {
    expect((await listed('signatures', 'state')).sort()).toEqual([
      'confirmed',
      'invalidated',
      'pending',
      'rejected',
      'shadow',
      'withdrawn',
    ]);
  });
});

it('every rule that the database names has words in both languages', async () => {
  const rules = await value<string[]>(
    world,
    `select array_agg(distinct m[1]) from pg_proc p, regexp_matches(p.prosrc, 'app\\.fail\\(''RN4(?:00|09)'', ''(\\w+)''', 'g') m`,
  );
  expect(rules.length).toBeGreaterThan(10);
  // Rules that only pages of one desk can meet have their words there.
  for (const locale of LOCALES) {
    const folder = new URL('../../src/lib/messages/', import.meta.url);
    const files = readdirSync(folder).filter((file) => file.endsWith(`.${locale}.json`));
    const words = files.flatMap((file) =>
      Object.keys(JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as object),
    );
    expect(words).toEqual(expect.arrayContaining(rules.map((rule) => `rule.${rule}`)));
  }
});
