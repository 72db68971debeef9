-- Closing a month: its figures and entries are told in one text, hashed with the month before it and signed. What is closed
-- takes no more bookings; whatever is changed in it by other means no longer fits its hash.

alter table public.fund_months drop column report,
  drop constraint fund_months_campaign_id_month_key,
  -- The text that was hashed and signed, to the letter.
  add column body text not null,
  -- Ed25519 by the key of this installation, base64.
  add column signature text not null check (signature ~ '^[A-Za-z0-9+/]{86}==$'),
  add column open_lines integer not null default 0,
  add column unrated integer not null default 0,
  add column reason text not null default '' check (length(reason) <= 400),
  add column reopened_at timestamptz,
  add column reopened_by uuid references auth.users on delete set null,
  add column reopen_reason text check (length(reopen_reason) between 1 and 400),
  add constraint fund_months_reopened check ((reopened_at is null) = (reopen_reason is null)),
  add constraint fund_months_hashed check (hash = encode(sha256(convert_to(body, 'UTF8')), 'hex'));
create unique index fund_months_closed on public.fund_months (campaign_id, month) where reopened_at is null;
create index fund_months_hash on public.fund_months (hash);
create index fund_months_reopened_by on public.fund_months (reopened_by);
comment on column public.fund_months.reopened_at is 'This closing was taken back and another follows it; what it said stays.';
update app.tracked set columns = columns || array['hash', 'open_lines', 'unrated', 'reason', 'reopened_at', 'reopened_by', 'reopen_reason']
where entity = 'fund_months';

create or replace function app.fund_closed_until(campaign uuid) returns date
language sql stable security definer set search_path = '' as $$
  select (max(m.month) + interval '1 month - 1 day')::date from public.fund_months m where m.campaign_id = $1 and m.reopened_at is null
$$;

create function app.fund_month_kept() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  free text[] := array['closed_by', 'reopened_at', 'reopened_by', 'reopen_reason'];
begin
  if to_jsonb(old) - free is distinct from to_jsonb(new) - free
    or new.closed_by is distinct from old.closed_by and new.closed_by is not null
    or old.reopened_at is not null and (new.reopened_at, new.reopen_reason) is distinct from (old.reopened_at, old.reopen_reason) then
    raise exception 'append only' using errcode = '42501', detail = tg_table_name;
  end if;
  return null;
end $$;
create trigger fund_months_unchanged after update on public.fund_months for each row execute function app.fund_month_kept();

/* ---------------------------------------------------------------- what a month says */

-- Months are closed one after the other, from the first that has an entry.
create function app.fund_next_month(campaign uuid) returns date
language sql stable security definer set search_path = '' as $$
  select coalesce((app.fund_closed_until($1) + 1), (select date_trunc('month', min(e.value_date))::date from public.fund_entries e where e.campaign_id = $1))
$$;

-- All of an entry that stays for ever. Who gave is not part of it, and neither is what others may see of it.
create function app.fund_entry_line(e public.fund_entries) returns text
language sql stable security definer set search_path = '' set timezone = 'UTC' as $$
  select jsonb_build_object('id', (e).id, 'kind', (e).kind, 'day', (e).value_date, 'currency', (e).currency, 'minor', (e).amount_minor::text,
    'note', (e).note, 'category', (e).category, 'reverses', (e).reverses, 'refKind', (e).ref_kind, 'refId', (e).ref_id,
    'rate', (e).rate::text, 'rateSource', (e).rate_source, 'rateDate', (e).rate_date, 'converted', (e).converted_minor::text, 'at', (e).created_at,
    'postings', (select jsonb_agg(jsonb_build_array(p.account_id, p.currency, p.amount_minor::text) order by p.account_id, p.amount_minor, p.id)
      from public.fund_postings p where p.entry_id = (e).id))::text
$$;

-- What can be counted again at any time from the ledger alone. `chained` is the hash of the month before.
create function app.fund_month_facts(campaign uuid, month date, chained text) returns jsonb
language plpgsql stable security definer set search_path = '' set timezone = 'UTC' as $$
declare
  last date := ($2 + interval '1 month - 1 day')::date;
  report text := app.fund_report_currency($1);
  link text := chained;
  n integer := 0;
  line text;
  accounts jsonb;
  moved jsonb;
  corrections jsonb;
