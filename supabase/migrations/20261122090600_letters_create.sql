-- Letters to embassies and ministers. Somebody asks for letters to one or more targets, their mailbox confirms, and then
-- they go one by one through the outbox, never more an hour than a target's inbox bears. What was asked is wiped once its
-- last letter was dealt with: only who was written to, when, and the keyed mailbox (one letter each) stay.

create table public.letter_targets (
  id uuid primary key,
  campaign_id uuid not null references public.campaigns on delete cascade,
  name text not null check (length(name) between 1 and 120),
  office text not null default '' check (length(office) <= 160),
  email text not null check (length(email) <= 254 and email ~ '^[^\s@<>()\[\]\\,;:"]{1,64}@[^\s@<>()\[\]\\,;:"]{1,255}$'),
  postal text not null default '' check (length(postal) <= 400),
  salutation text not null check (length(salutation) between 1 and 120),
  locale text not null check (locale in ('es', 'en')),
  country text not null check (country ~ '^[A-Z]{2}$'),
  active boolean not null default true,
  paused boolean not null default false,
  until date,
  hourly smallint not null default 20 check (hourly between 1 and 360),
  created_at timestamptz not null default now()
);
create index letter_targets_campaign on public.letter_targets (campaign_id);
comment on table public.letter_targets is 'P0: holders of a public office and how that office is reached.';
comment on column public.letter_targets.until is 'Civil day of the campaign''s zone after which nobody is written to here any more.';
comment on column public.letter_targets.paused is 'Still offered to the public; nothing goes out until it is resumed.';

-- Every saved text is a version of its own: a letter goes with the words its signer saw.
create table public.letter_texts (
  id uuid primary key,
  campaign_id uuid not null references public.campaigns on delete cascade,
  locale text not null check (locale in ('es', 'en')),
  version integer not null check (version > 0),
  subject text not null check (length(subject) between 1 and 150),
  body text not null check (length(body) between 1 and 6000),
  created_at timestamptz not null default now(),
  unique (campaign_id, locale, version)
);
comment on table public.letter_texts is 'P0: the letter, one row per language and version.';

create table public.letter_requests (
  id uuid primary key,
  campaign_id uuid not null references public.campaigns on delete cascade,
  state text not null default 'pending' check (state in ('pending', 'confirmed', 'done')),
  name_sealed text,
  email_sealed text,
  email_key text,
  words_sealed text,
  locale text not null check (locale in ('es', 'en')),
  op_id uuid not null unique,
  created_at timestamptz not null default now(),
  confirmed_at timestamptz
);
create index letter_requests_mailbox on public.letter_requests (campaign_id, email_key, created_at);
create index letter_requests_pending on public.letter_requests (created_at) where state = 'pending';
comment on table public.letter_requests is 'P2: who asks, and with which words; wiped when the last letter was dealt with.';
comment on column public.letter_requests.name_sealed is 'P2';
comment on column public.letter_requests.email_sealed is 'P2';
comment on column public.letter_requests.email_key is 'P2: keyed index of the canonical address';
comment on column public.letter_requests.words_sealed is 'P2';

create table public.letters (
  id uuid primary key,
  campaign_id uuid not null references public.campaigns on delete cascade,
  request_id uuid not null references public.letter_requests on delete cascade,
  target_id uuid not null references public.letter_targets on delete cascade,
  text_id uuid not null references public.letter_texts on delete cascade,
  email_key text,
  state text not null default 'asked'
    check (state in ('asked', 'queued', 'released', 'sent', 'failed', 'unknown', 'repeated', 'cancelled')),
  releases smallint not null default 0,
  queued_at timestamptz,
  released_at timestamptz,
  done_at timestamptz,
  created_at timestamptz not null default now()
);
-- One letter per mailbox and target. What waits for its confirmation is not held to it: else a stranger who typed
-- somebody's address could keep them from writing.
create unique index letters_once on public.letters (target_id, email_key) where state in ('queued', 'released', 'sent', 'unknown');
create index letters_line on public.letters (target_id, state, queued_at, id);
create index letters_pace on public.letters (target_id, released_at desc) where released_at is not null;
create index letters_request on public.letters (request_id);
create index letters_campaign on public.letters (campaign_id);
create index letters_text on public.letters (text_id);
comment on table public.letters is 'P2: one letter to one target. `queued` waits for its turn, `released` stands in the outbox.';
comment on column public.letters.email_key is 'P2: keyed index of the canonical address';

