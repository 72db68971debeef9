/** A gift that somebody books moves what everybody sees: told by the line, never asked for. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JournalEntry, StreamName } from '$lib/contracts/journal';
import type { Role } from '$lib/contracts/permissions';
import type { PublicTotals } from '$lib/contracts/totals';
import { uuidv7 } from '$lib/kernel/ids';
import { StreamNews } from '$lib/live/stream-news.svelte';
import { OpQueue } from '$lib/live/op-queue.svelte';
import { SESSION_COOKIE } from '$lib/server/backend/index.server';
import { toFailure } from '$lib/server/errors.server';
import { liveStore } from '$lib/server/realtime/attach.server';
import { createWorld, type World, type WorldUser } from '../support/world';
import { FakeDatabase } from './fake-store';
import { depsOf, openBrowser, openHouse, pause, rawSocket, until, type House } from './house';

let world: World;
let house: House;
const campaign = randomUUID();
const people = new Map<Role, WorldUser>();
const treasury: StreamName = `campaign:${campaign}:treasury`;

beforeAll(async () => {
  world = await createWorld();
  await world.sql.query(
    `insert into campaigns (id, slug, status, publish_fund) values ($1, 'argentina', 'open', true)`,
    [campaign],
  );
  for (const role of ['treasurer', 'owner', 'observer'] as const) {
    const user = await world.user();
    const member = randomUUID();
    await world.sql.query('insert into members (id, campaign_id, user_id, display_name) values ($1, $2, $3, $4)', [
      member,
      campaign,
      user.userId,
      role,
    ]);
    await world.sql.query('insert into member_roles (id, campaign_id, user_id, roles) values ($1, $2, $3, $4)', [
      member,
      campaign,
      user.userId,
      [role],
    ]);
    people.set(role, user);
  }
  house = await openHouse({
    ...depsOf(new FakeDatabase()),
    store: liveStore(world.backend),
    toFailure: (error) => toFailure(error),
    async readSession(header) {
      const session = await world.backend.readSession(header);
      return session ?? (header.includes(`${SESSION_COOKIE}=`) ? 'refused' : 'none');
    },
  });
});
afterAll(async () => {
  await house.close();
  await world.close();
});
const cookieOf = (role: Role): { cookie: string } => ({ cookie: people.get(role)?.cookie ?? '' });

function bookGift(minor: string) {
  const writer = world.backend.as(people.get('treasurer')?.accessToken ?? '');
  return writer.rpc('apply_op', {
    op_id: uuidv7(),
    kind: 'fund.book_gift',
    args: { campaign, id: uuidv7(), amountMinor: minor, currency: 'EUR', valueDate: '2026-03-01' },
  });
}

it('reaches the public thermometer, the totals of the team and the treasury without anybody asking again', async () => {
  const reader = await rawSocket(house, { as: 'public' });
  const frames: PublicTotals[] = [];
  reader.on('totals', (frame) => frames.push(frame));
  expect(await reader.emitWithAck('totals:watch', { campaign: 'argentina' })).toMatchObject({ ok: true });

  const seen = new Map<Role, JournalEntry[]>();
  const sockets = await Promise.all(
    (['owner', 'observer'] as const).map(async (role) => {
      const socket = await rawSocket(house, cookieOf(role));
      const entries: JournalEntry[] = [];
      seen.set(role, entries);
      socket.on('delta', (delta) => entries.push(...delta.entries));
      expect(await socket.emitWithAck('open', { stream: `campaign:${campaign}:figures` })).toMatchObject({ ok: true });
      await socket.emitWithAck('open', { stream: treasury });
      return socket;
    }),
  );
  expect((await bookGift('4200')).error).toBeNull();
  await until(
    () => frames.some(({ fund }) => fund?.[0]?.minor === '4200' && fund[0].pot === '4200'),
    'the thermometer',
  );
  const told = (role: Role, entity: string): boolean => (seen.get(role) ?? []).some((entry) => entry.entity === entity);
  await until(() => told('owner', 'fund_totals') && told('owner', 'fund_entries'), 'the desk of the owner');
  await until(() => told('observer', 'fund_totals'), 'the desk of the observer');
  // Who sees totals only is told totals only.
  expect(told('observer', 'fund_entries')).toBe(false);
  for (const socket of [reader, ...sockets]) socket.disconnect();
});

it('waits while a hand is on the list, and is fetched once for what comes in one breath', async () => {
  const browser = openBrowser(house, cookieOf('owner'));
  const { [treasury]: head = 0 } = await liveStore(world.backend).heads([treasury]);
  let fetched = 0;
  const news = new StreamNews({
    link: browser.link,
    queue: new OpQueue(browser.link),
    stream: treasury,
    head: Number(head),
    entities: ['fund_entries'],
    again: () => (fetched += 1),
    pauseMs: 60,
  });
  const stop = news.start();
  await until(() => browser.link.connected, 'connected');
  news.hold();
  await Promise.all([bookGift('100'), bookGift('200')]);
  await until(() => news.waiting.length === 2, 'both are counted');
  await pause(150);
  expect(fetched).toBe(0);
  news.release();
  expect([fetched, news.fresh.length, news.waiting.length]).toEqual([1, 2, 0]);
  // With no hand on it, it comes by itself.
  await bookGift('300');
  await until(() => fetched === 2 && news.fresh.length === 1, 'the next');
  stop();
  browser.close();
});