begin
  for line in select app.fund_entry_line(e) from public.fund_entries e where e.campaign_id = $1 and e.value_date between $2 and last
    order by e.value_date, e.id loop
    link := encode(sha256(convert_to(link || E'\n' || line, 'UTF8')), 'hex');
    n := n + 1;
  end loop;
  select coalesce(jsonb_agg(jsonb_build_object('id', x.id, 'kind', x.kind, 'currency', x.currency, 'opening', x.opening::text,
      'closing', x.closing::text) order by x.currency, x.kind, x.id), '[]') into accounts
  from (
    select a.id, a.kind, a.currency, coalesce(sum(p.amount_minor) filter (where e.value_date < $2), 0) as opening, sum(p.amount_minor) as closing
    from public.fund_entries e join public.fund_postings p on p.entry_id = e.id join public.fund_accounts a on a.id = p.account_id
    where e.campaign_id = $1 and e.value_date <= last group by 1, 2, 3) x
  where x.opening <> 0 or x.closing <> 0;
  select coalesce(jsonb_agg(jsonb_build_object('currency', y.currency, 'figure', y.figure, 'category', y.category, 'minor', y.minor::text,
      'converted', y.converted::text, 'unrated', y.unrated) order by y.currency, y.figure, y.category), '[]') into moved
  from (
    select z.currency, z.figure, z.category, sum(z.minor) as minor, count(*) filter (where z.rate is null) as unrated,
      coalesce(sum(app.fund_convert(z.minor, z.currency, report, z.rate)), 0) as converted
    from (
      select e.id, p.currency, f.figure, coalesce(e.category, '') as category, sum(f.minor)::bigint as minor,
        case p.currency when e.currency then e.rate when report then 1 end as rate
      from public.fund_entries e left join public.fund_entries w on w.id = e.reverses
        join public.fund_postings p on p.entry_id = e.id join public.fund_accounts a on a.id = p.account_id
        cross join lateral app.fund_figure(a.kind, coalesce(w.kind, e.kind), p.amount_minor) f
      where e.campaign_id = $1 and e.value_date between $2 and last group by e.id, p.currency, f.figure) z
    where z.minor <> 0 group by 1, 2, 3) y;
  select coalesce(jsonb_agg(jsonb_build_object('id', e.id, 'day', e.value_date, 'of', w.id, 'ofDay', w.value_date, 'kind', w.kind,
      'currency', e.currency, 'minor', e.amount_minor::text) order by e.value_date, e.id), '[]') into corrections
  from public.fund_entries e join public.fund_entries w on w.id = e.reverses
  where e.campaign_id = $1 and e.value_date between $2 and last;
  return jsonb_build_object('entries', n, 'entriesHash', link, 'accounts', accounts, 'moved', moved, 'corrections', corrections);
end $$;

create function app.fund_lines_open(campaign uuid, month date) returns integer
language sql stable security definer set search_path = '' as $$
  select count(*)::integer from public.bank_lines l where l.campaign_id = $1 and l.state = 'open' and l.booked_on < $2 + interval '1 month'
$$;
create function app.fund_month_unrated(campaign uuid, month date) returns integer
language sql stable security definer set search_path = '' as $$
  select case when app.fund_report_currency($1) is null then 0 else (select count(*)::integer from public.fund_entries e
    where e.campaign_id = $1 and e.rate is null and e.value_date >= $2 and e.value_date < $2 + interval '1 month') end
$$;

-- The whole text of a month as it would be closed now.
create function app.fund_month_body(campaign uuid, month date, id uuid, reason text) returns text
language plpgsql stable security definer set search_path = '' as $$
declare
  chained text := coalesce((select m.hash from public.fund_months m where m.campaign_id = $1 and m.reopened_at is null order by m.month desc limit 1), '');
  facts jsonb := app.fund_month_facts($1, $2, chained);
begin
  return (facts || jsonb_build_object('format', 'ronda-month/1', 'campaign', $1, 'slug', (select c.slug from public.campaigns c where c.id = $1),
    'id', $3, 'month', to_char($2, 'YYYY-MM'), 'report', app.fund_report_currency($1), 'chainedTo', chained,
    'supersedes', (select m.hash from public.fund_months m where m.campaign_id = $1 and m.month = $2 and m.reopened_at is not null
      order by m.reopened_at desc limit 1),
    'names', (select coalesce(jsonb_object_agg(a.id, a.name), '{}') from public.fund_accounts a where a.campaign_id = $1 and a.kind = 'bank'
      and facts -> 'accounts' @> jsonb_build_array(jsonb_build_object('id', a.id))),
    'openLines', app.fund_lines_open($1, $2), 'unrated', app.fund_month_unrated($1, $2), 'reason', $4))::text;