/* ---------------------------------------------------------------- the line of letters */

-- Offered to the public.
create function app.letters_offered(t public.letter_targets) returns boolean
language sql stable security definer set search_path = '' as $$
  select (t).active and ((t).until is null or (t).until >= (select (now() at time zone c.tz)::date from public.campaigns c where c.id = (t).campaign_id))
$$;

-- Nobody's words stay longer than they are needed.
create function app.letters_forget(request uuid) returns void
language sql security definer set search_path = '' as $$
  update public.letter_requests r set state = 'done', name_sealed = null, email_sealed = null, email_key = null, words_sealed = null
  where r.id = $1 and r.state <> 'done'
    and not exists (select 1 from public.letters l where l.request_id = $1 and l.state in ('asked', 'queued', 'released'))
$$;

create function app.letters_lock() returns bigint language sql immutable set search_path = '' as $$ select 7266732846::bigint $$;

-- What became of a letter in the outbox. Dropped there, it was not sent: it goes back into the line.
create function app.letter_settled() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  asked uuid;
begin
  if new.state = 'dropped' then
    update public.letters l set state = 'queued' where l.id = new.ref and l.state = 'released' returning l.request_id into asked;
  elsif new.state in ('sent', 'failed', 'unknown') then
    update public.letters l set state = new.state, done_at = now() where l.id = new.ref returning l.request_id into asked;
  end if;
  perform app.letters_forget(asked);
  return null;
end $$;
create trigger letter_settled after update of state on public.outbox
  for each row when (new.kind = 'letter' and new.state is distinct from old.state) execute function app.letter_settled();

-- A pause reaches what stands in the outbox and was not begun. Rows that a worker holds at this moment are looked at once
-- more by `letter_for_mail`.
create function app.letter_target_held() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update public.outbox o set state = 'dropped', done_at = now()
  where o.kind = 'letter' and o.state = 'queued'
    and o.ref in (select l.id from public.letters l where l.target_id = new.id and l.state = 'released');
  return null;
end $$;
create trigger letter_target_held after update of paused, active on public.letter_targets
  for each row when (new.paused or not new.active) execute function app.letter_target_held();

-- At most one letter for each target per call, and only when its last one went long enough ago. What stands in the outbox
-- counts as sent: after an hour without a mail server no hour brings more than the cap, whatever goes out when it is back.
create function public.letters_release() returns integer
language plpgsql volatile security definer set search_path = '' as $$
declare
  released integer;
begin
  if not pg_try_advisory_xact_lock(app.letters_lock()) then return 0; end if;
  with due as (
    select (select l.id from public.letters l where l.target_id = t.id and l.state = 'queued' order by l.queued_at, l.id limit 1) as id
    from public.letter_targets t
    where not t.paused and app.letters_offered(t)
      and exists (select 1 from public.letters l where l.target_id = t.id and l.state = 'queued')
      and (select count(*) from public.letters l where l.target_id = t.id and l.state = 'released') < least(3, t.hourly)
      and (select count(*) from public.letters l where l.target_id = t.id
        and (l.state = 'released' or l.state in ('sent', 'failed', 'unknown') and l.done_at > now() - interval '1 hour')) < t.hourly
      and coalesce((select l.released_at from public.letters l where l.target_id = t.id and l.released_at is not null
        order by l.released_at desc limit 1) <= now() - make_interval(secs => 3600.0 / t.hourly), true)
  ),
  going as (
    update public.letters l set state = 'released', released_at = now(), releases = l.releases + 1
    from due where l.id = due.id and l.state = 'queued'
    returning l.id, l.campaign_id, l.text_id, l.releases
  ),
  posted as (
    insert into public.outbox (campaign_id, kind, ref, locale, dedupe)
    select g.campaign_id, 'letter', g.id, x.locale, 'letter:' || g.id || ':' || g.releases
    from going g join public.letter_texts x on x.id = g.text_id
    returning 1
  )
  select count(*) into released from posted;
  return released;
end $$;

/* ---------------------------------------------------------------- asking, confirming, taking back */

