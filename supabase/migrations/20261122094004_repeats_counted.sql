-- Complete forms from a mailbox that had signed are counted, by day; the public reads those of the days before. A figure that
-- moved at once would tell whoever sends somebody else's address whether it had signed.

alter table app.signature_deltas add column repeated integer not null default 0;

-- Many signers in one transaction: each gets an answer of their own. `pending` and `already` look the same on the page;
-- only the mailbox is told. At most five mails ever go to one signature, and not two of a kind within ten minutes.
-- The household rule: a mailbox that two people share counts twice when the second name differs and country and town
-- (or postcode) are the same; both must have given the town. A third name counts no more,
-- and the mailbox is told the rule instead of "you had already signed", which would not be true of that person.
-- A proof that was used before is none: the signature stands, without it.
-- `shadow` names why a signature is taken and never counted; its sender is answered as everybody.
create or replace function public.sign_batch(items jsonb) returns jsonb
language plpgsql volatile security definer set search_path = '' set plan_cache_mode = force_custom_plan as $$
declare
  fresh uuid[];
  second uuid[];
  proven uuid[] := '{}';
  answer jsonb;
begin
  -- A proof of work serves once, for one signature: here, in the transaction that stores it.
  if exists (select 1 from jsonb_array_elements(items) x where x ->> 'proof_id' is not null) then
    with p as (
      select distinct on (x.proof_id) x.id, x.proof_id, x.proof_until
      from jsonb_to_recordset(items) as x (id uuid, proof_id text, proof_until timestamptz)
      where x.proof_id is not null and x.proof_until > now() order by x.proof_id, x.id
    ),
    spent as (
      insert into app.spent_proofs (id, until) select p.proof_id, p.proof_until from p order by p.proof_id on conflict do nothing returning id
    )
    select coalesce(array_agg(p.id), '{}') into proven from p join spent on spent.id = p.proof_id;
  end if;

  -- In the order of the mailboxes: two batches that hold the same two would else wait for each other.
  with i as (
    select distinct on (x.campaign, x.email_key, x.id) x.* from jsonb_to_recordset(items) as x (id uuid, campaign uuid, name_sealed text, email_sealed text,
      email_key text, name_key text, country text, visibility text, comment_sealed text, updates boolean,
      locale text, source text, address_key text, op_id uuid, town_sealed text, town_key text, network_key text, domain_key text,
      share_code text, referred_by text, consent_version integer, shadow text)
    join public.campaigns c on c.id = x.campaign and c.status = 'open'
    -- Somebody of a household is left of two: the free place is theirs to judge below.
    where not exists (select 1 from public.signatures s where s.campaign_id = x.campaign and s.email_key = x.email_key and s.slot = 2)
    order by x.campaign, x.email_key, x.id
  ),
  made as (
    insert into public.signatures (id, campaign_id, state, reason, name_sealed, email_sealed, email_key, name_key, country, visibility,
      comment_sealed, updates, locale, source, address_key, op_id, town_sealed, town_key, network_key, domain_key, proof, share_code,
      referred_by, consent_version, mails, mailed_at)
    select i.id, i.campaign, case when i.shadow is null then 'pending' else 'shadow' end, i.shadow, i.name_sealed, i.email_sealed,
      i.email_key, i.name_key, i.country, i.visibility, i.comment_sealed, coalesce(i.updates, false), i.locale, coalesce(i.source, ''),
      i.address_key, i.op_id, i.town_sealed, i.town_key, i.network_key, i.domain_key, i.id = any (proven), i.share_code,
      i.referred_by, coalesce(i.consent_version, app.consent_version(i.campaign, i.locale)), 1, now()
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

  -- The second of a household, and the one in a billion whose share code was taken (who gets none). A new statement, so
  -- that rows a concurrent batch committed while this one waited for them are seen.
  with i as (
    select distinct on (x.campaign, x.email_key, x.id) x.* from jsonb_to_recordset(items) as x (id uuid, campaign uuid, name_sealed text, email_sealed text,
      email_key text, name_key text, country text, visibility text, comment_sealed text, updates boolean,
      locale text, source text, address_key text, op_id uuid, town_sealed text, town_key text, network_key text, domain_key text,
      share_code text, referred_by text, consent_version integer, shadow text)
    join public.campaigns c on c.id = x.campaign and c.status = 'open'
    where x.id <> all (fresh) and not exists (select 1 from public.signatures s where s.op_id = x.op_id)
    order by x.campaign, x.email_key, x.id
  ),
  made as (
    insert into public.signatures (id, campaign_id, state, reason, slot, name_sealed, email_sealed, email_key, name_key, country, visibility,
      comment_sealed, updates, locale, source, address_key, op_id, town_sealed, town_key, network_key, domain_key, proof,
      referred_by, consent_version, share_code, mails, mailed_at)
    select i.id, i.campaign, case when i.shadow is null then 'pending' else 'shadow' end, i.shadow,
      case when h.n = 0 then 1 else 3 - h.slot end, i.name_sealed, i.email_sealed,
      i.email_key, i.name_key, i.country, i.visibility, i.comment_sealed, coalesce(i.updates, false), i.locale, coalesce(i.source, ''),
      i.address_key, i.op_id, i.town_sealed, i.town_key, i.network_key, i.domain_key, i.id = any (proven),
      i.referred_by, coalesce(i.consent_version, app.consent_version(i.campaign, i.locale)),
      case when h.n > 0 and not exists (select 1 from public.signatures s where s.campaign_id = i.campaign and s.share_code = i.share_code)
        then i.share_code end, 1, now()
    from i, lateral (
      select count(*) as n, min(s.slot) as slot, coalesce(bool_or(s.name_key is null or s.name_key = i.name_key), false) as same_name,
        coalesce(bool_and(s.country = i.country and s.town_key is not null and s.town_key = i.town_key), false) as same_home
      from public.signatures s where s.campaign_id = i.campaign and s.email_key = i.email_key) h
    where h.n = 0 or (h.n = 1 and h.same_home and not h.same_name)
    order by i.campaign, i.email_key
    on conflict do nothing
    returning id, campaign_id, locale
  ),
  mailed as (
    insert into public.outbox (campaign_id, kind, ref, locale, dedupe)
    select campaign_id, 'signature_confirm', id, locale, 'signature:' || id || ':1' from made
  )
  select coalesce(array_agg(id), '{}') into second from made;
  fresh := fresh || second;

  -- Those whose mailbox or operation was there before.
  with i as (
    select x.n, x.id, x.campaign, x.email_key, x.name_key, x.op_id
    from rows from (jsonb_to_recordset(items) as (id uuid, campaign uuid, email_key text, name_key text, op_id uuid))
      with ordinality as x (id, campaign, email_key, name_key, op_id, n)
  ),
  found as (
    select i.n, s.id, s.state, s.confirmed_at, true as same_op, false as same_name, s.slot
    from i join public.signatures s on s.op_id = i.op_id
    where i.id <> all (fresh)
    union all
    -- Two joins, each by its index: one join on either would read the whole table for every item.
    select i.n, s.id, s.state, s.confirmed_at, false, coalesce(s.name_key = i.name_key, false), s.slot
    from i join public.signatures s on s.campaign_id = i.campaign and s.email_key = i.email_key
    join public.campaigns c on c.id = s.campaign_id
    -- A closed campaign refuses everybody alike, so that its answer does not tell who has signed.
    where i.id <> all (fresh) and s.op_id <> i.op_id and c.status = 'open'
  ),
  seen as (select distinct on (n) * from found order by n, same_op desc, same_name desc, slot),
  again as (
    update public.signatures s set mails = s.mails + 1, mailed_at = now()
    from (select x.id from public.signatures x where x.id in (select seen.id from seen where not seen.same_op
        and seen.state in ('pending', 'confirmed', 'shadow', 'invalidated'))
      order by x.id for update) d
    where s.id = d.id and s.mails < 5
      -- The first "you had already signed" goes at once, however fresh the mail that was confirmed.
      and (s.mailed_at < now() - interval '10 minutes' or (s.confirmed_at is not null and s.mailed_at < s.confirmed_at))
    returning s.id, s.campaign_id, s.locale, s.confirmed_at, s.mails,
      not exists (select 1 from seen where seen.id = s.id and (seen.same_op or seen.same_name)) as other_name
  ),
  mailed as (
    insert into public.outbox (campaign_id, kind, ref, locale, dedupe)
    select campaign_id, case when confirmed_at is null then 'signature_confirm' when other_name then 'signature_household'
      else 'signature_already' end, id, locale, 'signature:' || id || ':' || mails from again
    on conflict do nothing
  ),
  repeats as (
    insert into app.signature_deltas (campaign_id, hour, repeated)
    select i.campaign, date_trunc('day', now(), 'UTC'), count(*) from i join seen on seen.n = i.n
    where i.id <> all (fresh) and not seen.same_op group by 1
  )
  select jsonb_agg(jsonb_build_object('id', coalesce(s.id, i.id), 'outcome', case
      when i.id = any (fresh) then 'new'
      when s.id is null then 'refused'
      when s.same_op then 'new'
      when s.confirmed_at is not null then 'already'
      else 'pending' end) order by i.n)
  into answer
  from i left join seen s on s.n = i.n;
  return coalesce(answer, '[]');
end $$;

create or replace function app.add_up() returns jsonb
language sql volatile security definer set search_path = '' set timezone = 'UTC' as $$
  with d as (delete from app.signature_deltas returning *),
  cells as (
    select d.campaign_id, 'total' as dim, x.key, sum(x.n) as n
    from d, lateral (values ('received', d.received), ('confirmed', d.confirmed), ('withdrawn', d.withdrawn), ('rejected', d.rejected),
      ('invalidated', d.invalidated), ('shadow', d.shadow)) x (key, n)
    group by 1, 3
    union all
    select campaign_id, 'country', country, sum(confirmed) from d where country is not null group by 1, 3
    union all
    select campaign_id, 'source', source, sum(confirmed) from d where source is not null group by 1, 3
    union all
    -- What came by a source, confirmed or not: with 'source' it gives the conversion.
    select campaign_id, 'source_received', source, sum(received) from d where source is not null group by 1, 3
    union all
    select campaign_id, 'referrer', referrer, sum(confirmed) from d where referrer is not null group by 1, 3
    union all
    select campaign_id, 'reason', reason, sum(uncounted) from d where reason is not null group by 1, 3
    union all
    -- Without withdrawals, and without shadow, which is the fraud desk's alone.
    select campaign_id, 'refusal', reason, sum(rejected + invalidated) from d where reason is not null group by 1, 3
    union all
    select campaign_id, 'repeated', to_char(hour, 'YYYY-MM-DD'), sum(repeated) from d where repeated > 0 group by 1, 3
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

create or replace function public.public_integrity(slug text) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('received', app.total(c.id, 'received') + again.n, 'repeated', again.n, 'confirmed', app.total(c.id, 'confirmed'),
    'withdrawn', app.total(c.id, 'withdrawn'), 'rejected', app.total(c.id, 'rejected'), 'invalidated', app.total(c.id, 'invalidated'),
    'paper', app.paper_total(c.id), 'tz', c.tz,
    'reasons', coalesce((select jsonb_agg(jsonb_build_object('key', x.key, 'n', x.n) order by x.n desc, x.key)
      from app.signature_counts x where x.campaign_id = c.id and x.dim = 'refusal' and x.n > 0), '[]'),
    'recount', (select jsonb_build_object('at', r.at, 'drift', r.drift) from app.recounts r where r.campaign_id = c.id),
    'journal', (select jsonb_build_object('seq', s.head, 'hash', encode(s.last_hash, 'hex')) from app.live_streams s
      where s.stream = 'campaign:' || c.id || ':team'))
  from public.campaigns c, lateral (select coalesce(sum(x.n), 0) as n from app.signature_counts x
    where x.campaign_id = c.id and x.dim = 'repeated' and x.key < to_char(now() at time zone 'UTC', 'YYYY-MM-DD')) again
  where c.slug = $1 and c.status <> 'draft'
$$;

create or replace function public.public_data(slug text) returns jsonb
language sql stable security definer set search_path = '' set timezone = 'UTC' as $$
  select jsonb_build_object('goal', c.goal, 'tz', c.tz, 'confirmed', app.total(c.id, 'confirmed'), 'received', app.total(c.id, 'received') + again.n, 'repeated', again.n,
    'withdrawn', app.total(c.id, 'withdrawn'), 'rejected', app.total(c.id, 'rejected') + app.total(c.id, 'invalidated'), 'paper', app.paper_total(c.id),
    'byCountry', coalesce((select jsonb_agg(jsonb_build_object('country', y.country, 'n', y.n) order by y.country = 'other', y.n desc, y.country)
      from (select case when x.n < 5 then 'other' else x.key end as country, sum(x.n) as n
        from app.signature_counts x where x.campaign_id = c.id and x.dim = 'country' and x.n > 0 group by 1) y), '[]'),
    'byDay', coalesce((select jsonb_agg(jsonb_build_object('day', y.day, 'n', y.n) order by y.day)
      from (select to_char(x.key::timestamptz at time zone c.tz, 'YYYY-MM-DD') as day, sum(x.n) as n
        from app.signature_counts x where x.campaign_id = c.id and x.dim = 'hour' group by 1 having sum(x.n) > 0) y), '[]'))
  from public.campaigns c, lateral (select coalesce(sum(x.n), 0) as n from app.signature_counts x
    where x.campaign_id = c.id and x.dim = 'repeated' and x.key < to_char(now() at time zone 'UTC', 'YYYY-MM-DD')) again
  where c.slug = $1 and c.status <> 'draft'
$$;
