-- A name that finds no place in its mailbox is told so.

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
