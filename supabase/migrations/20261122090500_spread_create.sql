-- How the petition spreads: the words people pass it on with, the sources the team gives out (links, posters, partners),
-- and how many arrived by each. Visits are numbers per source and day and nothing else: no address, no browser, no cookie.

create table public.share_texts (
  id uuid primary key default gen_random_uuid(),
  campaign_id uuid not null references public.campaigns on delete cascade,
  locale text not null check (locale in ('es', 'en')),
  way text not null check (way in ('whatsapp', 'telegram', 'x', 'bluesky', 'mastodon', 'mail', 'app')),
  text text not null default '' check (length(text) <= 1000),
  unique (campaign_id, locale, way)
);
comment on table public.share_texts is 'P0: what a shared link says, per language and network. Empty: the words of the product.';

create table public.sources (
  id uuid primary key,
  campaign_id uuid not null references public.campaigns on delete cascade,
  word text not null check (word ~ '^[a-z0-9._-]{1,40}$'),
  label text not null check (length(label) between 1 and 80),
  kind text not null check (kind in ('link', 'poster', 'partner', 'mail', 'press')),
  place text not null default '' check (length(place) <= 120),
  archived_at timestamptz,
  created_by uuid references auth.users on delete set null,
  created_at timestamptz not null default now(),
  unique (campaign_id, word)
);
create index sources_created_by on public.sources (created_by);
comment on table public.sources is 'P1: the team; `word` travels in links as `src` and stands in `signatures.source`.';

create table app.source_visits (
  campaign_id uuid not null references public.campaigns on delete cascade,
  source text not null,
  day date not null,
  n bigint not null,
  primary key (campaign_id, source, day)
);

-- Words that links of the product itself carry. A word nobody knows is counted as `other`: an address anybody can type
-- must not fill a table.
create function app.source_known(campaign uuid, word text) returns boolean
language sql stable security definer set search_path = '' as $$
  select $2 in ('', 'whatsapp', 'telegram', 'x', 'bluesky', 'mastodon', 'facebook', 'instagram', 'mail', 'newsletter', 'link', 'app', 'embed', 'qr')
    or exists (select from public.sources s where s.campaign_id = $1 and s.word = $2)
    or exists (select from app.signature_counts c where c.campaign_id = $1 and c.dim = 'source' and c.key = $2 and c.n > 0)
$$;

create function public.add_visits(items jsonb) returns void
language sql volatile security definer set search_path = '' as $$
  insert into app.source_visits as v (campaign_id, source, day, n)
  select i.campaign, case when app.source_known(i.campaign, i.source) then i.source else 'other' end,
    (now() at time zone c.tz)::date, sum(i.n)
  from jsonb_to_recordset(items) as i (campaign uuid, source text, n bigint)
  join public.campaigns c on c.id = i.campaign
  where i.n > 0
  group by 1, 2, 3
  -- In one order everywhere, so that two processes wait for each other instead of locking up.
  order by 1, 2, 3
  on conflict (campaign_id, source, day) do update set n = v.n + excluded.n
$$;

create function public.public_share_texts(slug text, locale text) returns jsonb
language sql stable security definer set search_path = '' as $$
  select coalesce((select jsonb_object_agg(t.way, t.text) from public.share_texts t join public.campaigns c on c.id = t.campaign_id
    where c.slug = $1 and c.status <> 'draft' and t.locale = $2 and t.text <> ''), '{}')
$$;

