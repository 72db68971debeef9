-- Consentimiento y publicación. Nothing about a person is public without a consent for that field on that channel; what is public is a
-- frozen value with the consent that carries it. Revoking, running out, or going into a compartment empties it in the same transaction,
-- and every reading asks again, so that nothing waits for a job.

-- The ledger: consents are given and revoked, never changed and never erased.
create table public.consents (
  id uuid primary key,
  campaign_id uuid not null references public.campaigns on delete cascade,
  compartment_id uuid references public.compartments,
  person_id uuid not null references public.people on delete cascade,
  fields text[] not null check (cardinality(fields) > 0 and fields <@ array['pseudonym', 'name', 'age', 'photo', 'place', 'status', 'charges', 'case', 'story', 'letters',
    'birthday']),
  channels text[] not null check (cardinality(channels) > 0 and channels <@ array['web', 'press', 'petition', 'bodies', 'networks']),
  given_by text not null check (given_by in ('person', 'family', 'lawyer')),
  form text not null check (form in ('written', 'voice', 'via_lawyer')),
  -- Without it the consent is kept and opens nothing.
  risk_explained boolean not null,
  given_on date not null check (given_on between '1970-01-01' and '2100-01-01'),
  -- The last day on which it holds.
  expires_on date check (expires_on between given_on and '2100-01-01'),
  note_sealed text,
  has_note boolean not null generated always as (note_sealed is not null) stored,
  revoked_at timestamptz,
  revoked_by uuid references auth.users on delete set null,
  created_by uuid references auth.users on delete set null,
  created_at timestamptz not null default now()
);
create index consents_person on public.consents (person_id, created_at desc);
create index consents_campaign on public.consents (campaign_id);
create index consents_compartment on public.consents (compartment_id);
create index consents_created_by on public.consents (created_by);
create index consents_revoked_by on public.consents (revoked_by);
comment on table public.consents is 'P1 for the legal desk: what may be told where, by whose word, until when. Never what it says.';
comment on column public.consents.note_sealed is 'P2: who exactly gave it, and how. Sealed by the application.';

create table public.publications (
  id uuid primary key,
  campaign_id uuid not null references public.campaigns on delete cascade,
  compartment_id uuid references public.compartments,
  person_id uuid not null references public.people on delete cascade,
  -- Of its address, by chance and of nothing. A card that was taken down never comes back under the same.
  public_id text not null unique check (public_id ~ '^[0-9a-f]{16}$'),
  locale text not null check (locale in ('es', 'en')),
  noindex boolean not null default true,
  version integer not null default 1,
  published_at timestamptz not null default now(),
  taken_down_at timestamptz,
  taken_why text check (taken_why in ('pressed', 'revoked', 'expired', 'compartment')),
  created_by uuid references auth.users on delete set null,
  created_at timestamptz not null default now(),
  check ((taken_down_at is null) = (taken_why is null))
);
create unique index publications_one on public.publications (person_id) where taken_down_at is null;
create index publications_person on public.publications (person_id);
create index publications_campaign on public.publications (campaign_id, published_at desc);
create index publications_compartment on public.publications (compartment_id);
create index publications_created_by on public.publications (created_by);
comment on table public.publications is 'P1 for the legal desk: which public card is whose. The team is not told: a card with a name would give away a code.';

create table public.publication_fields (
  id uuid primary key default gen_random_uuid(),
  campaign_id uuid not null references public.campaigns on delete cascade,
  compartment_id uuid references public.compartments,
  publication_id uuid not null references public.publications on delete cascade,
  consent_id uuid not null references public.consents on delete cascade,
  field text not null check (field in ('pseudonym', 'name', 'age', 'photo', 'place', 'status', 'charges', 'case', 'story', 'letters', 'birthday')),
  -- Empty once it is no longer public; the keyed hash stays, to show what stood there to whoever brings it.
  value text not null check (length(value) <= 6000),
  value_hash text not null check (length(value_hash) between 20 and 120),
  published_at timestamptz not null default now(),
  ended_at timestamptz,
  check (ended_at is null or value = '')
);
create unique index publication_fields_one on public.publication_fields (publication_id, field) where ended_at is null;
create index publication_fields_publication on public.publication_fields (publication_id);
create index publication_fields_consent on public.publication_fields (consent_id) where ended_at is null;
create index publication_fields_consents on public.publication_fields (consent_id);
create index publication_fields_campaign on public.publication_fields (campaign_id);
create index publication_fields_compartment on public.publication_fields (compartment_id);
comment on table public.publication_fields is 'P0 while it stands: what the world reads, and the consent that carries it.';