-- `limited` is told to nobody: five requests a day are what one mailbox is asked to confirm.
create function public.letters_ask(item jsonb) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  c public.campaigns;
  r public.letter_requests;
  wanted integer;
  mailbox text := item ->> 'email_key';
begin
  select * into c from public.campaigns x where x.id = (item ->> 'campaign')::uuid and x.status = 'open';
  if c.id is null then return jsonb_build_object('outcome', 'closed'); end if;
  perform pg_advisory_xact_lock(hashtextextended(mailbox, 7));
  select * into r from public.letter_requests x where x.op_id = (item ->> 'op_id')::uuid;
  if r.id is not null then return jsonb_build_object('outcome', 'asked'); end if;
  if (select count(*) from public.letter_requests x where x.campaign_id = c.id and x.email_key = mailbox
      and x.created_at > now() - interval '1 day') >= 5 then
    return jsonb_build_object('outcome', 'limited');
  end if;
  select count(*) into wanted
  from jsonb_to_recordset(item -> 'letters') as i (id uuid, target uuid, text uuid)
  join public.letter_targets t on t.id = i.target and t.campaign_id = c.id and app.letters_offered(t)
  join public.letter_texts x on x.id = i.text and x.campaign_id = c.id
    and x.version = (select max(y.version) from public.letter_texts y where y.campaign_id = c.id and y.locale = x.locale);
  -- A text was rewritten or a target withdrawn since the letter was shown: it is shown again.
  if wanted = 0 or wanted <> jsonb_array_length(item -> 'letters') then return jsonb_build_object('outcome', 'changed'); end if;
  insert into public.letter_requests (id, campaign_id, name_sealed, email_sealed, email_key, words_sealed, locale, op_id)
  values ((item ->> 'id')::uuid, c.id, item ->> 'name_sealed', item ->> 'email_sealed', mailbox, item ->> 'words_sealed',
    item ->> 'locale', (item ->> 'op_id')::uuid);
  insert into public.letters (id, campaign_id, request_id, target_id, text_id, email_key)
  select i.id, c.id, (item ->> 'id')::uuid, i.target, i.text, mailbox
  from jsonb_to_recordset(item -> 'letters') as i (id uuid, target uuid, text uuid);
  insert into public.outbox (campaign_id, kind, ref, locale, dedupe)
  values (c.id, 'letters_confirm', (item ->> 'id')::uuid, item ->> 'locale', 'letters:' || (item ->> 'id'));
  return jsonb_build_object('outcome', 'asked');
end $$;

create function app.letter_words(l public.letters) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('id', (l).id, 'state', (l).state, 'target', t.id, 'name', t.name, 'office', t.office, 'country', t.country,
    'salutation', t.salutation, 'email', t.email, 'locale', x.locale, 'subject', x.subject, 'body', x.body,
    'campaign', coalesce(w.title, d.title, c.slug))
  from public.letter_targets t join public.letter_texts x on x.id = (l).text_id join public.campaigns c on c.id = (l).campaign_id
  left join public.campaign_texts w on w.campaign_id = c.id and w.locale = x.locale
  left join public.campaign_texts d on d.campaign_id = c.id and d.locale = c.default_locale
  where t.id = (l).target_id
$$;

