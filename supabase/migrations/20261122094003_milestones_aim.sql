-- The first number ahead is the goal from the moment the numbers are set, also when it lies below the goal of before. A goal
-- that somebody sets higher by hand afterwards stays.

create or replace function app.touch_milestones(campaign uuid) returns void
language plpgsql security definer set search_path = '' as $$
declare
  aim integer;
begin
  perform app.need(campaign, 'campaign.write');
  select min(m.n) into aim from public.milestones m
  where m.campaign_id = campaign and m.reached_at is null and m.dropped_at is null and m.n > app.total(campaign, 'confirmed');
  update public.campaigns c set goal = aim where c.id = campaign and c.goal <> aim;
  perform app.touch_totals(campaign);
end $$;
