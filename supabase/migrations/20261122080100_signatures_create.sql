-- The petition: signatures, their counting by one writer, and the outbox of mails.
-- A signature is pending until its mailbox confirms it; only confirmed ones count. They are not journalled one by one
-- (the public sees totals); each change leaves a delta in the same transaction, and `count_signatures` adds deltas up.

create table public.signatures (
  id uuid primary key,
  campaign_id uuid not null references public.campaigns on delete cascade,
  state text not null default 'pending' check (state in ('pending', 'confirmed', 'withdrawn', 'rejected')),
  name_sealed text,
  email_sealed text,
  email_key text,
  name_key text,
  comment_sealed text,
  country text not null check (country ~ '^[A-Z]{2}$'),
  visibility text not null check (visibility in ('full', 'initials', 'private')),
  public_name text check (length(public_name) <= 120),
  updates boolean not null default false,
  locale text not null check (locale in ('es', 'en')),
  source text not null default '' check (source ~ '^[a-z0-9._-]{0,40}$'),
  address_key text,
  op_id uuid not null unique,
  consent_version integer not null default 1,
  mails smallint not null default 0,
  mailed_at timestamptz,
  created_at timestamptz not null default now(),
  confirmed_at timestamptz,
  withdrawn_at timestamptz,
  check (visibility <> 'private' or public_name is null)
);
create unique index signatures_mailbox on public.signatures (campaign_id, email_key);
create index signatures_newest on public.signatures (campaign_id, created_at desc);
create index signatures_confirmed on public.signatures (campaign_id, confirmed_at desc) where state = 'confirmed';
comment on table public.signatures is 'P2: name, address and comment are sealed by the application; *_key are keyed indexes. P0: country, source, public_name (only what the signer chose to show, only once confirmed).';
comment on column public.signatures.name_sealed is 'P2';
comment on column public.signatures.email_sealed is 'P2';
comment on column public.signatures.email_key is 'P2: keyed index of the canonical address';
comment on column public.signatures.name_key is 'P2: keyed index of the normalised name';
comment on column public.signatures.comment_sealed is 'P2';
comment on column public.signatures.address_key is 'P2: keyed hash of the network address, key rotated daily';

/* ---------------------------------------------------------------- counting */

create table app.signature_deltas (
  id bigint generated always as identity primary key,
  campaign_id uuid not null,
  country text,
  source text,
  hour timestamptz,
  received integer not null default 0,
  confirmed integer not null default 0,
  withdrawn integer not null default 0,
  rejected integer not null default 0
);

create table app.signature_counts (
  campaign_id uuid not null,
  dim text not null check (dim in ('total', 'country', 'source', 'hour')),
  key text not null,
  n bigint not null,
  primary key (campaign_id, dim, key)
);

-- `v` grows with every change of anything that totals show; clients keep the highest.
create table app.totals_heads (campaign_id uuid primary key, v bigint not null default 0, at timestamptz not null default now());

-- One delta per statement and group, whatever wrote the rows: a batch of 500 signatures leaves a handful.
create function app.signatures_inserted() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into app.signature_deltas (campaign_id, country, source, hour, received, confirmed, withdrawn, rejected)
  select n.campaign_id, n.country, n.source, date_trunc('hour', n.confirmed_at, 'UTC'), count(*),
    count(*) filter (where n.state = 'confirmed'), count(*) filter (where n.state = 'withdrawn'), count(*) filter (where n.state = 'rejected')
  from new_rows n group by 1, 2, 3, 4;
  return null;
end $$;
create function app.signatures_updated() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into app.signature_deltas (campaign_id, country, source, hour, received, confirmed, withdrawn, rejected)
  select x.campaign_id, x.country, x.source, x.hour, 0, sum(x.c), sum(x.w), sum(x.r)
  from (
    select o.campaign_id, o.country, o.source, date_trunc('hour', o.confirmed_at, 'UTC') as hour,
      -(o.state = 'confirmed')::int as c, -(o.state = 'withdrawn')::int as w, -(o.state = 'rejected')::int as r
    from old_rows o
    union all
    select n.campaign_id, n.country, n.source, date_trunc('hour', n.confirmed_at, 'UTC'),
      (n.state = 'confirmed')::int, (n.state = 'withdrawn')::int, (n.state = 'rejected')::int
    from new_rows n
  ) x
  group by 1, 2, 3, 4
  having sum(x.c) <> 0 or sum(x.w) <> 0 or sum(x.r) <> 0;
  return null;
