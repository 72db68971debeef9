-- What is missing between the statements of an account is said, and who paid without a pledge is forgotten in their time too.

alter table public.bank_statements add column number integer check (number between 1 and 99999);
comment on column public.bank_statements.number is 'As the bank counts its statements within a year; null where it does not.';

-- Two statements that follow each other without an overlap: the later one begins with what the earlier left, and its number is
-- the next. The same statement brought twice is one.
create function app.bank_gaps_of(campaign uuid) returns table (account_id uuid, import_before uuid, import_after uuid, day_before date, day_after date,
  closing bigint, opening bigint, missing integer)
language sql stable security definer set search_path = '' as $$
  with known as (
    select distinct on (s.account_id, s.first_day, s.last_day, s.opening_minor, s.closing_minor, s.number) s.*
    from public.bank_statements s where s.campaign_id = $1 and s.first_day is not null and s.last_day is not null
    order by s.account_id, s.first_day, s.last_day, s.opening_minor, s.closing_minor, s.number, s.id),
  pairs as (
    select k.*, lag(k.id) over w as p_id, lag(k.import_id) over w as p_import, lag(k.last_day) over w as p_last, lag(k.closing_minor) over w as p_closing,
      lag(k.number) over w as p_number
    from known k window w as (partition by k.account_id order by k.last_day, k.number nulls first, k.first_day, k.id))
  select p.account_id, p.p_import, p.import_id, p.p_last, p.first_day, p.p_closing, p.opening_minor,
    case when extract(year from p.first_day) = extract(year from p.p_last) and p.number > p.p_number + 1 then p.number - p.p_number - 1 end
  from pairs p
  where p.p_id is not null and (p.first_day > p.p_last or p.first_day = p.p_last and p.number > p.p_number)
    and (p.p_closing <> p.opening_minor
      or extract(year from p.first_day) = extract(year from p.p_last) and p.number > p.p_number + 1)
$$;

