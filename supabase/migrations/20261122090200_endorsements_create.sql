-- Organisations that endorse the petition: asked for on the public page or added by the team, confirmed by an organizer,
-- counted and listed apart from people. Whoever writes for them is confidential; what the organisation is, is not.

create table public.endorsements (
  id uuid primary key,
  campaign_id uuid not null references public.campaigns on delete cascade,
  state text not null default 'asked' check (state in ('asked', 'confirmed', 'declined', 'withdrawn')),
  name text not null check (length(name) between 2 and 160),
  country text not null check (country ~ '^[A-Z]{2}$'),
  kind text not null check (kind in ('union', 'party', 'rights', 'media', 'academic', 'faith', 'cultural', 'other')),
  website text check (length(website) <= 300 and website ~ '^https?://'),
  quote text not null default '' check (length(quote) <= 280),
  locale text not null default 'es' check (locale in ('es', 'en')),
  logo_id uuid references public.files on delete set null,
  place integer check (place between 1 and 9999),
  from_form boolean not null default false,
  contact_sealed text check (length(contact_sealed) <= 2000),
  email_sealed text check (length(email_sealed) <= 2000),
  email_key text,
  has_contact boolean generated always as (email_sealed is not null) stored,
  mails smallint not null default 0,
  mailed_at timestamptz,
  mailbox_at timestamptz,
  decided_at timestamptz,
  decided_by uuid references auth.users on delete set null,
  removed_at timestamptz,
  created_at timestamptz not null default now()
);
create index endorsements_campaign on public.endorsements (campaign_id, created_at desc);
create index endorsements_public on public.endorsements (campaign_id, place, decided_at) where state = 'confirmed' and removed_at is null;
create index endorsements_mailbox on public.endorsements (campaign_id, email_key) where email_key is not null;
create index endorsements_logo on public.endorsements (logo_id);
create index endorsements_decided_by on public.endorsements (decided_by);
comment on table public.endorsements is 'P1 until confirmed, then P0: what the organisation is. P2: who writes for it.';
comment on column public.endorsements.contact_sealed is 'P2';
comment on column public.endorsements.email_sealed is 'P2';
comment on column public.endorsements.email_key is 'P2: keyed index of the address';

insert into app.file_kinds (kind, tbl, col, permission) values ('logo', 'endorsements', 'logo_id', 'campaign.read');
create trigger touch_totals after insert or update or delete on public.endorsements
  for each row execute function app.touch_totals_row('campaign_id');

-- A logo that is named must be one of this campaign, so that nobody shows another's file by its id.
create function app.endorsement_logo() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if new.logo_id is not null and not exists (
    select 1 from public.files f where f.id = new.logo_id and f.campaign_id = new.campaign_id and f.kind = 'logo') then
    perform app.fail('RN400', 'file_broken', 'logo');
  end if;
  return new;
end $$;
create trigger endorsement_logo before insert or update of logo_id on public.endorsements
  for each row execute function app.endorsement_logo();

-- Whoever asked is told when the organisation is public; once, however often it is decided anew.
create function app.endorsement_decided() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if new.email_sealed is not null then
    insert into public.outbox (campaign_id, kind, ref, locale, dedupe)
    values (new.campaign_id, 'endorsement_listed', new.id, new.locale, 'endorsement:' || new.id || ':listed') on conflict do nothing;
  end if;
  return null;
end $$;
create trigger endorsement_decided after update of state on public.endorsements
  for each row when (new.state = 'confirmed' and old.state <> 'confirmed' and new.from_form) execute function app.endorsement_decided();

/* ---------------------------------------------------------------- the public form and its links */

-- From the public form, after the application has sealed who asks. The same form twice is one; the same mailbox asking for
-- the same organisation again is written to again, at most three times. A flood is stopped for the day: nothing of it is
-- public, but the team's list must stay readable.
create function public.endorse(item jsonb) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  campaign uuid := (item ->> 'campaign')::uuid;
  known public.endorsements;