end $$;
create function app.signatures_deleted() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into app.signature_deltas (campaign_id, country, source, hour, received, confirmed, withdrawn, rejected)
  select o.campaign_id, o.country, o.source, date_trunc('hour', o.confirmed_at, 'UTC'), -count(*),
    -count(*) filter (where o.state = 'confirmed'), -count(*) filter (where o.state = 'withdrawn'), -count(*) filter (where o.state = 'rejected')
  from old_rows o group by 1, 2, 3, 4;
  return null;
end $$;
create trigger count_inserted after insert on public.signatures referencing new table as new_rows
  for each statement execute function app.signatures_inserted();
create trigger count_updated after update on public.signatures referencing old table as old_rows new table as new_rows
  for each statement execute function app.signatures_updated();
create trigger count_deleted after delete on public.signatures referencing old table as old_rows
  for each statement execute function app.signatures_deleted();

-- Marks a campaign's totals as changed for any other reason (goal, money, custody, hearings).
create function app.touch_totals(campaign uuid) returns void
language sql security definer set search_path = '' as $$
  insert into app.signature_deltas (campaign_id) values (campaign)
$$;
create function app.touch_totals_row() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform app.touch_totals(coalesce((to_jsonb(new) ->> tg_argv[0])::uuid, (to_jsonb(old) ->> tg_argv[0])::uuid));
  return null;
end $$;
create trigger touch_totals after insert or update on public.campaigns for each row execute function app.touch_totals_row('id');

-- The key of the one writer's lock. Whoever does not get it leaves the work to the one who has it.
create function app.counting_lock() returns bigint language sql immutable set search_path = '' as $$ select 7266732845::bigint $$;

create function app.add_up() returns jsonb
language sql volatile security definer set search_path = '' set timezone = 'UTC' as $$
  with d as (delete from app.signature_deltas returning *),
  cells as (
    select d.campaign_id, 'total' as dim, x.key, sum(x.n) as n
    from d, lateral (values ('received', d.received), ('confirmed', d.confirmed), ('withdrawn', d.withdrawn), ('rejected', d.rejected)) x (key, n)
    group by 1, 3
    union all
    select campaign_id, 'country', country, sum(confirmed) from d where country is not null group by 1, 3
    union all
    select campaign_id, 'source', source, sum(confirmed) from d where source is not null group by 1, 3
    union all
    select campaign_id, 'hour', to_char(hour, 'YYYY-MM-DD"T"HH24:00:00"Z"'), sum(confirmed) from d where hour is not null group by 1, 3
  ),
  added as (
    insert into app.signature_counts as c (campaign_id, dim, key, n) select campaign_id, dim, key, n from cells where n <> 0
    on conflict (campaign_id, dim, key) do update set n = c.n + excluded.n
  ),
  heads as (
    insert into app.totals_heads as h (campaign_id, v, at) select distinct campaign_id, 1, now() from d
    on conflict (campaign_id) do update set v = h.v + 1, at = now()
    returning campaign_id, v
  )
  select coalesce(jsonb_agg(jsonb_build_object('campaign', campaign_id, 'v', v)), '[]') from heads
$$;

create function public.count_signatures() returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
begin
  if not exists (select 1 from app.signature_deltas) or not pg_try_advisory_xact_lock(app.counting_lock()) then return '[]'; end if;
  return app.add_up();
end $$;

-- Counts the rows themselves, repairs what differs and says by how much. Any difference is an alarm: it means a write
-- went round the triggers.
create function public.recount_signatures(campaign uuid) returns jsonb
language plpgsql volatile security definer set search_path = '' set timezone = 'UTC' as $$
declare
  drift jsonb;