/* ---------------------------------------------------------------- who may be told what */

-- Whether this consent opens this field on this channel today. What the person revoked, nobody gives for them afterwards from before.
create function app.consent_stands(c public.consents, field text, channel text) returns boolean
language sql stable security definer set search_path = '' as $$
  select ($1).revoked_at is null and ($1).risk_explained and $2 = any (($1).fields) and $3 = any (($1).channels)
    and (($1).expires_on is null or ($1).expires_on >= (now() at time zone (select k.tz from public.campaigns k where k.id = ($1).campaign_id))::date)
    and (($1).given_by = 'person' or not exists (
      select from public.consents r where r.person_id = ($1).person_id and r.given_by = 'person' and r.revoked_at >= ($1).created_at
        and $2 = any (r.fields) and $3 = any (r.channels)))
$$;

-- Default deny. Fields: pseudonym, name, age, photo, place, status, charges, case, story, letters, birthday; channels: web, press, petition,
-- bodies (international), networks. Says nothing of compartments: whoever asks has reached the person by app.need_person.
create function app.consented(person uuid, field text, channel text) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (select from public.consents c where c.person_id = $1 and app.consent_stands(c, $2, $3))
$$;

-- Takes out of the card of a person whatever no consent carries any more; `why` null is all of it.
create function app.publication_sweep(person uuid, why text) returns void
language plpgsql volatile security definer set search_path = '' as $$
begin
  update public.publication_fields f set value = '', ended_at = now()
  from public.publications p, public.consents c
  where p.person_id = $1 and p.taken_down_at is null and f.publication_id = p.id and f.ended_at is null and c.id = f.consent_id
    and not app.consent_stands(c, f.field, 'web');
  if found then
    update public.publications p set version = p.version + 1 where p.person_id = $1 and p.taken_down_at is null;
  end if;
  update public.publications p set taken_down_at = now(), taken_why = $2
  where p.person_id = $1 and p.taken_down_at is null
    and not exists (select from public.publication_fields f where f.publication_id = p.id and f.ended_at is null);
end $$;

create function app.publication_end(publication uuid, why text) returns void
language plpgsql volatile security definer set search_path = '' as $$
begin
  update public.publication_fields f set value = '', ended_at = now() where f.publication_id = $1 and f.ended_at is null;
  update public.publications p set taken_down_at = now(), taken_why = $2 where p.id = $1 and p.taken_down_at is null;
end $$;

-- Whoever hides a person hides their card; its members may publish it again, and then somebody has thought about it.
create function app.publication_apart() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if new.compartment_id is not null and new.compartment_id is distinct from old.compartment_id then perform app.publication_end(new.id, 'compartment'); end if;
  return null;
end $$;
create trigger publication_apart after update of compartment_id on public.publications for each row execute function app.publication_apart();

/* ---------------------------------------------------------------- operations */

create function app.arg_words(args jsonb, name text, variadic choices text[]) returns text[]
language plpgsql immutable set search_path = '' as $$
declare
  v text[];
begin
  if jsonb_typeof(args -> name) is distinct from 'array' then perform app.fail('RN400', 'required', name); end if;
  v := array(select distinct jsonb_array_elements_text(args -> name) order by 1);
  if cardinality(v) = 0 then perform app.fail('RN400', 'required', name); end if;
  if not v <@ choices then perform app.fail('RN400', 'choice', name); end if;
  return v;
end $$;

