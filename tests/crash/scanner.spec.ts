import { mkdtempSync, rmSync } from 'node:fs';
import { Agent } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type pg from 'pg';
import { afterAll, expect, it } from 'vitest';
import { startProgram, type Program } from '../support/program';
import { sign } from '../support/signing';
import { connectTo } from './counting';

/*
 * Mail servers open the links of a mail before its reader does, to see where they lead. That must never be taken for the
 * reader's own answer, whatever the mail: here every kind of link of the sample's mails is opened as they do it.
 */
const OF_EACH_KIND = 4;
const dataDir = mkdtempSync(path.join(tmpdir(), 'ronda-scanner-'));
let program: Program | null = null;
afterAll(async () => {
  await program?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

interface Mail {
  to: string;
  text: string;
  html: string;
}

/** Paths, so many of each kind: a kind is a path with what is secret in it left out. */
function linksIn(mails: readonly Mail[]): Map<string, Set<string>> {
  const kinds = new Map<string, Set<string>>();
  for (const { text, html } of mails) {
    for (const [, found = ''] of `${text} ${html}`.matchAll(/https?:\/\/[^/\s"<>]+(\/[^\s"<>]*)/g)) {
      const link = found.replaceAll('&amp;', '&');
      const kind = link.replace(/^\/en\//, '/').replace(/[\w-]{20,}/g, '*');
      const known = kinds.get(kind) ?? new Set<string>();
      if (known.size < OF_EACH_KIND) kinds.set(kind, known.add(link));
    }
  }
  return kinds;
}

/** What people have said: of signatures, organisations and letters. */
async function answers(client: pg.Client): Promise<unknown> {
  const { rows } = await client.query(
    `select (select jsonb_agg(jsonb_build_array(s.id, s.state, s.visibility, s.comment_state, s.updates, s.confirmed_at, s.withdrawn_at)
         order by s.id) from public.signatures s) as signatures,
       (select jsonb_agg(to_jsonb(e) order by e.id) from public.endorsements e) as endorsements,
       (select jsonb_agg(jsonb_build_array(r.id, r.state, r.confirmed_at) order by r.id) from public.letter_requests r) as letters`,
  );
  return rows[0];
}

it('takes no visit of a mail scanner for an answer', { timeout: 120_000 }, async () => {
  program = await startProgram({
    DATA_DIR: dataDir,
    RONDA_DEMO: '1',
    DEMO_ACTIVITY: 'off',
    DEMO_PASSWORD: 'scanner-test-only',
    LOG_LEVEL: 'error',
  });
  const { url } = program;
  const mails = async () => (await (await fetch(`${url}/demo/outbox.json?n=5000`)).json()) as Mail[];
  const agent = new Agent();
  for (const to of ['waits@example.org', 'counts@example.org'])
    expect(await sign(url, agent, to)).toMatchObject({ acknowledged: true });
  agent.destroy();
  const hers = (await mails()).filter(({ to }) => to === 'counts@example.org');
  const confirm = [...linksIn(hers).values()].flatMap((links) => [...links]).find((link) => link.includes('/confirm/'));
  const form = { origin: url, 'content-type': 'application/x-www-form-urlencoded' };
  expect((await fetch(`${url}${confirm}`, { method: 'POST', headers: form, body: '' })).status).toBe(200);
  const kinds = linksIn(await mails());
  for (const page of ['confirm', 'withdraw', 'mine']) expect([...kinds.keys()]).toContain(`/c/argentina/${page}/*`);

  const client = await connectTo(dataDir);
  const before = await answers(client);
  for (const link of [...kinds.values()].flatMap((links) => [...links])) {
    for (const method of ['HEAD', 'GET', 'GET']) {
      const answer = await fetch(url + link, { method, redirect: 'manual' });
      await answer.arrayBuffer();
      expect(answer.status, `${method} ${link}`).toBeLessThan(400);
    }
  }
  expect(await answers(client)).toEqual(before);
  await client.end();
});