begin
  perform pg_advisory_xact_lock(app.counting_lock());
  -- A transaction that changed signatures and has not committed yet brings its own delta later; this lock makes rows and
  -- deltas true at one moment.
  lock table public.signatures in share mode;
  perform app.add_up();
  with fresh as (
    select 'total' as dim, x.key, count(*) filter (where x.hit) as n
    from public.signatures s, lateral (values ('received', true), ('confirmed', s.state = 'confirmed'),
      ('withdrawn', s.state = 'withdrawn'), ('rejected', s.state = 'rejected')) x (key, hit)
    where s.campaign_id = $1 group by 2
    union all
    select 'country', s.country, count(*) from public.signatures s where s.campaign_id = $1 and s.state = 'confirmed' group by 2
    union all
    select 'source', s.source, count(*) from public.signatures s where s.campaign_id = $1 and s.state = 'confirmed' group by 2
    union all
    select 'hour', to_char(date_trunc('hour', s.confirmed_at, 'UTC'), 'YYYY-MM-DD"T"HH24:00:00"Z"'), count(*)
    from public.signatures s where s.campaign_id = $1 and s.state = 'confirmed' group by 2
  ),
  diff as (
    select dim, key, coalesce(f.n, 0) as should, coalesce(c.n, 0) as was
    from fresh f full join (select * from app.signature_counts where campaign_id = $1) c using (dim, key)
    where coalesce(f.n, 0) <> coalesce(c.n, 0)
  ),
  repaired as (
    insert into app.signature_counts as c (campaign_id, dim, key, n) select $1, dim, key, should from diff
    on conflict (campaign_id, dim, key) do update set n = excluded.n
  )
  select coalesce(jsonb_agg(jsonb_build_object('dim', dim, 'key', key, 'was', was, 'should', should)), '[]') into drift from diff;
  if drift <> '[]' then
    insert into app.totals_heads as h (campaign_id, v) values ($1, 1) on conflict (campaign_id) do update set v = h.v + 1, at = now();
  end if;
  return jsonb_build_object('drift', drift);
end $$;

create function app.total(campaign uuid, key text) returns bigint
language sql stable security definer set search_path = '' as $$
  select coalesce((select c.n from app.signature_counts c where c.campaign_id = $1 and c.dim = 'total' and c.key = $2), 0)
$$;

/* ---------------------------------------------------------------- outbox */

create table public.outbox (
  id uuid primary key default gen_random_uuid(),
  campaign_id uuid references public.campaigns on delete cascade,
  kind text not null check (kind ~ '^[a-z_]{1,40}$'),
  ref uuid,
  locale text not null check (locale in ('es', 'en')),
  sealed text,
  dedupe text unique,
  state text not null default 'queued' check (state in ('queued', 'claimed', 'sent', 'failed', 'unknown', 'dropped')),
  attempts smallint not null default 0,
  run_after timestamptz not null default now(),
  lease_until timestamptz,
  last_error text check (length(last_error) <= 200),
  created_at timestamptz not null default now(),
  done_at timestamptz
);
create index outbox_due on public.outbox (run_after) where state = 'queued';
create index outbox_leased on public.outbox (lease_until) where state = 'claimed';
create index outbox_campaign on public.outbox (campaign_id, created_at desc);
comment on table public.outbox is 'P2: what a mail says is made when it is sent, from `ref`, or is sealed. `last_error` is a code, never an address.';

create function public.outbox_enqueue(mails jsonb) returns jsonb
language sql security definer set search_path = '' as $$
  with made as (
    insert into public.outbox (id, campaign_id, kind, ref, locale, sealed, dedupe)
    select coalesce(m.id, gen_random_uuid()), m.campaign, m.kind, m.ref, m.locale, m.sealed, m.dedupe
    from jsonb_to_recordset(mails) as m (id uuid, campaign uuid, kind text, ref uuid, locale text, sealed text, dedupe text)
    on conflict do nothing returning id
  )
  select coalesce(jsonb_agg(id), '[]') from made
$$;

-- A claimed mail whose lease ran out was perhaps sent and perhaps not: it is never sent again by itself, the owner sees it.
create function public.outbox_claim(n integer, lease_s integer) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  answer jsonb;
begin
  update public.outbox o set state = 'unknown', done_at = now(), last_error = 'lease_expired'
  where o.state = 'claimed' and o.lease_until < now();
  with due as (
    select o.id from public.outbox o where o.state = 'queued' and o.run_after <= now()
    order by o.run_after limit least(greatest($1, 1), 200) for update skip locked
  ),
  taken as (
    update public.outbox o set state = 'claimed', attempts = o.attempts + 1, lease_until = now() + make_interval(secs => $2)
    from due where o.id = due.id returning o.*
  )
  select coalesce(jsonb_agg(jsonb_build_object('id', id, 'kind', kind, 'ref', ref, 'locale', locale, 'sealed', sealed, 'attempts', attempts)
    order by created_at), '[]') into answer from taken;
  return answer;
