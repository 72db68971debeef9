-- Statements of banks: what they say is stored once, however often and in whatever order files come, and each line is tied to
-- what it is: a gift, a fee, a payment that was booked. Who paid is sealed; lines are compared by keyed indexes. The file
-- itself is not kept, only its hash.

create table public.bank_mappings (
  id uuid primary key references public.bank_accounts on delete cascade,
  campaign_id uuid not null references public.campaigns on delete cascade,
  mapping jsonb not null check (jsonb_typeof(mapping) = 'object' and length(mapping::text) <= 4000),
  created_at timestamptz not null default now()
);
create index bank_mappings_campaign on public.bank_mappings (campaign_id);
comment on table public.bank_mappings is 'P1 for owners and treasurers: how the tables of one account are read.';

create table public.bank_imports (
  id uuid primary key,
  campaign_id uuid not null references public.campaigns on delete cascade,
  account_id uuid not null references public.bank_accounts,
  format text not null check (format in ('camt', 'mt940', 'ofx', 'csv')),
  file_hash text not null check (length(file_hash) between 32 and 128),
  bytes integer not null check (bytes > 0),
  lines integer not null default 0,
  added integer not null default 0,
  known integer not null default 0,
  suspects integer not null default 0,
  first_day date,
  last_day date,
  created_by uuid references auth.users on delete set null,
  created_at timestamptz not null default now()
);
create index bank_imports_campaign on public.bank_imports (campaign_id, created_at desc);
create index bank_imports_account on public.bank_imports (account_id);
create index bank_imports_created_by on public.bank_imports (created_by);
comment on table public.bank_imports is 'P1 for owners and treasurers: who read which file when, and what came of it.';

create table public.bank_statements (
  id uuid primary key,
  campaign_id uuid not null references public.campaigns on delete cascade,
  account_id uuid not null references public.bank_accounts,
  import_id uuid not null references public.bank_imports on delete cascade,
  opening_minor bigint,
  closing_minor bigint,
  first_day date,
  last_day date,
  lines integer not null default 0
);
create index bank_statements_import on public.bank_statements (import_id);
create index bank_statements_account on public.bank_statements (account_id, last_day desc);
create index bank_statements_campaign on public.bank_statements (campaign_id);
comment on table public.bank_statements is 'P1 for owners and treasurers.';

create table public.bank_lines (
  id uuid primary key,
  campaign_id uuid not null references public.campaigns on delete cascade,
  account_id uuid not null references public.bank_accounts,
  import_id uuid not null references public.bank_imports,
  statement_id uuid not null references public.bank_statements,
  at_line integer not null,
  booked_on date not null check (booked_on between '1990-01-01' and '2100-01-01'),
  value_on date check (value_on between '1990-01-01' and '2100-01-01'),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  amount_minor bigint not null check (amount_minor <> 0 and abs(amount_minor) < 1000000000000000),
  -- The bank's own reference with day and amount where there is one, otherwise all that the line says: a keyed index.
  identity text not null check (length(identity) <= 64),
  -- Which of several lines that say the same, counted from 1.
  occurrence integer not null check (occurrence > 0),
  ref_key text check (length(ref_key) <= 64),
  reference text check (reference ~ '^RF[0-9]{2}[A-Z0-9]{1,21}$'),
  -- What was perhaps meant by a reference with a wrong sign.
  near text[] not null default '{}' check (cardinality(near) <= 40),
  name_sealed text check (length(name_sealed) <= 2000),
  iban_sealed text check (length(iban_sealed) <= 2000),
  text_sealed text check (length(text_sealed) <= 8000),
  name_key text check (length(name_key) <= 64),
  iban_key text check (length(iban_key) <= 64),
  text_key text check (length(text_key) <= 64),
  returned boolean not null default false,
  charges_minor bigint check (charges_minor >= 0),
  suspect text check (suspect in ('same_reference', 'same_day')),
  state text not null default 'open' check (state in ('open', 'matched', 'split', 'ignored')),
  why text check (length(why) <= 400),
  created_at timestamptz not null default now(),
  unique (account_id, identity, occurrence)
);
create index bank_lines_page on public.bank_lines (campaign_id, booked_on desc, id desc);
create index bank_lines_state on public.bank_lines (campaign_id, state, booked_on desc, id desc);
create index bank_lines_import on public.bank_lines (import_id);
create index bank_lines_statement on public.bank_lines (statement_id);
create index bank_lines_day on public.bank_lines (account_id, booked_on, amount_minor);
create index bank_lines_ref on public.bank_lines (account_id, ref_key) where ref_key is not null;
create index bank_lines_iban on public.bank_lines (campaign_id, iban_key) where iban_key is not null;
create index bank_lines_name on public.bank_lines (campaign_id, name_key) where name_key is not null;
comment on table public.bank_lines is 'P1 for owners and treasurers: what the bank says, without names. P2: by whom and with which words.';
comment on column public.bank_lines.identity is 'P2: keyed index of the whole line';
comment on column public.bank_lines.ref_key is 'P2: keyed index of the bank''s reference';
comment on column public.bank_lines.name_sealed is 'P2';
comment on column public.bank_lines.iban_sealed is 'P2: the other side''s account';
comment on column public.bank_lines.text_sealed is 'P2';
comment on column public.bank_lines.name_key is 'P2: keyed index of the name, as pledges have it';
comment on column public.bank_lines.iban_key is 'P2: keyed index of the other side''s account';
comment on column public.bank_lines.text_key is 'P2: keyed index of the words without figures';