create function public.letters_look(request uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('id', r.id, 'slug', c.slug, 'state', r.state, 'locale', r.locale, 'nameSealed', r.name_sealed,
    'emailSealed', r.email_sealed, 'wordsSealed', r.words_sealed, 'title', coalesce(t.title, d.title, c.slug),
    'letters', coalesce((select jsonb_agg(app.letter_words(l) order by l.id) from public.letters l where l.request_id = r.id), '[]'))
  from public.letter_requests r join public.campaigns c on c.id = r.campaign_id
  left join public.campaign_texts t on t.campaign_id = c.id and t.locale = r.locale
  left join public.campaign_texts d on d.campaign_id = c.id and d.locale = c.default_locale
  where r.id = $1
$$;

create function public.letters_confirm(request uuid) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  r public.letter_requests;
  going integer;
begin
  select * into r from public.letter_requests x where x.id = $1 for update;
  if r.id is null or r.state = 'done' then return jsonb_build_object('outcome', 'gone'); end if;
  if r.state = 'confirmed' then return jsonb_build_object('outcome', 'already'); end if;
  -- Two requests of one mailbox, confirmed at once, go one after the other.
  perform pg_advisory_xact_lock(hashtextextended(r.email_key, 7));
  update public.letter_requests x set state = 'confirmed', confirmed_at = now() where x.id = $1;
  update public.letters l set state = case
      when exists (select 1 from public.letters o where o.target_id = l.target_id and o.email_key = l.email_key
        and o.state in ('queued', 'released', 'sent', 'unknown')) then 'repeated'
      when not app.letters_offered(t) then 'cancelled'
      else 'queued' end,
    queued_at = now()
  from public.letter_targets t where t.id = l.target_id and l.request_id = $1 and l.state = 'asked';
  select count(*) into going from public.letters l where l.request_id = $1 and l.state = 'queued';
  perform app.letters_forget($1);
  return jsonb_build_object('outcome', 'confirmed', 'queued', going);
end $$;

-- Whatever no worker has begun. The rows of the outbox are held first, so that none is taken meanwhile.
create function public.letters_cancel(request uuid) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  held uuid[];
  stopped integer;
begin
  select coalesce(array_agg(o.ref), '{}') into held from (
    select x.ref from public.outbox x where x.kind = 'letter' and x.state = 'queued'
      and x.ref in (select l.id from public.letters l where l.request_id = $1) order by x.id for update) o;
  update public.letters l set state = 'cancelled'
  where l.request_id = $1 and (l.state in ('asked', 'queued') or l.state = 'released' and l.id = any (held));
  get diagnostics stopped = row_count;
  update public.outbox o set state = 'dropped', done_at = now() where o.kind = 'letter' and o.state = 'queued' and o.ref = any (held);
  perform app.letters_forget($1);
  return jsonb_build_object('outcome', case when stopped > 0 then 'cancelled' else 'gone' end, 'stopped', stopped);
end $$;

-- Null when it may not go now: paused, past its day, taken back.
create function public.letter_for_mail(letter uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  select app.letter_words(l) || jsonb_build_object('request', r.id, 'slug', c.slug, 'nameSealed', r.name_sealed,
    'emailSealed', r.email_sealed, 'wordsSealed', r.words_sealed)
  from public.letters l join public.letter_requests r on r.id = l.request_id join public.letter_targets t on t.id = l.target_id
  join public.campaigns c on c.id = l.campaign_id
  where l.id = $1 and l.state = 'released' and not t.paused and app.letters_offered(t)
$$;

-- What nobody confirmed.
create function public.letters_forget(days integer) returns integer
language plpgsql volatile security definer set search_path = '' as $$
declare
  old uuid[];
begin
  old := array(select r.id from public.letter_requests r where r.state = 'pending' and r.created_at < now() - make_interval(days => greatest($1, 1)));
  update public.letters l set state = 'cancelled', email_key = null where l.request_id = any (old) and l.state = 'asked';
  update public.letter_requests r set state = 'done', name_sealed = null, email_sealed = null, email_key = null, words_sealed = null
  where r.id = any (old);
  return cardinality(old);
end $$;

/* ---------------------------------------------------------------- what the public and the desk see */

create function public.public_letters(slug text) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object(
    'targets', coalesce((select jsonb_agg(jsonb_build_object('id', t.id, 'name', t.name, 'office', t.office, 'email', t.email,
        'postal', t.postal, 'salutation', t.salutation, 'locale', t.locale, 'country', t.country,
        'sent', (select count(*) from public.letters l where l.target_id = t.id and l.state = 'sent')) order by t.created_at, t.id)
      from public.letter_targets t where t.campaign_id = c.id and app.letters_offered(t)), '[]'),
    'texts', coalesce((select jsonb_agg(jsonb_build_object('id', x.id, 'locale', x.locale, 'subject', x.subject, 'body', x.body,
        'campaign', coalesce(w.title, d.title, c.slug)) order by x.locale)
      from (select distinct on (y.locale) y.* from public.letter_texts y where y.campaign_id = c.id order by y.locale, y.version desc) x
      left join public.campaign_texts w on w.campaign_id = c.id and w.locale = x.locale
      left join public.campaign_texts d on d.campaign_id = c.id and d.locale = c.default_locale), '[]'))
  from public.campaigns c where c.slug = $1 and c.status = 'open'
$$;

create function public.letters_progress(campaign uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  if not app.can($1, 'campaign.read') then perform app.fail('RN404', 'not_found'); end if;
  return coalesce((select jsonb_agg(jsonb_build_object('target', t.id, 'offered', app.letters_offered(t),
      'asked', n.asked, 'waiting', n.waiting, 'sent', n.sent, 'failed', n.failed, 'unknown', n.unknown) order by t.created_at, t.id)
    from public.letter_targets t, lateral (
      select count(*) filter (where l.state = 'asked') as asked, count(*) filter (where l.state in ('queued', 'released')) as waiting,
        count(*) filter (where l.state = 'sent') as sent, count(*) filter (where l.state = 'failed') as failed,
        count(*) filter (where l.state = 'unknown') as unknown
      from public.letters l where l.target_id = t.id) n
    where t.campaign_id = $1), '[]');
end $$;

/* ---------------------------------------------------------------- operations */

create function app.arg_mailbox(args jsonb, name text) returns text
language plpgsql immutable set search_path = '' as $$
declare
  v text := app.arg(args, name, 254);
begin
  if v !~ '^[^\s@<>()\[\]\\,;:"]{1,64}@[^\s@<>()\[\]\\,;:"]{1,255}$' then perform app.fail('RN400', 'email', name); end if;
  return v;
end $$;

-- A field that nobody fills in would stand in a letter to a minister as it was typed.
create function app.arg_template(args jsonb, name text, max_length integer, variadic fields text[]) returns text
language plpgsql immutable set search_path = '' as $$
declare
  v text := app.arg(args, name, max_length);
begin
  if exists (select 1 from regexp_matches(v, '\{([^{}]*)\}', 'g') m where not m[1] = any (fields))
    or regexp_replace(v, '\{[^{}]*\}', '', 'g') ~ '[{}]' then
    perform app.fail('RN400', 'merge_field', name);
  end if;
  return v;
end $$;

create function app.op_letters_set_target(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  campaign uuid := app.arg_id(args, 'campaign');
begin
  perform app.need(campaign, 'campaign.write');
  if coalesce(args ->> 'country', '') !~ '^[A-Z]{2}$' then perform app.fail('RN400', 'country', 'country'); end if;
  if jsonb_typeof(args -> 'hourly') is distinct from 'number' or (args ->> 'hourly')::numeric not between 1 and 360
    or (args ->> 'hourly')::numeric <> trunc((args ->> 'hourly')::numeric) then
    perform app.fail('RN400', 'hourly', 'hourly');
  end if;
  insert into public.letter_targets as t (id, campaign_id, name, office, email, postal, salutation, locale, country, active, until, hourly)
  values (app.arg_id(args, 'id'), campaign, app.arg(args, 'name', 120), coalesce(app.arg_optional(args, 'office', 160), ''),
    app.arg_mailbox(args, 'email'), coalesce(app.arg_optional(args, 'postal', 400), ''), app.arg(args, 'salutation', 120),
    app.arg_choice(args, 'locale', 'es', 'en'), args ->> 'country', coalesce(app.arg_flag(args, 'active'), true),
    case when args ->> 'until' is null then null else app.arg_day(args, 'until') end, (args ->> 'hourly')::smallint)
  on conflict (id) do update set name = excluded.name, office = excluded.office, email = excluded.email, postal = excluded.postal,
    salutation = excluded.salutation, locale = excluded.locale, country = excluded.country, active = excluded.active,
    until = excluded.until, hourly = excluded.hourly
  where t.campaign_id = campaign;
  if not found then perform app.fail('RN404', 'not_found'); end if;
  return '{}';
end $$;

create function app.op_letters_pause(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  held boolean := app.arg_flag(args, 'paused');
begin
  if held is null then perform app.fail('RN400', 'required', 'paused'); end if;
  update public.letter_targets t set paused = held where t.id = app.arg_id(args, 'target');
  if not found then perform app.fail('RN404', 'not_found'); end if;
  return '{}';
end $$;

create function app.op_letters_text(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  campaign uuid := app.arg_id(args, 'campaign');
  language text := app.arg_choice(args, 'locale', 'es', 'en');
begin
  perform app.need(campaign, 'campaign.write');
  insert into public.letter_texts (id, campaign_id, locale, version, subject, body)
  select app.arg_id(args, 'id'), campaign, language, coalesce(max(t.version), 0) + 1,
    app.arg_template(args, 'subject', 150, 'name', 'campaign'),
    app.arg_template(args, 'body', 6000, 'salutation', 'name', 'words', 'campaign')
  from public.letter_texts t where t.campaign_id = campaign and t.locale = language;
  return '{}';
end $$;

/* ---------------------------------------------------------------- the sample, rights */

-- The sample's letters have a past and no senders. Refused for any campaign that is not marked as a sample.
create function public.load_sample_letters(campaign uuid, items jsonb) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  nobody uuid := gen_random_uuid();
begin
  if not exists (select 1 from public.campaigns c where c.id = $1 and c.is_sample) then perform app.fail('RN404', 'not_found'); end if;
  insert into public.letter_requests (id, campaign_id, state, locale, op_id) values (nobody, $1, 'done', 'es', nobody);
  insert into public.letters (id, campaign_id, request_id, target_id, text_id, state, queued_at, released_at, done_at)
  select gen_random_uuid(), $1, nobody, t.id, x.id, 'sent', i.at, i.at, i.at
  from jsonb_to_recordset(items) as i (target uuid, at timestamptz)
  join public.letter_targets t on t.id = i.target and t.campaign_id = $1
  join lateral (select y.id from public.letter_texts y where y.campaign_id = $1 order by (y.locale = t.locale) desc, y.version desc limit 1) x on true;
  return '{}';
end $$;

select app.protect(t) from unnest(array['public.letter_targets', 'public.letter_texts', 'public.letter_requests', 'public.letters']::regclass[]) t;
grant select on public.letter_targets, public.letter_texts to authenticated;
grant insert (id, campaign_id, name, office, email, postal, salutation, locale, country, active, until, hourly),
  update (name, office, email, postal, salutation, locale, country, active, paused, until, hourly) on public.letter_targets to authenticated;
grant insert (id, campaign_id, locale, version, subject, body) on public.letter_texts to authenticated;
create policy "Members read whom letters go to" on public.letter_targets for select to authenticated
  using (campaign_id in (select app.my_campaigns('campaign.read')));
create policy "Those who may write the campaign add targets" on public.letter_targets for insert to authenticated
  with check (campaign_id in (select app.my_campaigns('campaign.write')));
create policy "Those who may write the campaign change targets" on public.letter_targets for update to authenticated
  using (campaign_id in (select app.my_campaigns('campaign.write'))) with check (campaign_id in (select app.my_campaigns('campaign.write')));
create policy "Members read the letters of their campaign" on public.letter_texts for select to authenticated
  using (campaign_id in (select app.my_campaigns('campaign.read')));
create policy "Those who may write the campaign write letters" on public.letter_texts for insert to authenticated
  with check (campaign_id in (select app.my_campaigns('campaign.write')));

select app.track('public.letter_targets', 'campaign', 'campaign_id', 'team', array['id', 'campaign_id', 'name', 'office', 'email', 'postal',
  'salutation', 'locale', 'country', 'active', 'paused', 'until', 'hourly', 'created_at']);
select app.track('public.letter_texts', 'campaign', 'campaign_id', 'team', array['id', 'campaign_id', 'locale', 'version', 'subject', 'body',
  'created_at']);

revoke all on function app.letters_offered(public.letter_targets), app.letters_forget(uuid), app.letters_lock(), app.letter_settled(),
  app.letter_target_held(), app.letter_words(public.letters) from public, anon, authenticated, service_role;
select app.open_to_members();
select app.expose('public.letters_progress(uuid)', 'authenticated');
select app.expose('public.public_letters(text)', 'anon', 'authenticated', 'service_role');
select app.expose('public.letters_ask(jsonb)', 'service_role');
select app.expose('public.letters_look(uuid)', 'service_role');
select app.expose('public.letters_confirm(uuid)', 'service_role');
select app.expose('public.letters_cancel(uuid)', 'service_role');
select app.expose('public.letters_release()', 'service_role');
select app.expose('public.letters_forget(integer)', 'service_role');
select app.expose('public.letter_for_mail(uuid)', 'service_role');
select app.expose('public.load_sample_letters(uuid, jsonb)', 'service_role');