end $$;

create function public.outbox_done(id uuid, outcome text, error text default null, retry_in_s integer default null) returns void
language plpgsql security definer set search_path = '' as $$
begin
  update public.outbox o set
    state = case when $2 = 'retry' then 'queued' else $2 end,
    run_after = case when $2 = 'retry' then now() + make_interval(secs => coalesce($4, 60)) else o.run_after end,
    done_at = case when $2 = 'retry' then null else now() end,
    lease_until = null, last_error = left($3, 200)
  where o.id = $1 and o.state = 'claimed';
end $$;

-- For owners: what waits, what went, what is uncertain. Words are made by the application, which holds the key.
create function public.outbox_page(campaign uuid, before timestamptz default null, n integer default 50) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  if not app.can($1, 'team.manage') then perform app.fail('RN404', 'not_found'); end if;
  return coalesce((select jsonb_agg(jsonb_build_object('id', o.id, 'kind', o.kind, 'ref', o.ref, 'locale', o.locale, 'sealed', o.sealed,
      'state', o.state, 'attempts', o.attempts, 'createdAt', o.created_at, 'doneAt', o.done_at, 'lastError', o.last_error) order by o.created_at desc)
    from (select * from public.outbox x where (x.campaign_id = $1 or x.campaign_id is null) and ($2 is null or x.created_at < $2)
      order by x.created_at desc limit least(greatest($3, 1), 200)) o), '[]');
end $$;

create function public.outbox_all(n integer default 500) returns jsonb
language sql stable security definer set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object('id', o.id, 'kind', o.kind, 'ref', o.ref, 'locale', o.locale, 'sealed', o.sealed, 'state', o.state)
    order by o.created_at desc), '[]')
  from (select * from public.outbox x order by x.created_at desc limit least(greatest($1, 1), 5000)) o
$$;

/* ---------------------------------------------------------------- signing */

-- Many signers in one transaction: each gets an answer of their own. `pending` and `already` look the same on the page;
-- only the mailbox is told. At most five mails ever go to one signature, and not two of a kind within ten minutes.
create function public.sign_batch(items jsonb) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  fresh uuid[];
  answer jsonb;