-- What a line was taken for. `booked`: the entry was made by it, and goes with it when it is undone.
create table public.bank_matches (
  id uuid primary key,
  campaign_id uuid not null references public.campaigns on delete cascade,
  line_id uuid not null references public.bank_lines on delete cascade,
  account_id uuid not null references public.bank_accounts,
  kind text not null check (kind in ('pledge', 'gift', 'fee', 'payment', 'transfer', 'entry', 'return')),
  entry_id uuid not null references public.fund_entries,
  pledge_id uuid references public.pledges on delete set null,
  booked boolean not null,
  minor bigint not null,
  fee_minor bigint not null default 0,
  created_by uuid references auth.users on delete set null,
  created_at timestamptz not null default now(),
  undone_at timestamptz
);
create index bank_matches_line on public.bank_matches (line_id);
create index bank_matches_campaign on public.bank_matches (campaign_id, created_at desc);
create index bank_matches_pledge on public.bank_matches (pledge_id);
-- A transfer between two accounts of ours stands on both their statements.
create unique index bank_matches_entry on public.bank_matches (entry_id, account_id) where undone_at is null;
create index bank_matches_every_entry on public.bank_matches (entry_id);
create index bank_matches_account on public.bank_matches (account_id);
-- What matching asks of other rooms, by the row.
create index fund_postings_amount on public.fund_postings (account_id, amount_minor);
create index pledges_near on public.pledges (campaign_id, currency, amount_minor, created_at desc) where state in ('open', 'partly', 'expired');
create index bank_matches_created_by on public.bank_matches (created_by);
comment on table public.bank_matches is 'P1 for owners and treasurers.';

create table public.bank_rejections (
  id uuid primary key default gen_random_uuid(),
  campaign_id uuid not null references public.campaigns on delete cascade,
  line_id uuid not null references public.bank_lines on delete cascade,
  -- Kind and id of what was suggested.
  target text not null check (length(target) <= 80),
  created_at timestamptz not null default now(),
  unique (line_id, target)
);
create index bank_rejections_campaign on public.bank_rejections (campaign_id);
comment on table public.bank_rejections is 'P1 for owners and treasurers.';

-- "Lines like this one": the key of the payer's account, name or words, taken from a line.
create table public.bank_rules (
  id uuid primary key,
  campaign_id uuid not null references public.campaigns on delete cascade,
  line_id uuid not null references public.bank_lines,
  by text not null check (by in ('account', 'name', 'text')),
  match_key text not null check (length(match_key) <= 64),
  incoming boolean not null,
  action text not null check (action in ('gift', 'fee', 'payment', 'ignore')),
  created_by uuid references auth.users on delete set null,
  created_at timestamptz not null default now(),
  ended_at timestamptz
);
create index bank_rules_campaign on public.bank_rules (campaign_id, created_at desc);
create index bank_rules_key on public.bank_rules (campaign_id, match_key) where ended_at is null;
create index bank_rules_line on public.bank_rules (line_id);
create index bank_rules_created_by on public.bank_rules (created_by);
comment on table public.bank_rules is 'P1 for owners and treasurers; match_key is a keyed index.';
comment on column public.bank_rules.match_key is 'P2: keyed index';

-- How many lines wait, kept with the lines: what the overview and every open page show.
create table public.bank_desks (
  id uuid primary key references public.campaigns on delete cascade,
  campaign_id uuid not null references public.campaigns on delete cascade,
  open integer not null default 0,
  done integer not null default 0,
  ignored integer not null default 0
);
create index bank_desks_campaign on public.bank_desks (campaign_id);
comment on table public.bank_desks is 'P1 for owners and treasurers.';

create function app.bank_count(campaign uuid) returns void
language sql volatile security definer set search_path = '' as $$
  insert into public.bank_desks as d (id, campaign_id, open, done, ignored)
  select $1, $1, count(*) filter (where l.state = 'open'), count(*) filter (where l.state in ('matched', 'split')),
    count(*) filter (where l.state = 'ignored')
  from public.bank_lines l where l.campaign_id = $1
  on conflict (id) do update set open = excluded.open, done = excluded.done, ignored = excluded.ignored