-- Visits, signatures and confirmed ones of each source, the strongest of those who brought others (by their share code
-- alone), and what the team has given out. From counts kept already: no signature is read.
create function public.spread_overview(campaign uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  if not app.can($1, 'signatures.read') then perform app.fail('RN404', 'not_found'); end if;
  return jsonb_build_object(
    'sources', coalesce((select jsonb_agg(jsonb_build_object('source', x.source, 'visits', x.visits, 'received', x.received, 'confirmed', x.confirmed)
        order by x.confirmed desc, x.visits desc, x.source)
      from (select y.source, coalesce(sum(y.visits), 0) as visits, coalesce(sum(y.received), 0) as received, coalesce(sum(y.confirmed), 0) as confirmed
        from (select v.source, v.n as visits, null::bigint as received, null::bigint as confirmed from app.source_visits v where v.campaign_id = $1
          union all
          select c.key, null, case c.dim when 'source_received' then c.n end, case c.dim when 'source' then c.n end
          from app.signature_counts c where c.campaign_id = $1 and c.dim in ('source', 'source_received')
          union all
          select s.word, null, null, null from public.sources s where s.campaign_id = $1) y
        group by 1 order by 4 desc, 2 desc, 1 limit 200) x), '[]'),
    'referrers', coalesce((select jsonb_agg(jsonb_build_object('share', r.key, 'n', r.n) order by r.n desc, r.key)
      from (select c.key, c.n from app.signature_counts c where c.campaign_id = $1 and c.dim = 'referrer' and c.n > 0
        order by c.n desc, c.key limit 20) r), '[]'),
    'referred', coalesce((select sum(c.n) from app.signature_counts c where c.campaign_id = $1 and c.dim = 'referrer'), 0),
    'given', coalesce((select jsonb_agg(jsonb_build_object('id', s.id, 'word', s.word, 'label', s.label, 'kind', s.kind, 'place', s.place,
        'archived', s.archived_at is not null) order by s.created_at desc, s.id)
      from (select * from public.sources x where x.campaign_id = $1 order by x.created_at desc, x.id limit 500) s), '[]'),
    'texts', coalesce((select jsonb_agg(jsonb_build_object('locale', t.locale, 'way', t.way, 'text', t.text))
      from public.share_texts t where t.campaign_id = $1 and t.text <> ''), '[]'));
end $$;

-- How many confirmed signatures one signer's link brought: told to that signer alone.
create function public.referred_by_signature(signature uuid) returns bigint
language sql stable security definer set search_path = '' as $$
  select coalesce((select c.n from public.signatures s join app.signature_counts c
    on c.campaign_id = s.campaign_id and c.dim = 'referrer' and c.key = s.share_code where s.id = $1), 0)
$$;

create function app.op_spread_set_text(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  campaign uuid := app.arg_id(args, 'campaign');
  words text := coalesce(app.arg_optional(args, 'text', 1000), '');
begin
  perform app.need(campaign, 'campaign.write');
  -- A text without its link leads nowhere.
  if words <> '' and position('{link}' in words) = 0 then perform app.fail('RN400', 'link_missing', 'text'); end if;
  if replace(replace(words, '{link}', ''), '{count}', '') ~ '[{}]' then perform app.fail('RN400', 'placeholder', 'text'); end if;
  insert into public.share_texts as t (campaign_id, locale, way, text)
  values (campaign, app.arg_choice(args, 'locale', 'es', 'en'),
    app.arg_choice(args, 'way', 'whatsapp', 'telegram', 'x', 'bluesky', 'mastodon', 'mail', 'app'), words)
  on conflict (campaign_id, locale, way) do update set text = excluded.text;
  return '{}';
end $$;

create function app.op_spread_add_source(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  campaign uuid := app.arg_id(args, 'campaign');
  source uuid := app.arg_id(args, 'id');
  given text := app.arg(args, 'word', 40);
begin
  perform app.need(campaign, 'campaign.write');
  if given !~ '^[a-z0-9._-]+$' then perform app.fail('RN400', 'slug', 'word'); end if;
  if exists (select from public.sources s where s.campaign_id = campaign and s.word = given) then
    perform app.fail('RN409', 'taken', 'word');
  end if;
  insert into public.sources (id, campaign_id, word, label, kind, place, created_by)
  values (source, campaign, given, app.arg(args, 'label', 80), app.arg_choice(args, 'kind', 'link', 'poster', 'partner', 'mail', 'press'),
    coalesce(app.arg_optional(args, 'place', 120), ''), app.uid());
  return jsonb_build_object('source', source);
end $$;

create function app.op_spread_archive_source(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  source uuid := app.arg_id(args, 'source');
  archived boolean := coalesce(app.arg_flag(args, 'archived'), true);
begin
  perform app.need((select s.campaign_id from public.sources s where s.id = source), 'campaign.write');
  update public.sources s set archived_at = case when archived then coalesce(s.archived_at, now()) end where s.id = source;
  return '{}';
end $$;

select app.protect(t) from unnest(array['public.share_texts', 'public.sources', 'app.source_visits']::regclass[]) t;
grant select on public.share_texts, public.sources to authenticated;
grant insert (id, campaign_id, locale, way, text), update (text) on public.share_texts to authenticated;
grant insert (id, campaign_id, word, label, kind, place, created_by), update (archived_at) on public.sources to authenticated;

create policy "Members read what shared links say" on public.share_texts for select to authenticated
  using (campaign_id in (select app.my_campaigns('campaign.read')));
create policy "Those who may write the campaign add share texts" on public.share_texts for insert to authenticated
  with check (campaign_id in (select app.my_campaigns('campaign.write')));
create policy "Those who may write the campaign change share texts" on public.share_texts for update to authenticated
  using (campaign_id in (select app.my_campaigns('campaign.write'))) with check (campaign_id in (select app.my_campaigns('campaign.write')));
create policy "Members read the sources given out" on public.sources for select to authenticated
  using (campaign_id in (select app.my_campaigns('campaign.read')));
create policy "Those who may write the campaign give out sources" on public.sources for insert to authenticated
  with check (campaign_id in (select app.my_campaigns('campaign.write')) and created_by = (select app.uid()));
create policy "Those who may write the campaign archive sources" on public.sources for update to authenticated
  using (campaign_id in (select app.my_campaigns('campaign.write'))) with check (campaign_id in (select app.my_campaigns('campaign.write')));

select app.track('public.share_texts', 'campaign', 'campaign_id', 'team', array['id', 'campaign_id', 'locale', 'way', 'text']);
select app.track('public.sources', 'campaign', 'campaign_id', 'team', array['id', 'campaign_id', 'word', 'label', 'kind', 'place',
  'archived_at', 'created_by', 'created_at']);

select app.expose('public.add_visits(jsonb)', 'service_role');
select app.expose('public.referred_by_signature(uuid)', 'service_role');
select app.expose('public.spread_overview(uuid)', 'authenticated');
select app.expose('public.public_share_texts(text, text)', 'anon', 'authenticated', 'service_role');
revoke all on function app.source_known(uuid, text), app.op_spread_set_text(jsonb), app.op_spread_add_source(jsonb),
  app.op_spread_archive_source(jsonb) from public;
select app.open_to_members();