begin
  -- In the order of the mailboxes: two batches that hold the same two would else wait for each other.
  with i as (
    select distinct on (x.campaign, x.email_key, x.id) x.* from jsonb_to_recordset(items) as x (id uuid, campaign uuid, name_sealed text, email_sealed text,
      email_key text, name_key text, country text, visibility text, comment_sealed text, updates boolean,
      locale text, source text, address_key text, op_id uuid)
    join public.campaigns c on c.id = x.campaign and c.status = 'open'
    order by x.campaign, x.email_key, x.id
  ),
  made as (
    insert into public.signatures (id, campaign_id, name_sealed, email_sealed, email_key, name_key, country, visibility,
      comment_sealed, updates, locale, source, address_key, op_id, mails, mailed_at)
    select i.id, i.campaign, i.name_sealed, i.email_sealed, i.email_key, i.name_key, i.country, i.visibility,
      i.comment_sealed, coalesce(i.updates, false), i.locale, coalesce(i.source, ''), i.address_key, i.op_id, 1, now()
    from i
    order by i.campaign, i.email_key -- in one order everywhere: two batches with the same mailboxes wait, and do not lock up
    on conflict do nothing
    returning id, campaign_id, locale
  ),
  mailed as (
    insert into public.outbox (campaign_id, kind, ref, locale, dedupe)
    select campaign_id, 'signature_confirm', id, locale, 'signature:' || id || ':1' from made
  )
  select coalesce(array_agg(id), '{}') into fresh from made;

  -- The usual case: everybody is new.
  if cardinality(fresh) = jsonb_array_length(items) then
    return (select jsonb_agg(jsonb_build_object('id', x.item ->> 'id', 'outcome', 'new') order by x.n)
      from jsonb_array_elements(items) with ordinality as x (item, n));
  end if;

  -- Those whose mailbox or operation was there before. A new statement, so that rows a concurrent batch committed while
  -- this one waited for them are seen.
  with i as (
    select x.n, x.id, x.campaign, x.email_key, x.op_id
    from rows from (jsonb_to_recordset(items) as (id uuid, campaign uuid, email_key text, op_id uuid))
      with ordinality as x (id, campaign, email_key, op_id, n)
  ),
  seen as (
    select i.n, s.id, s.state, true as same_op
    from i join public.signatures s on s.op_id = i.op_id
    where i.id <> all (fresh)
    union all
    -- Two joins, each by its index: one join on either would read the whole table for every item.
    select i.n, s.id, s.state, false
    from i join public.signatures s on s.campaign_id = i.campaign and s.email_key = i.email_key
    join public.campaigns c on c.id = s.campaign_id
    -- A closed campaign refuses everybody alike, so that its answer does not tell who has signed.
    where i.id <> all (fresh) and s.op_id <> i.op_id and c.status = 'open'
  ),
  again as (
    update public.signatures s set mails = s.mails + 1, mailed_at = now()
    from (select x.id from public.signatures x where x.id in (select seen.id from seen where not seen.same_op and seen.state in ('pending', 'confirmed'))
      order by x.id for update) d
    where s.id = d.id and s.mails < 5
      -- The first "you had already signed" goes at once, however fresh the mail that was confirmed.
      and (s.mailed_at < now() - interval '10 minutes' or (s.state = 'confirmed' and s.mailed_at < s.confirmed_at))
    returning s.id, s.campaign_id, s.locale, s.state, s.mails
  ),
  mailed as (
    insert into public.outbox (campaign_id, kind, ref, locale, dedupe)
    select campaign_id, case state when 'pending' then 'signature_confirm' else 'signature_already' end, id, locale,
      'signature:' || id || ':' || mails from again
    on conflict do nothing
  )
  select jsonb_agg(jsonb_build_object('id', coalesce(s.id, i.id), 'outcome', case
      when i.id = any (fresh) then 'new'
      when s.id is null then 'refused'
      when s.same_op then 'new'
      when s.state = 'confirmed' then 'already'
      else 'pending' end) order by i.n)
  into answer
  from i left join lateral (select * from seen where seen.n = i.n order by same_op desc limit 1) s on true;
  return coalesce(answer, '[]');
end $$;