create function app.op_consents_give(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  p public.people := app.need_person(app.arg_id(args, 'person'), 'people.confidential');
  today date := (now() at time zone (select c.tz from public.campaigns c where c.id = p.campaign_id))::date;
  given date := app.arg_day(args, 'givenOn');
  ends date := case when coalesce(args ->> 'expiresOn', '') <> '' then app.arg_day(args, 'expiresOn') end;
begin
  if given > today then perform app.fail('RN400', 'future', 'givenOn'); end if;
  if ends < today then perform app.fail('RN400', 'past', 'expiresOn'); end if;
  if args ->> 'riskExplained' is null then perform app.fail('RN400', 'required', 'riskExplained'); end if;
  insert into public.consents (id, campaign_id, person_id, fields, channels, given_by, form, risk_explained, given_on, expires_on, note_sealed, created_by)
  values (app.arg_id(args, 'id'), p.campaign_id, p.id,
    app.arg_words(args, 'fields', 'pseudonym', 'name', 'age', 'photo', 'place', 'status', 'charges', 'case', 'story', 'letters', 'birthday'),
    app.arg_words(args, 'channels', 'web', 'press', 'petition', 'bodies', 'networks'), app.arg_choice(args, 'givenBy', 'person', 'family', 'lawyer'),
    app.arg_choice(args, 'form', 'written', 'voice', 'via_lawyer'), app.arg_flag(args, 'riskExplained'), given, ends,
    app.arg_optional(args, 'noteSealed', 8000), app.uid());
  return '{}';
end $$;

-- One press, nothing asked. What it carried is gone from every address when this has committed.
create function app.op_consents_revoke(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  c public.consents;
begin
  select * into c from public.consents x where x.id = app.arg_id(args, 'consent');
  perform app.need_person(c.person_id, 'people.confidential');
  update public.consents x set revoked_at = now(), revoked_by = app.uid() where x.id = c.id and x.revoked_at is null;
  if not found then perform app.fail('RN409', 'conflict', 'consent'); end if;
  perform app.publication_sweep(c.person_id, 'revoked');
  return '{}';
end $$;

create function app.op_consents_look(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  c public.consents;
begin
  select * into c from public.consents x where x.id = app.arg_id(args, 'consent');
  perform app.need_person(c.person_id, 'people.confidential');
  perform app.look('consents', c.id, 'note');
  return '{}';
end $$;

-- Who gave it, for whoever wrote down a moment ago that they look.
create function public.consent_note(consent uuid) returns text
language plpgsql stable security definer set search_path = '' as $$
declare
  c public.consents;
begin
  select * into c from public.consents x where x.id = $1;
  perform app.need_person(c.person_id, 'people.confidential');
  if not app.looked('consents', c.id, 'note') then perform app.fail('RN404', 'not_found'); end if;
  return c.note_sealed;
end $$;

-- The whole card as it is to stand: fields that are not named leave it. Each carries the newest consent that opens it.
create function app.op_publication_publish(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  p public.people := app.need_person(app.arg_id(args, 'person'), 'people.confidential');
  card public.publications;
  f jsonb;
  carried uuid;
begin
  if args ->> 'noindex' is null then perform app.fail('RN400', 'required', 'noindex'); end if;
  if jsonb_typeof(args -> 'fields') is distinct from 'array' or jsonb_array_length(args -> 'fields') not between 1 and 11 then
    perform app.fail('RN400', 'required', 'fields');
  end if;
  perform 1 from public.people x where x.id = p.id for update;
  select * into card from public.publications x where x.person_id = p.id and x.taken_down_at is null;
  if card.id is null then
    insert into public.publications (id, campaign_id, person_id, public_id, locale, noindex, created_by)
    values (app.arg_id(args, 'id'), p.campaign_id, p.id, substr(md5(gen_random_uuid()::text || gen_random_uuid()::text), 1, 16),
      app.arg_choice(args, 'locale', 'es', 'en'), app.arg_flag(args, 'noindex'), app.uid()) returning * into card;
  else
    update public.publications x set locale = app.arg_choice(args, 'locale', 'es', 'en'), noindex = app.arg_flag(args, 'noindex'),
      version = x.version + 1 where x.id = card.id;
  end if;
  update public.publication_fields x set value = '', ended_at = now() where x.publication_id = card.id and x.ended_at is null;
  for f in select * from jsonb_array_elements(args -> 'fields') loop
    perform app.arg_choice(f, 'field', 'pseudonym', 'name', 'age', 'photo', 'place', 'status', 'charges', 'case', 'story', 'letters', 'birthday');
    select c.id into carried from public.consents c where c.person_id = p.id and app.consent_stands(c, f ->> 'field', 'web')
    order by c.created_at desc, c.id desc limit 1;
    if carried is null then perform app.fail('RN400', 'no_consent', f ->> 'field'); end if;
    if exists (select from public.publication_fields x where x.publication_id = card.id and x.ended_at is null and x.field = f ->> 'field') then
      perform app.fail('RN400', 'choice', 'fields');
    end if;
    insert into public.publication_fields (campaign_id, publication_id, consent_id, field, value, value_hash)
    values (p.campaign_id, card.id, carried, f ->> 'field', app.arg(f, 'value', 6000), app.arg(f, 'hash', 120));
  end loop;
  return jsonb_build_object('publicId', card.public_id);
end $$;

create function app.op_publication_take_down(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  p public.people := app.need_person(app.arg_id(args, 'person'), 'people.confidential');
  card uuid := (select x.id from public.publications x where x.person_id = p.id and x.taken_down_at is null);
begin
  if card is null then perform app.fail('RN409', 'conflict', 'person'); end if;
  perform app.publication_end(card, 'pressed');
  return '{}';
end $$;

/* ---------------------------------------------------------------- reading */

-- A card as the world reads it, asked anew: what no consent carries at this instant is not in it. Null: there is none.
create function app.public_card(p public.publications) returns jsonb
language sql stable security definer set search_path = '' set timezone = 'UTC' as $$
  select jsonb_build_object('id', ($1).public_id, 'locale', ($1).locale, 'noindex', ($1).noindex,
    'shared', bool_or(app.consented(($1).person_id, t.field, 'networks')) filter (where t.field in ('name', 'pseudonym')),
    'fields', jsonb_object_agg(t.field, t.value))
  from (select f.field, f.value from public.publication_fields f join public.consents c on c.id = f.consent_id
    where f.publication_id = ($1).id and f.ended_at is null and app.consent_stands(c, f.field, 'web')) t
  having count(*) > 0
$$;

create function public.public_people(slug text) returns jsonb
language sql stable security definer set search_path = '' as $$
  select coalesce((select jsonb_agg(x.card order by x.at desc, x.card ->> 'id') from (
      select app.public_card(p) as card, p.published_at as at from public.publications p where p.campaign_id = c.id and p.taken_down_at is null) x
    where x.card is not null), '[]')
  from public.campaigns c where c.slug = $1 and c.status <> 'draft'
$$;

create function public.public_person(slug text, public_id text) returns jsonb
language sql stable security definer set search_path = '' as $$
  select app.public_card(p) from public.publications p join public.campaigns c on c.id = p.campaign_id
  where c.slug = $1 and c.status <> 'draft' and p.public_id = $2 and p.taken_down_at is null
$$;

-- The card of a person with the consent of each field, for the desk.
create function public.publication_of(person uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  p public.people := app.need_person($1, 'people.confidential');
begin
  return jsonb_build_object(
    'opens', coalesce((select jsonb_object_agg(y.field, y.channels) from (
      select f as field, jsonb_agg(ch order by ch) as channels from unnest(array['pseudonym', 'name', 'age', 'photo', 'place', 'status', 'charges', 'case',
        'story', 'letters', 'birthday']) f, unnest(array['web', 'press', 'petition', 'bodies', 'networks']) ch
      where app.consented(p.id, f, ch) group by f) y), '{}'),
    'card', (select app.public_card(x) || jsonb_build_object('publishedAt', x.published_at, 'version', x.version,
        'consents', (select jsonb_object_agg(f.field, f.consent_id) from public.publication_fields f where f.publication_id = x.id and f.ended_at is null))
      from public.publications x where x.person_id = p.id and x.taken_down_at is null),
    'past', coalesce((select jsonb_agg(jsonb_build_object('publishedAt', x.published_at, 'takenDownAt', x.taken_down_at, 'why', x.taken_why)
      order by x.taken_down_at desc) from public.publications x where x.person_id = p.id and x.taken_down_at is not null), '[]'));
end $$;

-- What ran out is also emptied; until then it was shown to nobody. How many cards were touched.
create function public.publications_expire() returns integer
language plpgsql volatile security definer set search_path = '' as $$
declare
  n integer := 0;
  person uuid;
begin
  for person in select distinct p.person_id from public.publications p join public.publication_fields f on f.publication_id = p.id and f.ended_at is null
    join public.consents c on c.id = f.consent_id where p.taken_down_at is null and not app.consent_stands(c, f.field, 'web')
  loop
    perform app.publication_sweep(person, 'expired');
    n := n + 1;
  end loop;
  return n;
end $$;

/* ---------------------------------------------------------------- reloj de detención */

alter table public.campaigns add column publish_clock boolean not null default false;

create function app.op_publication_clock(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  campaign uuid := app.arg_id(args, 'campaign');
begin
  perform app.need(campaign, 'campaign.write');
  if args ->> 'shown' is null then perform app.fail('RN400', 'required', 'shown'); end if;
  update public.campaigns c set publish_clock = app.arg_flag(args, 'shown') where c.id = campaign;
  return '{}';
end $$;

-- How many are held by an arrest of the last fourteen days that nobody was released from, and since when the first of them, to the full hour.
-- Of one or two nothing is told: the hours alone would say who it is to whoever knows of an arrest. Hidden people are in no figure.
create function app.detention_clock(campaign uuid) returns jsonb
language sql stable security definer set search_path = '' set timezone = 'UTC' as $$
  select case when count(distinct a.person_id) < 3 then null else jsonb_build_object('people', count(distinct a.person_id),
    'since', to_char(date_trunc('hour', min(a.at)), 'YYYY-MM-DD"T"HH24:MI:SS"Z"')) end
  from public.arrests a
  where a.campaign_id = $1 and a.compartment_id is null and a.at > now() - interval '14 days'
    and not exists (select from public.arrest_acts x where x.arrest_id = a.id and x.kind = 'released' and x.undone_at is null)
$$;

create trigger touch_totals after insert or update or delete on public.arrests for each row execute function app.touch_totals_row('campaign_id');
create trigger touch_totals after insert or update or delete on public.arrest_acts for each row execute function app.touch_totals_row('campaign_id');

create or replace function public.public_totals(slug text) returns jsonb
language sql stable security definer set search_path = '' set timezone = 'UTC' as $$
  select jsonb_build_object('v', coalesce(h.v, 0), 'at', to_char(clock_timestamp(), 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'campaign', c.slug,
      'signatures', app.total(c.id, 'confirmed'), 'goal', c.goal)
    || app.apart_totals(c.id)
    || case when c.publish_fund then jsonb_build_object('fund', coalesce((
        select jsonb_agg(jsonb_build_object('currency', t.currency, 'minor', t.received_minor::text,
          'raised', (t.received_minor + t.opened_minor)::text, 'fees', t.fees_minor::text, 'spent', t.spent_minor::text,
          'posted', t.posted_minor::text, 'lost', t.lost_minor::text, 'exchanged', t.exchanged_minor::text, 'committed', t.committed_minor::text,
          'returned', t.returned_minor::text, 'pot', t.pot_minor::text) order by t.currency)
        from public.fund_totals t where t.campaign_id = c.id), '[]')) else '{}' end
    || case when c.publish_detained then jsonb_build_object('detained', app.detained(c.id)) else '{}' end
    || case when c.publish_hearing then jsonb_build_object('nextHearing', app.next_hearing(c.id)) else '{}' end
    || case when c.publish_clock then jsonb_build_object('clock', app.detention_clock(c.id)) else '{}' end
  from public.campaigns c left join app.totals_heads h on h.campaign_id = c.id
  where c.slug = $1 and c.status <> 'draft'
$$;

/* ---------------------------------------------------------------- rights */

select app.protect(t) from unnest(array['public.consents', 'public.publications', 'public.publication_fields']::regclass[]) t;
grant select (id, campaign_id, compartment_id, person_id, fields, channels, given_by, form, risk_explained, given_on, expires_on, has_note, revoked_at,
  revoked_by, created_by, created_at) on public.consents to authenticated;
grant select on public.publications, public.publication_fields to authenticated;
create policy "The legal desk reads the ledger of consents" on public.consents for select to authenticated
  using (campaign_id in (select app.my_campaigns('people.confidential')));
create policy "The legal desk reads which card is whose" on public.publications for select to authenticated
  using (campaign_id in (select app.my_campaigns('people.confidential')));
create policy "The legal desk reads what is public of whom" on public.publication_fields for select to authenticated
  using (campaign_id in (select app.my_campaigns('people.confidential')));
select app.compartment('public.consents', 'people:person_id');
select app.compartment('public.publications', 'people:person_id');
select app.compartment('public.publication_fields', 'publications:publication_id');

select app.track('public.consents', 'campaign', 'campaign_id', 'legal', array['id', 'campaign_id', 'compartment_id', 'person_id', 'fields', 'channels',
  'given_by', 'form', 'risk_explained', 'given_on', 'expires_on', 'has_note', 'revoked_at', 'revoked_by', 'created_by', 'created_at']);
select app.track('public.publications', 'campaign', 'campaign_id', 'legal', array['id', 'campaign_id', 'compartment_id', 'person_id', 'public_id', 'locale',
  'noindex', 'version', 'published_at', 'taken_down_at', 'taken_why', 'created_by', 'created_at']);
update app.tracked t set columns = t.columns || array['publish_clock'] where t.entity = 'campaigns' and t.audience = 'team';

revoke all on function app.consent_stands(public.consents, text, text), app.consented(uuid, text, text), app.publication_sweep(uuid, text),
  app.publication_end(uuid, text), app.publication_apart(), app.arg_words(jsonb, text, text[]), app.public_card(public.publications),
  app.detention_clock(uuid), app.op_consents_give(jsonb), app.op_consents_revoke(jsonb), app.op_consents_look(jsonb), app.op_publication_publish(jsonb),
  app.op_publication_take_down(jsonb), app.op_publication_clock(jsonb) from public, anon, authenticated, service_role;
select app.open_to_members();
select app.expose('public.consent_note(uuid)', 'authenticated');
select app.expose('public.publication_of(uuid)', 'authenticated');
select app.expose('public.public_people(text)', 'service_role');
select app.expose('public.public_person(text, text)', 'service_role');
select app.expose('public.publications_expire()', 'service_role');
