-- An inbox that the mail server refuses for good is not written to any more: after three refusals in a row the target is
-- paused and the desk is told. Whoever resumes it begins anew.

alter table public.letter_targets add column refusals smallint not null default 0,
  add column held_at timestamptz;
comment on column public.letter_targets.refusals is 'P1: refusals for good (5xx) since the last letter that went';
comment on column public.letter_targets.held_at is 'P1: since when it is paused because of them';
update app.tracked set columns = columns || 'held_at'::text where entity = 'letter_targets';

create function app.letter_target_resumed() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if not new.paused or new.email <> old.email then
    new.refusals := 0;
    new.held_at := null;
  end if;
  return new;
end $$;
create trigger letter_target_resumed before update of paused, email on public.letter_targets
  for each row when (old.refusals > 0 and (old.paused and not new.paused or new.email <> old.email))
  execute function app.letter_target_resumed();

-- What became of a letter in the outbox. Dropped there, it was not sent: it goes back into the line.
create or replace function app.letter_settled() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  asked uuid;
  target uuid;
begin
  if new.state = 'dropped' then
    update public.letters l set state = 'queued' where l.id = new.ref and l.state = 'released' returning l.request_id into asked;
  elsif new.state in ('sent', 'failed', 'unknown') then
    update public.letters l set state = new.state, done_at = now() where l.id = new.ref returning l.request_id, l.target_id into asked, target;
  end if;
  if new.state = 'sent' then
    update public.letter_targets t set refusals = 0 where t.id = target and t.refusals > 0 and t.held_at is null;
  elsif new.state = 'failed' and new.last_error like 'smtp\_5%' then
    update public.letter_targets t set refusals = least(t.refusals + 1, 1000),
      paused = t.paused or t.refusals + 1 >= 3, held_at = case when t.refusals + 1 >= 3 then coalesce(t.held_at, now()) end
    where t.id = target;
  end if;
  perform app.letters_forget(asked);
  return null;
end $$;

revoke all on function app.letter_target_resumed(), app.letter_settled() from public, anon, authenticated, service_role;