-- Nothing here tells a visitor whether an address has signed: whoever holds the link holds the mailbox.
create function public.signature_look(signature uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('campaign', c.slug, 'state', s.state, 'visibility', s.visibility, 'createdAt', s.created_at, 'locale', s.locale,
    'nameSealed', s.name_sealed)
  from public.signatures s join public.campaigns c on c.id = s.campaign_id where s.id = $1
$$;

-- `public_name` is what the signer chose to show, made by the application from the sealed name: it is in clear only from
-- here on, so that a signature forged in somebody's name never puts that name in the open.
create function public.confirm_signature(signature uuid, public_name text default null) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  now_in text;
begin
  update public.signatures s set state = 'confirmed', confirmed_at = now(),
    public_name = case when s.visibility = 'private' then null else left($2, 120) end
  where s.id = $1 and s.state = 'pending';
  if found then return jsonb_build_object('outcome', 'confirmed'); end if;
  select s.state into now_in from public.signatures s where s.id = $1;
  return jsonb_build_object('outcome', case when now_in = 'confirmed' then 'already' else 'gone' end);
end $$;

-- Keeps the row, so that counts can be explained, and nothing of the person.
create function public.withdraw_signature(signature uuid) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
begin
  update public.signatures s set state = 'withdrawn', withdrawn_at = now(), name_sealed = null, email_sealed = null, email_key = null,
    name_key = null, comment_sealed = null, public_name = null, address_key = null, updates = false, visibility = 'private'
  where s.id = $1 and s.state in ('pending', 'confirmed');
  return jsonb_build_object('outcome', case when found then 'withdrawn' else 'gone' end);
end $$;

-- What a mail to a signer is made from. Service only; nothing of it is kept.
create function public.signature_for_mail(signature uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('id', s.id, 'state', s.state, 'slug', c.slug, 'emailSealed', s.email_sealed, 'nameSealed', s.name_sealed,
    'createdAt', s.created_at, 'title', coalesce(t.title, d.title, c.slug))
  from public.signatures s join public.campaigns c on c.id = s.campaign_id
  left join public.campaign_texts t on t.campaign_id = c.id and t.locale = s.locale
  left join public.campaign_texts d on d.campaign_id = c.id and d.locale = c.default_locale
  where s.id = $1
$$;

/* ---------------------------------------------------------------- what the public sees */

-- Absent for drafts: a campaign that is not open does not exist for a stranger.
create function public.public_campaign(slug text, locale text) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('id', c.id, 'slug', c.slug, 'status', c.status, 'locale', coalesce(t.locale, c.default_locale),
    'locales', (select jsonb_agg(x.locale order by x.locale) from public.campaign_texts x where x.campaign_id = c.id),
    'title', coalesce(t.title, d.title, c.slug), 'summary', coalesce(t.summary, d.summary, ''), 'statement', coalesce(t.statement, d.statement, ''),
    'fundText', coalesce(t.fund_text, d.fund_text, ''), 'consent', coalesce(t.consent, d.consent, ''),
    'contactEmail', c.contact_email, 'iban', c.iban, 'isSample', c.is_sample, 'tz', c.tz,
    'names', coalesce((select jsonb_agg(jsonb_build_object('name', n.public_name, 'country', n.country, 'at', n.confirmed_at) order by n.confirmed_at desc)
      from (select * from public.signatures s where s.campaign_id = c.id and s.state = 'confirmed' and s.public_name is not null
        order by s.confirmed_at desc limit 12) n), '[]'))
  from public.campaigns c
  left join public.campaign_texts t on t.campaign_id = c.id and t.locale = $2
  left join public.campaign_texts d on d.campaign_id = c.id and d.locale = c.default_locale
  where c.slug = $1 and c.status <> 'draft'
$$;

-- For the front door: what can be signed, newest first.
create function public.public_campaigns(locale text) returns jsonb
language sql stable security definer set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object('slug', c.slug, 'title', coalesce(t.title, d.title, c.slug),
    'summary', coalesce(t.summary, d.summary, '')) order by c.created_at desc), '[]')
  from public.campaigns c
  left join public.campaign_texts t on t.campaign_id = c.id and t.locale = $1
  left join public.campaign_texts d on d.campaign_id = c.id and d.locale = c.default_locale
  where c.status = 'open'
$$;

-- Signatures as whoever may read them sees them: sealed columns too, the server opens them for that person alone.
create function public.signatures_page(campaign uuid, before timestamptz default null, n integer default 50) returns jsonb
language plpgsql stable security invoker set search_path = '' as $$
begin
  perform app.need($1, 'signatures.read');
  return coalesce((select jsonb_agg(jsonb_build_object('id', s.id, 'state', s.state, 'nameSealed', s.name_sealed, 'emailSealed', s.email_sealed,
      'country', s.country, 'visibility', s.visibility, 'updates', s.updates, 'source', s.source, 'createdAt', s.created_at,
      'confirmedAt', s.confirmed_at) order by s.created_at desc)
    from (select * from public.signatures x where x.campaign_id = $1 and ($2 is null or x.created_at < $2)
      order by x.created_at desc limit least(greatest($3, 1), 200)) s), '[]');
end $$;

