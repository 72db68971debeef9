-- The label of a batch may name whoever collected it, and an organisation that nobody confirmed is somebody's private
-- letter: both are told to those who read signatures, and to nobody else of the team. What is confirmed is public anyway.

update app.tracked set audience = 'signatures' where entity in ('paper_batches', 'endorsements');
comment on table public.paper_batches is 'P1, for those who read signatures: where and when sheets were filled, and how many signed. typed and twins are counted from the rows.';
comment on table public.endorsements is 'P1, for those who read signatures, until confirmed, then P0: what the organisation is. P2: who writes for it.';

drop policy "Members see what was signed on paper" on public.paper_batches;
create policy "Those who read signatures see what was signed on paper" on public.paper_batches for select to authenticated
  using (campaign_id in (select app.my_campaigns('signatures.read')));
drop policy "Members see which organisations endorse" on public.endorsements;
create policy "Those who read signatures see which organisations ask or endorse" on public.endorsements for select to authenticated
  using (campaign_id in (select app.my_campaigns('signatures.read')));

update app.file_kinds set permission = 'signatures.read' where kind = 'logo';