begin
  perform 1 from public.campaigns c where c.id = campaign and c.status = 'open' for no key update;
  if not found then return jsonb_build_object('outcome', 'refused'); end if;
  select * into known from public.endorsements e where e.id = (item ->> 'id')::uuid
    or (e.campaign_id = campaign and e.email_key = item ->> 'emailKey' and lower(e.name) = lower(item ->> 'name')
      and e.state in ('asked', 'confirmed') and e.removed_at is null)
  limit 1;
  if known.id is not null then
    if known.id <> (item ->> 'id')::uuid and known.mailbox_at is null and known.mails < 3 and known.mailed_at < now() - interval '10 minutes' then
      update public.endorsements e set mails = e.mails + 1, mailed_at = now() where e.id = known.id returning * into known;
      insert into public.outbox (campaign_id, kind, ref, locale, dedupe)
      values (campaign, 'endorsement_confirm', known.id, known.locale, 'endorsement:' || known.id || ':' || known.mails) on conflict do nothing;
    end if;
    return jsonb_build_object('outcome', 'known');
  end if;
  if (select count(*) from public.endorsements e where e.campaign_id = campaign and e.from_form and e.created_at > now() - interval '1 day') >= 300 then
    perform app.fail('RN429', 'too_many', '3600');
  end if;
  insert into public.endorsements (id, campaign_id, name, country, kind, website, quote, locale, logo_id, from_form,
    contact_sealed, email_sealed, email_key, mails, mailed_at)
  values ((item ->> 'id')::uuid, campaign, item ->> 'name', item ->> 'country', item ->> 'kind', item ->> 'website', item ->> 'quote',
    item ->> 'locale', (item ->> 'logo')::uuid, true, item ->> 'contactSealed', item ->> 'emailSealed', item ->> 'emailKey', 1, now());
  insert into public.outbox (campaign_id, kind, ref, locale, dedupe)
  values (campaign, 'endorsement_confirm', (item ->> 'id')::uuid, item ->> 'locale', 'endorsement:' || (item ->> 'id') || ':1') on conflict do nothing;
  return jsonb_build_object('outcome', 'asked');
end $$;

create function public.endorsement_look(endorsement uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('id', e.id, 'campaign', c.slug, 'name', e.name, 'state', e.state, 'mailbox', e.mailbox_at is not null,
    'removed', e.removed_at is not null, 'emailSealed', e.email_sealed, 'title', coalesce(t.title, d.title, c.slug))
  from public.endorsements e join public.campaigns c on c.id = e.campaign_id
  left join public.campaign_texts t on t.campaign_id = c.id and t.locale = e.locale
  left join public.campaign_texts d on d.campaign_id = c.id and d.locale = c.default_locale
  where e.id = $1
$$;

create function public.endorsement_mailbox(endorsement uuid) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
begin
  update public.endorsements e set mailbox_at = now()
  where e.id = $1 and e.mailbox_at is null and e.state in ('asked', 'confirmed') and e.removed_at is null;
  return jsonb_build_object('done', found);
end $$;

-- By whoever holds the contact's mailbox: at once out of the list and the count, and who wrote is forgotten.
create function public.endorsement_withdraw(endorsement uuid) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
begin
  update public.endorsements e set state = 'withdrawn', decided_at = now(), contact_sealed = null, email_sealed = null, email_key = null
  where e.id = $1 and e.state <> 'withdrawn';
  return jsonb_build_object('done', found);
end $$;

-- Nobody answered for it within `days`, or it was declined so long ago: who wrote is forgotten.
create function public.endorsements_forget(days integer) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  forgotten bigint;
begin
  update public.endorsements e set contact_sealed = null, email_sealed = null, email_key = null,
    state = case when e.state = 'asked' then 'declined' else e.state end
  where e.email_sealed is not null and (e.state = 'asked' and e.mailbox_at is null and e.created_at < now() - make_interval(days => greatest($1, 1))
    or (e.state = 'declined' or e.removed_at is not null) and coalesce(e.removed_at, e.decided_at) < now() - make_interval(days => greatest($1, 1)));
  get diagnostics forgotten = row_count;
  return jsonb_build_object('forgotten', forgotten);
end $$;

/* ---------------------------------------------------------------- what the public sees */

create function app.endorsement_count(campaign uuid) returns bigint
language sql stable security definer set search_path = '' as $$
  select count(*) from public.endorsements e where e.campaign_id = $1 and e.state = 'confirmed' and e.removed_at is null
$$;

-- Those given a place come first, in that order; the others by the day on which they were confirmed.
create function public.public_endorsements(slug text) returns jsonb
language sql stable security definer set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object('id', e.id, 'name', e.name, 'country', e.country, 'kind', e.kind, 'website', e.website,
      'quote', e.quote, 'locale', e.locale, 'logo', e.logo_id, 'at', e.decided_at) order by e.place nulls last, e.decided_at, e.id), '[]')
  from public.campaigns c
  join lateral (select * from public.endorsements x where x.campaign_id = c.id and x.state = 'confirmed' and x.removed_at is null
    order by x.place nulls last, x.decided_at, x.id limit 2000) e on true
  where c.slug = $1 and c.status <> 'draft'