create function app.team_totals_of(campaign uuid) returns jsonb
language sql stable security definer set search_path = '' set timezone = 'UTC' as $$
  select jsonb_build_object('v', coalesce(h.v, 0), 'at', to_char(clock_timestamp(), 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'campaign', c.id, 'goal', c.goal,
    'confirmed', app.total(c.id, 'confirmed'), 'withdrawn', app.total(c.id, 'withdrawn'),
    'pending', app.total(c.id, 'received') - app.total(c.id, 'confirmed') - app.total(c.id, 'withdrawn') - app.total(c.id, 'rejected'),
    'byCountry', coalesce((select jsonb_agg(jsonb_build_object('key', key, 'n', n) order by n desc, key)
      from app.signature_counts x where x.campaign_id = c.id and x.dim = 'country' and x.n > 0), '[]'),
    'bySource', coalesce((select jsonb_agg(jsonb_build_object('key', key, 'n', n) order by n desc, key)
      from (select * from app.signature_counts x where x.campaign_id = c.id and x.dim = 'source' and x.n > 0 order by n desc, key limit 50) x), '[]'),
    'byHour', coalesce((select jsonb_agg(jsonb_build_object('hour', key, 'n', n) order by key)
      from app.signature_counts x where x.campaign_id = c.id and x.dim = 'hour' and x.n > 0
        and x.key >= to_char(now() - interval '48 hours', 'YYYY-MM-DD"T"HH24:00:00"Z"')), '[]'),
    'byDay', coalesce((select jsonb_agg(jsonb_build_object('day', y.day, 'n', y.n) order by y.day)
      from (select to_char(x.key::timestamptz at time zone c.tz, 'YYYY-MM-DD') as day, sum(x.n) as n
        from app.signature_counts x where x.campaign_id = c.id and x.dim = 'hour' group by 1 having sum(x.n) > 0) y), '[]'),
    'latest', coalesce((select jsonb_agg(jsonb_build_object('at', s.confirmed_at, 'country', s.country, 'source', s.source) order by s.confirmed_at desc)
      from (select * from public.signatures x where x.campaign_id = c.id and x.state = 'confirmed' order by x.confirmed_at desc limit 10) s), '[]'))
  from public.campaigns c left join app.totals_heads h on h.campaign_id = c.id where c.id = $1
$$;

-- As a member: refused without the right. As the relay (service role, no user): the frame it sends to members.
create function public.team_totals(campaign uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  if not app.can($1, 'campaign.read') then perform app.fail('RN404', 'not_found'); end if;
  return app.team_totals_of($1);
end $$;
create function public.team_totals_frame(campaign uuid) returns jsonb
language sql stable security definer set search_path = '' as $$ select app.team_totals_of($1) $$;
create function public.campaign_ids() returns jsonb
language sql stable security definer set search_path = '' as $$ select coalesce(jsonb_agg(c.id order by c.created_at), '[]') from public.campaigns c $$;
create function public.totals_versions(campaigns uuid[]) returns jsonb
language sql stable security definer set search_path = '' as $$
  select coalesce(jsonb_object_agg(h.campaign_id, h.v), '{}') from app.totals_heads h where h.campaign_id = any (campaigns)
$$;

select app.protect(t) from unnest(array['public.signatures', 'public.outbox', 'app.signature_deltas', 'app.signature_counts',
  'app.totals_heads']::regclass[]) t;
grant select on public.signatures to authenticated;
create policy "Owners and organizers read signatures" on public.signatures for select to authenticated
  using (campaign_id in (select app.my_campaigns('signatures.read')));

select app.expose('public.sign_batch(jsonb)', 'service_role');
select app.expose('public.signature_look(uuid)', 'service_role');
select app.expose('public.confirm_signature(uuid, text)', 'service_role');
select app.expose('public.withdraw_signature(uuid)', 'service_role');
select app.expose('public.signature_for_mail(uuid)', 'service_role');
select app.expose('public.count_signatures()', 'service_role');
select app.expose('public.recount_signatures(uuid)', 'service_role');
select app.expose('public.outbox_enqueue(jsonb)', 'service_role');
select app.expose('public.outbox_claim(integer, integer)', 'service_role');
select app.expose('public.outbox_done(uuid, text, text, integer)', 'service_role');
select app.expose('public.outbox_all(integer)', 'service_role');
select app.expose('public.team_totals_frame(uuid)', 'service_role');
select app.expose('public.totals_versions(uuid[])', 'service_role');
select app.expose('public.campaign_ids()', 'service_role');
select app.expose('public.outbox_page(uuid, timestamptz, integer)', 'authenticated');
select app.expose('public.signatures_page(uuid, timestamptz, integer)', 'authenticated');
select app.expose('public.team_totals(uuid)', 'authenticated');
select app.expose('public.public_campaign(text, text)', 'anon', 'authenticated', 'service_role');
select app.expose('public.public_campaigns(text)', 'anon', 'authenticated', 'service_role');