end $$;

/* ---------------------------------------------------------------- operations */

-- `hash` is that of the text that was signed; a text that reads otherwise by now is not closed with it.
create function app.fund_close_month(campaign uuid, args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  month date := app.arg_day(args, 'month');
  closing uuid := app.arg_id(args, 'id');
  why text := coalesce(app.arg_optional(args, 'reason', 400), '');
  told text;
  stamp text;
begin
  perform app.need($1, 'fund.write');
  if coalesce(args ->> 'hash', '') !~ '^[0-9a-f]{64}$' then perform app.fail('RN400', 'month_hash', 'hash'); end if;
  if coalesce(args ->> 'signature', '') !~ '^[A-Za-z0-9+/]{86}==$' then perform app.fail('RN400', 'month_signature', 'signature'); end if;
  perform app.fund_lock($1);
  if month is distinct from app.fund_next_month($1) then perform app.fail('RN409', 'month_order', 'month'); end if;
  if month + interval '1 month' > (now() at time zone (select c.tz from public.campaigns c where c.id = $1))::date then
    perform app.fail('RN409', 'month_running', 'month');
  end if;
  if why = '' and app.fund_lines_open($1, month) > 0 then perform app.fail('RN409', 'month_lines', 'reason'); end if;
  if why = '' and app.fund_month_unrated($1, month) > 0 then perform app.fail('RN409', 'month_unrated', 'reason'); end if;
  told := app.fund_month_body($1, month, closing, why);
  stamp := encode(sha256(convert_to(told, 'UTF8')), 'hex');
  if stamp <> args ->> 'hash' then perform app.fail('RN409', 'month_changed', 'month'); end if;
  insert into public.fund_months (id, campaign_id, month, entries, chained_to, hash, body, signature, open_lines, unrated, reason, closed_by)
  values (closing, $1, month, (told::jsonb ->> 'entries')::integer, told::jsonb ->> 'chainedTo', stamp, told, args ->> 'signature',
    app.fund_lines_open($1, month), app.fund_month_unrated($1, month), why, app.uid());
  return jsonb_build_object('month', closing, 'hash', stamp);
end $$;
create function app.op_fund_close_month(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
begin
  return app.fund_close_month(app.arg_id(args, 'campaign'), args);
end $$;

-- An owner's, and only of the newest: the months after it are chained to what it said.
create function app.fund_reopen_month(campaign uuid, args jsonb) returns void
language plpgsql security definer set search_path = '' as $$
declare
  closing uuid := app.arg_id(args, 'id');
  why text := app.arg(args, 'reason', 400);
  m public.fund_months;
begin
  perform app.need($1, 'team.manage');
  perform app.fund_lock($1);
  select * into m from public.fund_months x where x.id = closing and x.campaign_id = $1;
  if m.id is null then perform app.fail('RN404', 'not_found'); end if;
  if m.reopened_at is not null or exists (select 1 from public.fund_months x where x.campaign_id = $1 and x.reopened_at is null and x.month > m.month) then
    perform app.fail('RN409', 'month_newest', 'reason');
  end if;
  update public.fund_months x set reopened_at = now(), reopened_by = app.uid(), reopen_reason = why where x.id = m.id;
end $$;
create function app.op_fund_reopen_month(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
begin
  perform app.fund_reopen_month(app.arg_id(args, 'campaign'), args);
  return jsonb_build_object('month', args ->> 'id');
end $$;

/* ---------------------------------------------------------------- reading */

-- The text that is to be signed before the month is closed with it.
create function public.fund_month_draft(campaign uuid, month date, id uuid, reason text) returns text
language plpgsql stable security definer set search_path = '' as $$
begin
  perform app.need($1, 'fund.write');
  return app.fund_month_body($1, $2, $3, $4);
end $$;

create function app.fund_month_json(m public.fund_months) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('id', (m).id, 'month', (m).month, 'entries', (m).entries, 'hash', (m).hash, 'chainedTo', (m).chained_to,
    'body', (m).body, 'signature', (m).signature, 'openLines', (m).open_lines, 'unrated', (m).unrated, 'reason', (m).reason, 'at', (m).created_at,
    'by', (select x.display_name from public.members x where x.campaign_id = (m).campaign_id and x.user_id = (m).closed_by),
    'reopenedAt', (m).reopened_at, 'reopenReason', (m).reopen_reason,
    'reopenedBy', (select x.display_name from public.members x where x.campaign_id = (m).campaign_id and x.user_id = (m).reopened_by))
$$;

create function public.fund_month_one(campaign uuid, id uuid) returns jsonb
language plpgsql stable security definer set search_path = '' set timezone = 'UTC' as $$
begin
  if not app.can($1, 'fund.read') then perform app.fail('RN404', 'not_found'); end if;
  return (select app.fund_month_json(m) from public.fund_months m where m.campaign_id = $1 and m.id = $2);
end $$;

-- The closings, newest first, without their texts; and what is to be closed next.
create function public.fund_months_desk(campaign uuid) returns jsonb
language plpgsql stable security definer set search_path = '' set timezone = 'UTC' as $$
declare
  next date := app.fund_next_month($1);
begin
  if not app.can($1, 'fund.read') then perform app.fail('RN404', 'not_found'); end if;
  return jsonb_build_object(
    'months', coalesce((select jsonb_agg(app.fund_month_json(m) - 'body' - 'signature' order by m.month desc, m.created_at desc)
      from public.fund_months m where m.campaign_id = $1), '[]'),
    'next', case when next is not null then jsonb_build_object('month', next,
      'over', next + interval '1 month' <= (now() at time zone (select c.tz from public.campaigns c where c.id = $1))::date,
      'entries', (select count(*) from public.fund_entries e where e.campaign_id = $1 and e.value_date >= next and e.value_date < next + interval '1 month'),
      'openLines', app.fund_lines_open($1, next), 'unrated', app.fund_month_unrated($1, next)) end);
end $$;

-- Counts every closed month again from the ledger: where does it no longer say what was signed?
create function public.fund_months_check(campaign uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  m public.fund_months;
  before text := '';
  facts jsonb;
  found jsonb := '[]';
begin
  if not app.can($1, 'fund.read') then perform app.fail('RN404', 'not_found'); end if;
  for m in select * from public.fund_months x where x.campaign_id = $1 and x.reopened_at is null order by x.month loop
    facts := app.fund_month_facts($1, m.month, before);
    found := found || jsonb_build_object('id', m.id, 'month', m.month, 'hash', m.hash, 'body', m.body, 'signature', m.signature,
      'broken', case
        when m.chained_to <> before or m.body::jsonb ->> 'chainedTo' is distinct from before then 'chain'
        when m.hash <> encode(sha256(convert_to(m.body, 'UTF8')), 'hex') then 'text'
        when m.body::jsonb ->> 'entriesHash' is distinct from facts ->> 'entriesHash' then 'entries'
        when (select jsonb_object_agg(k, m.body::jsonb -> k) from jsonb_object_keys(facts) k) <> facts then 'figures' end);
    before := m.hash;
  end loop;
  return found;
end $$;

-- For the door where anybody may ask whether a report is ours.
create function public.fund_month_by_hash(slug text, hash text) returns jsonb
language sql stable security definer set search_path = '' set timezone = 'UTC' as $$
  select jsonb_build_object('month', m.month, 'at', m.created_at, 'superseded', m.reopened_at is not null, 'hash', m.hash, 'body', m.body,
    'signature', m.signature)
  from public.fund_months m join public.campaigns c on c.id = m.campaign_id
  where c.slug = $1 and c.status <> 'draft' and m.hash = $2 order by m.created_at desc limit 1
$$;

revoke all on function app.fund_month_kept(), app.fund_next_month(uuid), app.fund_entry_line(public.fund_entries), app.fund_month_facts(uuid, date, text),
  app.fund_lines_open(uuid, date), app.fund_month_unrated(uuid, date), app.fund_month_body(uuid, date, uuid, text), app.fund_close_month(uuid, jsonb),
  app.fund_reopen_month(uuid, jsonb), app.fund_month_json(public.fund_months) from public;
select app.open_to_members();
grant execute on function app.fund_close_month(uuid, jsonb), app.fund_reopen_month(uuid, jsonb) to authenticated;
select app.expose('public.fund_month_draft(uuid, date, uuid, text)', 'authenticated');
select app.expose('public.fund_month_one(uuid, uuid)', 'authenticated');
select app.expose('public.fund_months_desk(uuid)', 'authenticated');
select app.expose('public.fund_months_check(uuid)', 'authenticated');
select app.expose('public.fund_month_by_hash(text, text)', 'service_role');