create function public.bank_gaps(campaign uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  if not app.can($1, 'fund.read') then perform app.fail('RN404', 'not_found'); end if;
  return coalesce((select jsonb_agg(jsonb_build_object('account', g.account_id, 'dayBefore', g.day_before, 'dayAfter', g.day_after,
      'closing', g.closing::text, 'opening', g.opening::text, 'missing', g.missing) order by g.day_after desc, g.account_id)
    from app.bank_gaps_of($1) g), '[]');
end $$;

create or replace function app.bank_import(args jsonb) returns jsonb
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
  insert into public.bank_statements (id, campaign_id, account_id, import_id, opening_minor, closing_minor, first_day, last_day, lines, number)
  select s.id, a.campaign_id, a.id, import, s.opening, s.closing, s."from", s."to", s.lines, s.number
  from jsonb_to_recordset(args -> 'statements') as s (id uuid, opening bigint, closing bigint, "from" date, "to" date, lines integer, number integer);
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
  if exists (select 1 from public.bank_imports i where i.account_id = a.id and i.id <> import) then
    update public.bank_lines l set suspect = 'same_reference' where l.import_id = import and l.ref_key is not null and exists (
      select 1 from public.bank_lines o where o.account_id = l.account_id and o.ref_key = l.ref_key and o.identity <> l.identity
        and o.import_id <> import and o.amount_minor = l.amount_minor);
  end if;
  -- Days have many lines: they are compared only where another format brought some.
  if exists (select 1 from public.bank_imports i where i.account_id = a.id and i.format <> args ->> 'format') then
    update public.bank_lines l set suspect = 'same_day' where l.import_id = import and l.suspect is null and exists (
      select 1 from public.bank_lines o join public.bank_imports i on i.id = o.import_id
      where o.account_id = l.account_id and o.booked_on = l.booked_on and o.amount_minor = l.amount_minor and o.import_id <> import
        and i.format <> args ->> 'format' and (o.ref_key is null or l.ref_key is null or o.ref_key <> l.ref_key));
  end if;
  update public.bank_imports i set added = n, known = i.lines - n,
    suspects = (select count(*) from public.bank_lines l where l.import_id = import and l.suspect is not null),
    first_day = (select min(s.first_day) from public.bank_statements s where s.import_id = import),
    last_day = (select max(s.last_day) from public.bank_statements s where s.import_id = import)
  where i.id = import returning * into seen;
  perform app.bank_count(a.campaign_id);
  return jsonb_build_object('lines', seen.lines, 'added', seen.added, 'known', seen.known, 'suspects', seen.suspects,
    'gaps', (select count(*) from app.bank_gaps_of(a.campaign_id) g where import in (g.import_before, g.import_after)));
end $$;

/* ---------------------------------------------------------------- who paid, kept no longer than who promised */

create index bank_lines_sealed on public.bank_lines (campaign_id, booked_on)
  where state <> 'open' and (name_sealed is not null or iban_sealed is not null or text_sealed is not null);
create index fund_entries_donor on public.fund_entries (campaign_id, value_date) where donor_sealed is not null;

-- Lines that nobody has looked at yet are kept until somebody does; those of a pledge go with its donor.
create function app.due_payers(campaign uuid, cutoff timestamptz) returns setof uuid
language sql stable security definer set search_path = '' as $$
  select l.id from public.bank_lines l
  where l.campaign_id = $1 and l.state <> 'open' and l.booked_on < $2::date
    and (l.name_sealed is not null or l.iban_sealed is not null or l.text_sealed is not null)
    and not exists (select 1 from public.bank_matches m join public.pledges p on p.id = m.pledge_id
      where m.line_id = l.id and m.undone_at is null and (p.name_sealed is not null or p.email_sealed is not null))
$$;
-- Who gave, as it was written by hand beside a gift.
create function app.due_named(campaign uuid, cutoff timestamptz) returns setof uuid
language sql stable security definer set search_path = '' as $$
  select e.id from public.fund_entries e where e.campaign_id = $1 and e.donor_sealed is not null and e.value_date < $2::date
$$;

create function app.bank_forget_lines(ids uuid[]) returns void
language plpgsql volatile security definer set search_path = '' as $$
begin
  update public.bank_lines l set name_sealed = null, iban_sealed = null, text_sealed = null, name_key = null, iban_key = null, text_key = null,
    near = '{}' where l.id = any (ids);
  update public.bank_rules r set ended_at = coalesce(r.ended_at, now()), match_key = '' where r.line_id = any (ids);
end $$;
create or replace function app.bank_forget() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform app.bank_forget_lines(array(select m.line_id from public.bank_matches m where m.pledge_id = new.id));
  return null;
end $$;

create or replace function app.retention_parts(campaign uuid, cutoff timestamptz) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object(
    'signatures', (select count(*) from public.signatures s
      where s.campaign_id = $1 and s.erased_at is null and s.state <> 'pending' and coalesce(s.confirmed_at, s.created_at) < $2),
    'paper', (select count(*) from app.due_paper($1, $2)),
    'scans', (select count(*) from app.due_scans($1, $2)),
    'contacts', (select count(*) from app.due_contacts($1, $2)),
    'letters', (select count(*) from app.due_letters($1, $2)),
    'donors', (select count(*) from app.due_donors($1, $2)),
    'payers', (select count(*) from app.due_payers($1, $2)) + (select count(*) from app.due_named($1, $2)))
$$;

create or replace function app.retention_rest(campaign uuid, cutoff timestamptz, n integer) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  ids uuid[];
begin
  ids := array(select d from app.due_paper($1, $2) d limit $3);
  if cardinality(ids) > 0 then return jsonb_build_object('paper', app.erase_paper(ids)); end if;
  ids := array(select d from app.due_scans($1, $2) d limit $3);
  if cardinality(ids) > 0 then
    -- The file itself goes a day after nobody owns it.
    update public.paper_batches b set scan_id = null where b.id = any (ids);
    return jsonb_build_object('scans', cardinality(ids));
  end if;
  ids := array(select d from app.due_contacts($1, $2) d limit $3);
  if cardinality(ids) > 0 then return jsonb_build_object('contacts', app.erase_contacts(ids)); end if;
  ids := array(select d from app.due_letters($1, $2) d limit $3);
  if cardinality(ids) > 0 then
    update public.letters l set email_key = null where l.id = any (ids);
    return jsonb_build_object('letters', cardinality(ids));
  end if;
  ids := array(select d from app.due_donors($1, $2) d limit $3);
  if cardinality(ids) > 0 then
    perform public.pledge_forget(i) from unnest(ids) i;
    return jsonb_build_object('donors', cardinality(ids));
  end if;
  ids := array(select d from app.due_payers($1, $2) d limit $3);
  if cardinality(ids) > 0 then
    perform app.bank_forget_lines(ids);
    return jsonb_build_object('payers', cardinality(ids));
  end if;
  ids := array(select d from app.due_named($1, $2) d limit $3);
  if cardinality(ids) > 0 then
    update public.fund_entries e set donor_sealed = null where e.id = any (ids);
    return jsonb_build_object('payers', cardinality(ids));
  end if;
  return null;
end $$;

revoke all on function app.bank_gaps_of(uuid), app.due_payers(uuid, timestamptz), app.due_named(uuid, timestamptz), app.bank_forget_lines(uuid[])
  from public, anon, authenticated, service_role;
select app.expose('public.bank_gaps(uuid)', 'authenticated');
