-- What everybody may check about the counting: how many came, what became of them, when it was last counted anew.

create table app.recounts (
  campaign_id uuid primary key references public.campaigns on delete cascade,
  at timestamptz not null default now(),
  drift integer not null check (drift >= 0)
);
comment on table app.recounts is 'P0: the last time the rows themselves were counted, and in how many figures that differed.';
select app.protect('app.recounts');

create function public.note_recount(campaign uuid, drift integer) returns void
language sql volatile security definer set search_path = '' as $$
  insert into app.recounts as r (campaign_id, at, drift) values ($1, now(), $2)
  on conflict (campaign_id) do update set at = now(), drift = excluded.drift
$$;

-- The head of the team's journal stands here in public: whoever notes it today sees tomorrow whether the past was rewritten.
create function public.public_integrity(slug text) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('received', app.total(c.id, 'received'), 'confirmed', app.total(c.id, 'confirmed'),
    'withdrawn', app.total(c.id, 'withdrawn'), 'rejected', app.total(c.id, 'rejected'), 'invalidated', app.total(c.id, 'invalidated'),
    'paper', app.total(c.id, 'paper'), 'tz', c.tz,
    'reasons', coalesce((select jsonb_agg(jsonb_build_object('key', x.key, 'n', x.n) order by x.n desc, x.key)
      from app.signature_counts x where x.campaign_id = c.id and x.dim = 'reason' and x.n > 0), '[]'),
    'recount', (select jsonb_build_object('at', r.at, 'drift', r.drift) from app.recounts r where r.campaign_id = c.id),
    'journal', (select jsonb_build_object('seq', s.head, 'hash', encode(s.last_hash, 'hex')) from app.live_streams s
      where s.stream = 'campaign:' || c.id || ':team'))
  from public.campaigns c where c.slug = $1 and c.status <> 'draft'
$$;

-- For anybody's program. Countries with less than five are one: in a small place a single signature is a person.
create function public.public_data(slug text) returns jsonb
language sql stable security definer set search_path = '' set timezone = 'UTC' as $$
  select jsonb_build_object('goal', c.goal, 'tz', c.tz, 'confirmed', app.total(c.id, 'confirmed'), 'received', app.total(c.id, 'received'),
    'withdrawn', app.total(c.id, 'withdrawn'), 'rejected', app.total(c.id, 'rejected') + app.total(c.id, 'invalidated'), 'paper', app.total(c.id, 'paper'),
    'byCountry', coalesce((select jsonb_agg(jsonb_build_object('country', y.country, 'n', y.n) order by y.country = 'other', y.n desc, y.country)
      from (select case when x.n < 5 then 'other' else x.key end as country, sum(x.n) as n
        from app.signature_counts x where x.campaign_id = c.id and x.dim = 'country' and x.n > 0 group by 1) y), '[]'),
    'byDay', coalesce((select jsonb_agg(jsonb_build_object('day', y.day, 'n', y.n) order by y.day)
      from (select to_char(x.key::timestamptz at time zone c.tz, 'YYYY-MM-DD') as day, sum(x.n) as n
        from app.signature_counts x where x.campaign_id = c.id and x.dim = 'hour' group by 1 having sum(x.n) > 0) y), '[]'))
  from public.campaigns c where c.slug = $1 and c.status <> 'draft'
$$;

select app.expose('public.note_recount(uuid, integer)', 'service_role');
select app.expose('public.public_integrity(text)', 'service_role');
select app.expose('public.public_data(text)', 'service_role');