$$;

/* ---------------------------------------------------------------- reading a file */

create function app.bank_account(account uuid, permission text) returns public.bank_accounts
language plpgsql stable security definer set search_path = '' as $$
declare
  a public.bank_accounts;
begin
  select * into a from public.bank_accounts b where b.id = $1;
  perform app.need(a.campaign_id, $2);
  return a;
end $$;

-- Lines of one file in one transaction. Of lines that say the same, as many are added as the file has beyond those that are
-- known: the same file again, or a period that overlaps, adds nothing, and two equal gifts of a day stay two.
create function app.bank_import(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  a public.bank_accounts := app.bank_account(app.arg_id(args, 'account'), 'fund.write');
  import uuid := app.arg_id(args, 'id');
  seen public.bank_imports;
  n integer;
begin
  perform pg_advisory_xact_lock(hashtextextended('bank ' || a.id, 0));
  select * into seen from public.bank_imports i where i.id = import;
  if seen.id is not null then
    if seen.account_id <> a.id then perform app.fail('RN409', 'taken', 'id'); end if;
    return jsonb_build_object('lines', seen.lines, 'added', seen.added, 'known', seen.known, 'suspects', seen.suspects);
  end if;
  if jsonb_typeof(args -> 'lines') is distinct from 'array' or jsonb_array_length(args -> 'lines') > 20000 then
    perform app.fail('RN400', 'unknown_field', 'lines');
  end if;
  if jsonb_typeof(args -> 'statements') is distinct from 'array' or jsonb_array_length(args -> 'statements') not between 1 and 400 then
    perform app.fail('RN400', 'unknown_field', 'statements');
  end if;
  if jsonb_typeof(args -> 'bytes') is distinct from 'number' or (args ->> 'bytes')::numeric not between 1 and 100000000 then
    perform app.fail('RN400', 'number', 'bytes');
  end if;
  insert into public.bank_imports (id, campaign_id, account_id, format, file_hash, bytes, lines, created_by)
  values (import, a.campaign_id, a.id, app.arg_choice(args, 'format', 'camt', 'mt940', 'ofx', 'csv'), app.arg(args, 'hash', 128),
    (args ->> 'bytes')::numeric::integer, jsonb_array_length(args -> 'lines'), app.uid());
  insert into public.bank_statements (id, campaign_id, account_id, import_id, opening_minor, closing_minor, first_day, last_day, lines)
  select s.id, a.campaign_id, a.id, import, s.opening, s.closing, s."from", s."to", s.lines
  from jsonb_to_recordset(args -> 'statements') as s (id uuid, opening bigint, closing bigint, "from" date, "to" date, lines integer);
  insert into public.bank_lines (id, campaign_id, account_id, import_id, statement_id, at_line, booked_on, value_on, currency, amount_minor,
    identity, occurrence, ref_key, reference, near, name_sealed, iban_sealed, text_sealed, name_key, iban_key, text_key, returned, charges_minor)
  select l.id, a.campaign_id, a.id, import, l.statement, l.at, l."bookedOn", l."valueOn", a.currency, l.minor, l.identity,
    row_number() over (partition by l.identity order by l.n), l."refKey",
    -- Of several that fit, the one that was given out.
    coalesce((select p.reference from unnest(l.refs) with ordinality r (reference, n) join public.pledges p
      on p.reference = r.reference and p.campaign_id = a.campaign_id order by r.n limit 1), l.refs[1]),
    coalesce(l.near, '{}'), l."nameSealed", l."ibanSealed", l."textSealed", l."nameKey", l."ibanKey", l."textKey", coalesce(l.returned, false), l.charges
  from rows from (jsonb_to_recordset(args -> 'lines') as (id uuid, statement uuid, at integer, "bookedOn" date, "valueOn" date, minor bigint,
    identity text, "refKey" text, refs text[], near text[], "nameSealed" text, "ibanSealed" text, "textSealed" text, "nameKey" text,
    "ibanKey" text, "textKey" text, returned boolean, charges bigint)) with ordinality
    as l (id, statement, at, "bookedOn", "valueOn", minor, identity, "refKey", refs, near, "nameSealed", "ibanSealed", "textSealed", "nameKey",
    "ibanKey", "textKey", returned, charges, n)
  on conflict (account_id, identity, occurrence) do nothing;
  get diagnostics n = row_count;
  -- The bank gave one number to two lines, or two formats say the same in other words: somebody has to look.
  update public.bank_lines l set suspect = 'same_reference' where l.import_id = import and l.ref_key is not null and exists (
    select 1 from public.bank_lines o where o.account_id = l.account_id and o.ref_key = l.ref_key and o.identity <> l.identity
      and o.import_id <> import and o.amount_minor = l.amount_minor);
  update public.bank_lines l set suspect = 'same_day' where l.import_id = import and l.suspect is null and exists (
    select 1 from public.bank_lines o join public.bank_imports i on i.id = o.import_id
    where o.account_id = l.account_id and o.booked_on = l.booked_on and o.amount_minor = l.amount_minor and o.import_id <> import
      and i.format <> args ->> 'format' and (o.ref_key is null or l.ref_key is null or o.ref_key <> l.ref_key));
  update public.bank_imports i set added = n, known = i.lines - n,
    suspects = (select count(*) from public.bank_lines l where l.import_id = import and l.suspect is not null),
    first_day = (select min(s.first_day) from public.bank_statements s where s.import_id = import),
    last_day = (select max(s.last_day) from public.bank_statements s where s.import_id = import)
  where i.id = import returning * into seen;
  perform app.bank_count(a.campaign_id);
  return jsonb_build_object('lines', seen.lines, 'added', seen.added, 'known', seen.known, 'suspects', seen.suspects);
end $$;
create function app.op_banking_import(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
begin
  return app.bank_import(args);
end $$;

create function app.bank_set_mapping(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  a public.bank_accounts := app.bank_account(app.arg_id(args, 'account'), 'fund.write');
begin
  if jsonb_typeof(args -> 'mapping') is distinct from 'object' or length(args ->> 'mapping') > 4000 then
    perform app.fail('RN400', 'unknown_field', 'mapping');
  end if;
  insert into public.bank_mappings as m (id, campaign_id, mapping) values (a.id, a.campaign_id, args -> 'mapping')
  on conflict (id) do update set mapping = excluded.mapping;
  return '{}';
end $$;
create function app.op_banking_mapping(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
begin
  return app.bank_set_mapping(args);
end $$;

/* ---------------------------------------------------------------- what a line may be */

-- What an entry moved on the accounts at banks in the line's currency: on the line's own, or on the one without details.
create function app.bank_moved(entry uuid, account uuid) returns bigint
language sql stable security definer set search_path = '' as $$
  select coalesce(sum(p.amount_minor), 0) from public.fund_postings p
  join public.fund_accounts x on x.id = p.account_id and x.kind = 'bank'
  join public.fund_accounts mine on mine.id = $2 and mine.currency = x.currency
  where p.entry_id = $1 and (x.id = $2 or x.name = '')
$$;

-- Everything that some lines could be, with what speaks for it; how much each reason weighs is said in one place, the server.
create function public.bank_candidates(campaign uuid, lines uuid[]) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  if not app.can($1, 'fund.read') then perform app.fail('RN404', 'not_found'); end if;
  return coalesce((
    with l as materialized (
      select * from public.bank_lines x where x.campaign_id = $1 and x.id = any ($2)
    ),
    -- Payers of earlier lines, with the pledges that were theirs.
    earlier as (
      select l.id as line, o.id as other, m.pledge_id, m.kind, l.iban_key is not null and o.iban_key = l.iban_key as by_account
      from l join public.bank_lines o on o.campaign_id = l.campaign_id and o.id <> l.id
        and (o.iban_key = l.iban_key or l.iban_key is null and o.name_key = l.name_key)
        join public.bank_matches m on m.line_id = o.id and m.undone_at is null
      where o.state in ('matched', 'split')
    ),
    p as (
      select l.id as line, p.id as pledge, 'reference' as how from l join public.pledges p on p.reference = l.reference and p.campaign_id = $1
      where l.amount_minor > 0
      union
      select l.id, p.id, 'near' from l join public.pledges p on p.reference = any (l.near) and p.campaign_id = $1
      where l.amount_minor > 0 and cardinality(l.near) > 0
      union
      select e.line, p.id, case when e.by_account then 'account' else 'payer' end from earlier e join public.pledges was on was.id = e.pledge_id
        join public.pledges p on p.campaign_id = $1 and p.id <> was.id and (p.email_key = was.email_key or p.name_key = was.name_key)
        join l on l.id = e.line
      where l.amount_minor > 0 and p.state in ('open', 'partly', 'expired')
      union
      select l.id, n.id, 'name' from l cross join lateral (
        select p.id from public.pledges p where p.campaign_id = $1 and p.name_key = l.name_key and p.state in ('open', 'partly', 'expired')
        order by p.created_at desc limit 3) n
      where l.amount_minor > 0 and l.name_key is not null
      union
      -- The nearest in time before the line, of the very amount; then of a little more, as banks keep some.
      select l.id, n.id, 'amount' from l cross join lateral (
        (select p.id from public.pledges p where p.campaign_id = $1 and p.currency = l.currency and p.amount_minor = l.amount_minor + coalesce(l.charges_minor, 0)
          and p.state in ('open', 'partly', 'expired') and p.created_at < l.booked_on + 2 and p.created_at > l.booked_on - 60 order by p.created_at desc limit 2)
        union all
        (select p.id from public.pledges p where p.campaign_id = $1 and p.currency = l.currency
          and p.amount_minor > l.amount_minor and p.amount_minor <= l.amount_minor + l.amount_minor / 20 + 3000
          and p.state in ('open', 'partly', 'expired') and p.created_at < l.booked_on + 2 and p.created_at > l.booked_on - 30
          order by p.amount_minor limit 2)) n
      where l.amount_minor > 0 and l.reference is null
    ),
    found as (
      select p.line, 'pledge:' || x.id as target, jsonb_build_object('kind', 'pledge', 'id', x.id, 'how', jsonb_agg(distinct p.how),
        'reference', x.reference, 'currency', x.currency, 'minor', x.amount_minor::text, 'received', x.received_minor::text, 'state', x.state,
        'day', (x.created_at at time zone 'UTC')::date, 'nameSealed', x.name_sealed) as what
      from p join public.pledges x on x.id = p.pledge group by p.line, x.id
      union all
      -- Entries that were booked by hand or by another room before the statement came.
      select l.id, 'entry:' || e.id, jsonb_build_object('kind', 'entry', 'id', e.id, 'how', jsonb_build_array('booked'), 'entryKind', e.kind,
        'currency', e.currency, 'minor', e.amount_minor::text, 'day', e.value_date, 'note', e.note)
      from l cross join lateral (
        select e.* from public.fund_accounts x join public.fund_postings b on b.account_id = x.id and b.amount_minor = l.amount_minor
        join public.fund_entries e on e.id = b.entry_id
        where x.campaign_id = $1 and x.kind = 'bank' and x.currency = l.currency and (x.id = l.account_id or x.name = '')
          and e.value_date between l.booked_on - 10 and l.booked_on + 10 and e.kind not in ('reversal', 'opening')
          and not exists (select 1 from public.fund_entries r where r.reverses = e.id)
          and not exists (select 1 from public.bank_matches m where m.entry_id = e.id and m.account_id = l.account_id and m.undone_at is null)
        order by abs(e.value_date - l.booked_on), e.id limit 2) e
      union all
      -- A transfer that went back: the line by which it had come.
      select l.id, 'return:' || m.id, jsonb_build_object('kind', 'return', 'id', m.id, 'how', jsonb_build_array(case
          when l.iban_key = o.iban_key then 'account' when l.name_key = o.name_key then 'payer' else 'back' end),
        'minor', m.minor::text, 'currency', o.currency, 'day', o.booked_on)
      from l join public.bank_lines o on o.account_id = l.account_id and o.amount_minor = -l.amount_minor and o.booked_on between l.booked_on - 120 and l.booked_on
        join public.bank_matches m on m.line_id = o.id and m.undone_at is null and m.booked and m.kind in ('gift', 'pledge')
      where l.amount_minor < 0 and o.state = 'matched' and (l.returned or l.iban_key = o.iban_key or l.name_key = o.name_key)
        and not exists (select 1 from public.fund_entries r where r.reverses = m.entry_id)
      union all
      select l.id, 'rule:' || r.id, jsonb_build_object('kind', r.action, 'id', r.id, 'how', jsonb_build_array('rule'), 'by', r.by)
      from l join public.bank_rules r on r.campaign_id = $1 and r.ended_at is null and r.incoming = (l.amount_minor > 0)
        and r.match_key = case r.by when 'account' then l.iban_key when 'name' then l.name_key else l.text_key end
      union all
      -- Somebody who gave before without a pledge.
      select e.line, 'gift:', jsonb_build_object('kind', 'gift', 'id', '', 'how', jsonb_build_array(case when bool_or(e.by_account) then 'account' else 'payer' end))
      from earlier e join l on l.id = e.line where l.amount_minor > 0 and e.kind in ('gift', 'pledge') group by e.line
    )
    select jsonb_agg(f.what || jsonb_build_object('line', f.line, 'target', f.target)) from found f
    where not exists (select 1 from public.bank_rejections r where r.line_id = f.line and r.target = f.target)), '[]');
end $$;

/* ---------------------------------------------------------------- deciding */

create function app.bank_line(line uuid, permission text) returns public.bank_lines
language plpgsql volatile security definer set search_path = '' as $$
declare
  l public.bank_lines;
begin
  select * into l from public.bank_lines x where x.id = $1 for update;
  perform app.need(l.campaign_id, $2);
  return l;
end $$;

-- The day on which it counts: the value day, unless the bank runs ahead of itself.
create function app.bank_day(l public.bank_lines) returns date
language sql immutable set search_path = '' as $$
  select case when (l).value_on between (l).booked_on - 31 and (l).booked_on + 1 then (l).value_on else (l).booked_on end
$$;

create function app.bank_gift(l public.bank_lines, gross bigint, fee bigint, entry uuid, pledge public.pledges) returns void
language plpgsql volatile security definer set search_path = '' as $$
begin
  perform app.fund_book((l).campaign_id, $4, 'gift', app.bank_day(l), (l).currency, $2, coalesce(pledge.reference, ''),
    jsonb_build_array(jsonb_build_object('account', (l).account_id, 'minor', $2 - $3), jsonb_build_object('kind', 'gifts', 'minor', -$2))
      || case when $3 > 0 then jsonb_build_array(jsonb_build_object('kind', 'fees', 'minor', $3)) else '[]' end,
    jsonb_build_object('refKind', 'bank_line', 'refId', (l).id));
  if pledge.id is not null then perform app.pledge_receive(pledge.id, $4, $2, $3, app.bank_day(l)); end if;
end $$;

-- Books one part of a line; answers what of the line's amount it explains.
create function app.bank_part(l public.bank_lines, part jsonb) returns bigint
language plpgsql volatile security definer set search_path = '' as $$
declare
  what text := app.arg_choice(part, 'kind', 'pledge', 'gift', 'fee', 'payment', 'transfer', 'entry', 'return');
  id uuid := app.arg_id(part, 'id');
  entry uuid;
  gross bigint;
  kept bigint := coalesce(app.arg_minor_optional(part, 'fee'), 0);
  p public.pledges;
  was public.bank_matches;
  moved bigint;
  day date := app.bank_day(l);
begin
  if what in ('entry', 'return') then
    if what = 'entry' then
      entry := app.arg_id(part, 'target');
      if not exists (select 1 from public.fund_entries e where e.id = entry and e.campaign_id = (l).campaign_id and e.kind <> 'reversal')
        or exists (select 1 from public.fund_entries r where r.reverses = entry) then perform app.fail('RN404', 'not_found'); end if;
      if exists (select 1 from public.bank_matches m where m.entry_id = entry and m.account_id = (l).account_id and m.undone_at is null) then
        perform app.fail('RN409', 'taken', 'target'); end if;
      moved := app.bank_moved(entry, (l).account_id);
    else
      select * into was from public.bank_matches m where m.id = app.arg_id(part, 'target') and m.campaign_id = (l).campaign_id and m.undone_at is null and m.booked;
      if was.id is null then perform app.fail('RN404', 'not_found'); end if;
      entry := id;
      perform app.fund_reverse(was.entry_id, entry, app.arg(part, 'note', 400), day);
      if was.pledge_id is not null then perform app.pledge_unreceive(was.pledge_id, was.entry_id); end if;
      moved := -(was.minor - was.fee_minor);
    end if;
    insert into public.bank_matches (id, campaign_id, line_id, account_id, kind, entry_id, pledge_id, booked, minor, created_by)
    values (id, (l).campaign_id, (l).id, (l).account_id, what, entry, was.pledge_id, what = 'return', moved, app.uid());
    return moved;
  end if;
  gross := app.arg_minor(part, 'minor');
  entry := id;
  if what in ('pledge', 'gift') then
    if (l).amount_minor < 0 then perform app.fail('RN400', 'bank_direction', 'kind'); end if;
    if kept >= gross then perform app.fail('RN400', 'fee_too_large', 'fee'); end if;
    if what = 'pledge' then
      select * into p from public.pledges x where x.id = app.arg_id(part, 'target') and x.campaign_id = (l).campaign_id for update;
      if p.id is null then perform app.fail('RN404', 'not_found'); end if;
    end if;
    perform app.bank_gift(l, gross, kept, entry, p);
    moved := gross - kept;
  else
    if (l).amount_minor > 0 and what <> 'transfer' then perform app.fail('RN400', 'bank_direction', 'kind'); end if;
    moved := case when (l).amount_minor > 0 then gross else -gross end;
    perform app.fund_book((l).campaign_id, entry, what, day, (l).currency, gross, coalesce(app.arg_optional(part, 'note', 400), ''),
      jsonb_build_array(jsonb_build_object('account', (l).account_id, 'minor', moved),
        case what when 'transfer' then jsonb_build_object('account', app.arg_id(part, 'target')) when 'fee' then '{"kind": "fees"}' else '{"kind": "expenses"}' end
          || jsonb_build_object('minor', -moved)),
      jsonb_build_object('refKind', 'bank_line', 'refId', (l).id,
        'category', case what when 'payment' then app.arg_choice(part, 'category', 'lawyer', 'bail', 'court_costs', 'family', 'printing', 'other') end));
  end if;
  insert into public.bank_matches (id, campaign_id, line_id, account_id, kind, entry_id, pledge_id, booked, minor, fee_minor, created_by)
  values (id, (l).campaign_id, (l).id, (l).account_id, what, entry, p.id, true, gross, kept, app.uid());
  return moved;
end $$;

-- A line is taken for one thing or for several; together they make its amount to the cent.
create function app.bank_accept(args jsonb) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  l public.bank_lines := app.bank_line(app.arg_id(args, 'line'), 'fund.write');
  part jsonb;
  sum bigint := 0;
begin
  perform app.fund_lock((l).campaign_id);
  if l.state <> 'open' then perform app.fail('RN409', 'bank_decided', 'line'); end if;
  if jsonb_typeof(args -> 'parts') is distinct from 'array' or jsonb_array_length(args -> 'parts') not between 1 and 20 then
    perform app.fail('RN400', 'required', 'parts');
  end if;
  for part in select x from jsonb_array_elements(args -> 'parts') x loop
    if jsonb_typeof(part) <> 'object' then perform app.fail('RN400', 'required', 'parts'); end if;
    sum := sum + app.bank_part(l, part);
  end loop;
  if sum <> l.amount_minor then perform app.fail('RN400', 'bank_parts', 'parts'); end if;
  update public.bank_lines x set state = case when jsonb_array_length(args -> 'parts') > 1 then 'split' else 'matched' end where x.id = l.id;
  perform app.bank_count(l.campaign_id);
  return '{}';
end $$;
create function app.op_banking_accept(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
begin
  return app.bank_accept(args);
end $$;

create function app.bank_decide(args jsonb, act text) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  l public.bank_lines := app.bank_line(app.arg_id(args, 'line'), 'fund.write');
  m public.bank_matches;
begin
  perform app.fund_lock((l).campaign_id);
  if act = 'reject' then
    insert into public.bank_rejections (campaign_id, line_id, target) values (l.campaign_id, l.id, app.arg(args, 'target', 80)) on conflict do nothing;
  elsif act = 'ignore' then
    if l.state <> 'open' then perform app.fail('RN409', 'bank_decided', 'line'); end if;
    update public.bank_lines x set state = 'ignored', why = app.arg(args, 'reason', 400) where x.id = l.id;
  else
    if l.state = 'open' then perform app.fail('RN409', 'bank_open', 'line'); end if;
    for m in select * from public.bank_matches x where x.line_id = l.id and x.undone_at is null loop
      if m.booked and m.kind = 'return' then perform app.fail('RN409', 'bank_returned', 'line'); end if;
      if exists (select 1 from public.fund_entries r where r.reverses = m.entry_id) then perform app.fail('RN409', 'bank_returned', 'line'); end if;
      if m.pledge_id is not null then perform app.pledge_unreceive(m.pledge_id, m.entry_id); end if;
      if m.booked then perform app.fund_reverse(m.entry_id, gen_random_uuid(), app.arg(args, 'reason', 400)); end if;
      update public.bank_matches x set undone_at = now() where x.id = m.id;
    end loop;
    update public.bank_lines x set state = 'open', why = null where x.id = l.id;
  end if;
  perform app.bank_count(l.campaign_id);
  return '{}';
end $$;
create function app.op_banking_reject(args jsonb) returns jsonb language plpgsql set search_path = '' as $$ begin return app.bank_decide(args, 'reject'); end $$;
create function app.op_banking_ignore(args jsonb) returns jsonb language plpgsql set search_path = '' as $$ begin return app.bank_decide(args, 'ignore'); end $$;
create function app.op_banking_undo(args jsonb) returns jsonb language plpgsql set search_path = '' as $$ begin return app.bank_decide(args, 'undo'); end $$;

-- "Lines like this one are that." The key is the line's own; nobody types it.
create function app.bank_rule(args jsonb) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  l public.bank_lines := app.bank_line(app.arg_id(args, 'line'), 'fund.write');
  rule_by text := app.arg_choice(args, 'by', 'account', 'name', 'text');
  act text := app.arg_choice(args, 'action', 'gift', 'fee', 'payment', 'ignore');
  key text := case rule_by when 'account' then l.iban_key when 'name' then l.name_key else l.text_key end;
begin
  if key is null then perform app.fail('RN400', 'bank_no_key', 'by'); end if;
  if (act = 'gift') <> (l.amount_minor > 0) and act <> 'ignore' then perform app.fail('RN400', 'bank_direction', 'action'); end if;
  update public.bank_rules r set ended_at = now() where r.campaign_id = l.campaign_id and r.match_key = key and r.by = rule_by
    and r.incoming = (l.amount_minor > 0) and r.ended_at is null;
  insert into public.bank_rules (id, campaign_id, line_id, by, match_key, incoming, action, created_by)
  values (app.arg_id(args, 'id'), l.campaign_id, l.id, rule_by, key, l.amount_minor > 0, act, app.uid());
  return '{}';
end $$;
create function app.op_banking_rule(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
begin
  return app.bank_rule(args);
end $$;

create function app.bank_end_rule(args jsonb) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  r public.bank_rules;
begin
  select * into r from public.bank_rules x where x.id = app.arg_id(args, 'rule');
  perform app.need(r.campaign_id, 'fund.write');
  update public.bank_rules x set ended_at = coalesce(x.ended_at, now()) where x.id = r.id;
  return '{}';
end $$;
create function app.op_banking_end_rule(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
begin
  return app.bank_end_rule(args);
end $$;

/* ---------------------------------------------------------------- rights */

select app.protect(t) from unnest(array['public.bank_mappings', 'public.bank_imports', 'public.bank_statements', 'public.bank_lines',
  'public.bank_matches', 'public.bank_rejections', 'public.bank_rules', 'public.bank_desks']::regclass[]) t;
grant select on public.bank_mappings, public.bank_imports, public.bank_statements, public.bank_lines, public.bank_matches, public.bank_rejections,
  public.bank_rules, public.bank_desks to authenticated;
create policy "Those who read the fund see how tables are read" on public.bank_mappings for select to authenticated
  using (campaign_id in (select app.my_campaigns('fund.read')));
create policy "Those who read the fund see what was imported" on public.bank_imports for select to authenticated
  using (campaign_id in (select app.my_campaigns('fund.read')));
create policy "Those who read the fund see statements" on public.bank_statements for select to authenticated
  using (campaign_id in (select app.my_campaigns('fund.read')));
create policy "Those who read the fund see lines of banks" on public.bank_lines for select to authenticated
  using (campaign_id in (select app.my_campaigns('fund.read')));
create policy "Those who read the fund see what lines are" on public.bank_matches for select to authenticated
  using (campaign_id in (select app.my_campaigns('fund.read')));
create policy "Those who read the fund see what was rejected" on public.bank_rejections for select to authenticated
  using (campaign_id in (select app.my_campaigns('fund.read')));
create policy "Those who read the fund see rules of matching" on public.bank_rules for select to authenticated
  using (campaign_id in (select app.my_campaigns('fund.read')));
create policy "Those who read the fund see how much waits" on public.bank_desks for select to authenticated
  using (campaign_id in (select app.my_campaigns('fund.read')));

select app.track('public.bank_imports', 'campaign', 'campaign_id', 'treasury', array['id', 'campaign_id', 'account_id', 'format', 'lines',
  'added', 'known', 'suspects', 'first_day', 'last_day', 'created_by', 'created_at']);
select app.track('public.bank_mappings', 'campaign', 'campaign_id', 'treasury', array['id', 'campaign_id', 'mapping', 'created_at']);
select app.track('public.bank_rejections', 'campaign', 'campaign_id', 'treasury', array['id', 'campaign_id', 'line_id', 'target', 'created_at']);
select app.track('public.bank_matches', 'campaign', 'campaign_id', 'treasury', array['id', 'campaign_id', 'line_id', 'kind', 'entry_id', 'pledge_id',
  'booked', 'minor', 'fee_minor', 'created_by', 'created_at', 'undone_at']);
select app.track('public.bank_rules', 'campaign', 'campaign_id', 'treasury', array['id', 'campaign_id', 'line_id', 'by', 'incoming', 'action',
  'created_by', 'created_at', 'ended_at']);
select app.track('public.bank_desks', 'campaign', 'campaign_id', 'treasury', array['id', 'campaign_id', 'open', 'done', 'ignored']);

revoke all on function app.bank_count(uuid), app.bank_account(uuid, text), app.bank_import(jsonb), app.bank_set_mapping(jsonb),
  app.bank_moved(uuid, uuid), app.bank_line(uuid, text), app.bank_day(public.bank_lines),
  app.bank_gift(public.bank_lines, bigint, bigint, uuid, public.pledges), app.bank_part(public.bank_lines, jsonb), app.bank_accept(jsonb),
  app.bank_decide(jsonb, text), app.bank_rule(jsonb), app.bank_end_rule(jsonb) from public, anon, authenticated, service_role;
select app.open_to_members();
grant execute on function app.bank_import(jsonb), app.bank_set_mapping(jsonb), app.bank_accept(jsonb), app.bank_decide(jsonb, text),
  app.bank_rule(jsonb), app.bank_end_rule(jsonb) to authenticated;
select app.expose('public.bank_candidates(uuid, uuid[])', 'authenticated');