$$;

-- For the server, which opens it: the logo of an organisation that is public now.
create function public.public_logo(slug text, file uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  select app.file_sealed(f) from public.files f join public.campaigns c on c.id = f.campaign_id
  where f.id = $2 and c.slug = $1 and c.status <> 'draft' and exists (
    select 1 from public.endorsements e where e.logo_id = f.id and e.campaign_id = c.id and e.state = 'confirmed' and e.removed_at is null)
$$;

-- Who wrote, for those who may read signatures; opened one at a time.
create function public.endorsement_contact(campaign uuid, endorsement uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  if not app.can($1, 'signatures.read') then perform app.fail('RN404', 'not_found'); end if;
  return (select jsonb_build_object('contactSealed', e.contact_sealed, 'emailSealed', e.email_sealed)
    from public.endorsements e where e.id = $2 and e.campaign_id = $1);
end $$;

/* ---------------------------------------------------------------- operations */

create function app.arg_website(args jsonb) returns text
language plpgsql immutable set search_path = '' as $$
declare
  v text := nullif(app.arg_optional(args, 'website', 300), '');
begin
  if v !~ '^https?://[^\s]+$' then perform app.fail('RN400', 'url', 'website'); end if;
  return v;
end $$;
create function app.arg_country(args jsonb) returns text
language plpgsql immutable set search_path = '' as $$
begin
  if coalesce(args ->> 'country', '') !~ '^[A-Z]{2}$' then perform app.fail('RN400', 'country', 'country'); end if;
  return args ->> 'country';
end $$;
create function app.arg_place(args jsonb) returns integer
language plpgsql immutable set search_path = '' as $$
begin
  if jsonb_typeof(args -> 'place') = 'null' or not args ? 'place' then return null; end if;
  if jsonb_typeof(args -> 'place') <> 'number' or (args ->> 'place')::numeric not between 1 and 9999
    or (args ->> 'place')::numeric <> trunc((args ->> 'place')::numeric) then perform app.fail('RN400', 'number', 'place'); end if;
  return (args ->> 'place')::integer;
end $$;
create function app.arg_optional_id(args jsonb, name text) returns uuid
language plpgsql immutable set search_path = '' as $$
begin
  if args ->> name is null then return null; end if;
  return app.arg_id(args, name);
end $$;

-- Also for what happens elsewhere, such as a card that reaches "signed": with the id of that thing the same endorsement is
-- added, taken out and added again however often it moves.
create function app.op_endorsement_add(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  campaign uuid := app.arg_id(args, 'campaign');
  endorsement uuid := app.arg_id(args, 'id');
  known public.endorsements.campaign_id%type;
begin
  perform app.need(campaign, 'signatures.write');
  if length(app.arg(args, 'name', 160)) < 2 then perform app.fail('RN400', 'too_short', 'name'); end if;
  select e.campaign_id into known from public.endorsements e where e.id = endorsement;
  if known is not null then
    if known <> campaign then perform app.fail('RN404', 'not_found'); end if;
    update public.endorsements e set removed_at = null, state = 'confirmed', decided_at = coalesce(e.decided_at, now()), decided_by = app.uid()
    where e.id = endorsement;
    return jsonb_build_object('endorsement', endorsement);
  end if;
  insert into public.endorsements (id, campaign_id, state, name, country, kind, website, quote, locale, logo_id, place,
    contact_sealed, email_sealed, email_key, decided_at, decided_by)
  values (endorsement, campaign, 'confirmed', app.arg(args, 'name', 160), app.arg_country(args),
    app.arg_choice(args, 'kind', 'union', 'party', 'rights', 'media', 'academic', 'faith', 'cultural', 'other'),
    app.arg_website(args), coalesce(app.arg_optional(args, 'quote', 280), ''),
    case when args ? 'locale' then app.arg_choice(args, 'locale', 'es', 'en') else 'es' end, app.arg_optional_id(args, 'logo'),
    app.arg_place(args), nullif(app.arg_optional(args, 'contactSealed', 2000), ''), nullif(app.arg_optional(args, 'emailSealed', 2000), ''),
    nullif(app.arg_optional(args, 'emailKey', 64), ''), now(), app.uid());
  return jsonb_build_object('endorsement', endorsement);
end $$;

create function app.op_endorsement_set(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  was record;
begin
  select e.id, e.campaign_id into was from public.endorsements e where e.id = app.arg_id(args, 'endorsement');
  perform app.need(was.campaign_id, 'signatures.write');
  if length(app.arg(args, 'name', 160)) < 2 then perform app.fail('RN400', 'too_short', 'name'); end if;
  update public.endorsements e set name = app.arg(args, 'name', 160), country = app.arg_country(args),
    kind = app.arg_choice(args, 'kind', 'union', 'party', 'rights', 'media', 'academic', 'faith', 'cultural', 'other'),
    website = app.arg_website(args), quote = coalesce(app.arg_optional(args, 'quote', 280), ''), place = app.arg_place(args),
    locale = case when args ? 'locale' then app.arg_choice(args, 'locale', 'es', 'en') else e.locale end,
    logo_id = case when args ? 'logo' then app.arg_optional_id(args, 'logo') else e.logo_id end
  where e.id = was.id;
  return '{}';
end $$;

create function app.op_endorsement_decide(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  was record;
begin
  select e.id, e.campaign_id, e.state into was from public.endorsements e where e.id = app.arg_id(args, 'endorsement');
  perform app.need(was.campaign_id, 'signatures.write');
  perform app.arg_choice(args, 'state', 'asked', 'confirmed', 'declined');
  -- The organisation itself has left: only it can come back.
  if was.state = 'withdrawn' then perform app.fail('RN409', 'withdrawn', 'state'); end if;
  update public.endorsements e set state = args ->> 'state', decided_at = now(), decided_by = app.uid() where e.id = was.id;
  return '{}';
end $$;

create function app.op_endorsement_remove(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  was record;
begin
  select e.id, e.campaign_id into was from public.endorsements e where e.id = app.arg_id(args, 'endorsement');
  perform app.need(was.campaign_id, 'signatures.write');
  update public.endorsements e set removed_at = case when coalesce(app.arg_flag(args, 'removed'), true) then coalesce(e.removed_at, now()) end
  where e.id = was.id;
  return '{}';
end $$;

select app.protect('public.endorsements');
grant select (id, campaign_id, state, name, country, kind, website, quote, locale, logo_id, place, from_form, has_contact, mailbox_at,
  decided_at, decided_by, removed_at, created_at) on public.endorsements to authenticated;
grant insert (id, campaign_id, state, name, country, kind, website, quote, locale, logo_id, place, contact_sealed, email_sealed, email_key,
  decided_at, decided_by), update (state, name, country, kind, website, quote, locale, logo_id, place, decided_at, decided_by, removed_at)
  on public.endorsements to authenticated;
create policy "Members see which organisations endorse" on public.endorsements for select to authenticated
  using (campaign_id in (select app.my_campaigns('campaign.read')));
create policy "Those who write signatures add organisations in their own name" on public.endorsements for insert to authenticated
  with check (campaign_id in (select app.my_campaigns('signatures.write')) and decided_by = (select app.uid()));
create policy "Those who write signatures change organisations" on public.endorsements for update to authenticated
  using (campaign_id in (select app.my_campaigns('signatures.write'))) with check (campaign_id in (select app.my_campaigns('signatures.write')));

select app.track('public.endorsements', 'campaign', 'campaign_id', 'team', array['id', 'campaign_id', 'state', 'name', 'country', 'kind',
  'website', 'quote', 'locale', 'logo_id', 'place', 'from_form', 'has_contact', 'mailbox_at', 'decided_at', 'decided_by', 'removed_at', 'created_at']);

revoke all on function app.endorsement_logo(), app.endorsement_decided(), app.endorsement_count(uuid), app.arg_website(jsonb),
  app.arg_country(jsonb), app.arg_place(jsonb), app.arg_optional_id(jsonb, text) from public;
select app.expose('public.endorse(jsonb)', 'service_role');
select app.expose('public.endorsement_look(uuid)', 'service_role');
select app.expose('public.endorsement_mailbox(uuid)', 'service_role');
select app.expose('public.endorsement_withdraw(uuid)', 'service_role');
select app.expose('public.endorsements_forget(integer)', 'service_role');
select app.expose('public.public_logo(text, uuid)', 'service_role');
select app.expose('public.endorsement_contact(uuid, uuid)', 'authenticated');
select app.expose('public.public_endorsements(text)', 'anon', 'authenticated', 'service_role');
select app.open_to_members();
