-- These functions look up single rows among perhaps a million. A connection keeps the plan it made while the table was
-- small, which walks all of a campaign for each signer once it is large: they plan anew for each batch. What an undo
-- finds in the outbox it finds by the name of the mail, never by reading all of them.
alter function public.sign_batch(jsonb) set plan_cache_mode = force_custom_plan;
alter function public.fraud_work(integer) set plan_cache_mode = force_custom_plan;
alter function public.fraud_work(integer) set enable_seqscan = off;
alter function public.fraud_work(integer) set enable_hashjoin = off;
alter function public.fraud_work(integer) set enable_mergejoin = off;
