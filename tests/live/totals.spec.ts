import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PublicTotals, TeamTotals } from '$lib/contracts/totals';
import { Connection } from '$lib/live/connection.svelte';
import { PresenceView } from '$lib/live/presence.svelte';
import { PublicCounter, TeamCounter, newest } from '$lib/live/totals.svelte';
import { FakeDatabase } from './fake-store';
import { depsOf, openBrowser, openHouse, pause, rawSocket, until, type House } from './house';

let db: FakeDatabase;
let house: House;

beforeEach(async () => {
  db = new FakeDatabase();
  house = await openHouse(depsOf(db, { timing: { publicTotalsMs: 150, teamTotalsMs: 40, publicCacheMs: 50 } }));
});
afterEach(() => house.close());

function sign(): void {
  db.totals = { v: db.totals.v + 1, confirmed: db.totals.confirmed + 1 };
}

describe('totals', () => {
  it('the public gets whole frames, only when something changed, and never faster than its pace', async () => {
    const socket = await rawSocket(house, { as: 'public' });
    const frames: number[] = [];
    socket.on('totals', ({ v }) => frames.push(v));
    expect(await socket.emitWithAck('totals:watch', { campaign: db.slug })).toMatchObject({
      ok: true,
      value: { v: 1 },
    });
    expect(await socket.emitWithAck('totals:watch', { campaign: 'nowhere' })).toEqual({ ok: false, code: 'not_found' });
    const began = Date.now();
    for (let i = 0; i < 60; i += 1) {
      sign();
      house.live.pokeTotals();
      await pause(10);
    }
    await until(() => frames.at(-1) === 61, 'the last');
    // The heartbeat says the newest again; those are no news.
    const news = new Set(frames).size;
    expect(news).toBeLessThanOrEqual(2 + (Date.now() - began) / 150);
    expect(news).toBeGreaterThan(2);
    const calls = db.calls.filter((call) => call === 'publicTotals').length;
    socket.disconnect();
    await pause(500);
    const later = db.calls.filter((call) => call === 'publicTotals').length;
    await pause(400);
    expect(db.calls.filter((call) => call === 'publicTotals').length).toBe(later);
    expect(later - calls).toBeLessThan(5);
  });

  it('a thousand readers of the page cost one read', async () => {
    const frames = await Promise.all(Array.from({ length: 1000 }, () => house.live.latestPublicTotals(db.slug)));
    expect(new Set(frames.map((frame) => frame?.v))).toEqual(new Set([1]));
    expect(db.calls.filter((call) => call === 'publicTotals')).toHaveLength(1);
    expect(await house.live.latestPublicTotals('nowhere')).toBeNull();
  });

  it('old figures are shown while the database is away', async () => {
    await house.live.latestPublicTotals(db.slug);
    await pause(80);
    db.away = true;
    expect(await house.live.latestPublicTotals(db.slug)).toMatchObject({ v: 1 });
    await expect(house.live.latestPublicTotals('other')).rejects.toThrow();
  });

  it('the team sees its own within a moment, whoever counted', async () => {
    const browser = openBrowser(house, { cookie: db.join(['coordinator']).cookie });
    const counter = new TeamCounter(browser.link, db.campaign, 'today');
    const stop = counter.start();
    await until(() => counter.frame?.v === 1, 'the first');
    sign();
    house.live.pokeTotals();
    await until(() => counter.frame?.confirmed === 1, 'one signature', 500);
    sign();
    await until(() => counter.frame?.confirmed === 2, 'one more without a word', 1_000);
    expect(counter.frame).toMatchObject({ v: 3, confirmed: 2 } satisfies Partial<TeamTotals>);
    stop();
    browser.close();
  });

  it('the highest v wins, however frames arrive', () => {
    const frame = (v: number): PublicTotals => ({ ...db.publicFrame(), v, at: `2026-01-01T00:00:0${v}Z` });
    const shown = [3, 1, 5, 2, 5, 4].map(frame).reduce<PublicTotals | null>(newest, null);
    expect(shown?.v).toBe(5);
  });
});

describe('the public counter', () => {
  const now = (start: () => void): (() => void) => {
    start();
    return () => undefined;
  };

  it('uses the socket when it can', async () => {
    const counter = new PublicCounter({
      slug: db.slug,
      initial: db.publicFrame(),
      poll: { url: '/', fetch: () => Promise.reject(new Error('not needed')), everyMs: 60_000 },
      connect: () => new Connection({ as: 'public', url: house.url, headers: { origin: house.url } }),
      whenIdle: now,
    });
    const stop = counter.start();
    await pause(100);
    sign();
    await until(() => counter.frame.signatures === 1, 'one signature');
    expect(counter.frame.v).toBe(2);
    stop();
  });

  it('asks the page now and then when there is none, with the tag of what it knows, and slower when nobody answers', async () => {
    const tags: (string | null)[] = [];
    let answers = 0;
    const counter = new PublicCounter({
      slug: db.slug,
      initial: db.publicFrame(),
      poll: {
        url: '/totals.json',
        everyMs: 20,
        maxMs: 400,
        fetch: (_, init) => {
          answers += 1;
          const tag = new Headers(init?.headers).get('if-none-match');
          tags.push(tag);
          if (answers > 6) return Promise.reject(new Error('away'));
          if (tag === `"${db.totals.v}"`) return Promise.resolve(new Response(null, { status: 304 }));
          return Promise.resolve(Response.json(db.publicFrame(), { headers: { etag: `"${db.totals.v}"` } }));
        },
      },
      connect: () => new Connection({ as: 'public', url: 'http://127.0.0.1:1', backMs: 1000 }),
      whenIdle: now,
    });
    const stop = counter.start();
    await until(() => answers >= 3, 'three questions');
    expect(tags.slice(0, 3)).toEqual([null, '"1"', '"1"']);
    sign();
    await until(() => counter.frame.v === 2, 'the new figure');
    await until(() => answers > 6, 'nobody answers');
    const before = answers;
    await pause(300);
    expect(answers - before).toBeLessThan(6);
    stop();
  });

  it('loads nothing before somebody is there', async () => {
    let made = 0;
    const counter = new PublicCounter({
      slug: db.slug,
      initial: db.publicFrame(),
      poll: { url: '/' },
      connect: () => {
        made += 1;
        return new Connection({ as: 'public', url: house.url });
      },
      whenIdle: () => () => undefined,
    });
    counter.start()();
    await pause(20);
    expect(made).toBe(0);
  });
});

describe('who is here', () => {
  it('members see one another, one face per person, and who left is gone', async () => {
    const people = [db.join(['owner'], 'Eva'), db.join(['legal'], 'Leo')];
    const browsers = people.map(({ cookie }) => openBrowser(house, { cookie }));
    const views = browsers.map(({ link }) => new PresenceView(link, db.campaign, 'today'));
    const second = openBrowser(house, people[1] ?? {});
    const third = new PresenceView(second.link, db.campaign, 'board:x');
    for (const view of [...views, third]) view.start();
    await until(() => views[0]?.people.length === 2, 'two faces');
    expect(views[0]?.people.map(({ name }) => name).sort()).toEqual(['Eva', 'Leo']);
    for (const browser of browsers.slice(1)) browser.close();
    second.close();
    await until(() => views[0]?.people.length === 1, 'one left');
    browsers[0]?.close();
  });

  it('tells strangers nothing, and takes no place in a campaign that is not theirs', async () => {
    const stranger = await rawSocket(house, {});
    const heard: unknown[] = [];
    stranger.onAny((...args) => heard.push(args));
    stranger.emit('here', { campaign: db.campaign, at: 'today' });
    const member = openBrowser(house, { cookie: db.join(['observer'], 'Ana').cookie });
    const view = new PresenceView(member.link, db.campaign, 'today');
    view.start();
    await until(() => view.people.length === 1, 'herself');
    expect(view.people[0]?.name).toBe('Ana');
    expect(heard).toEqual([]);
    stranger.disconnect();
    member.close();
  });
});

describe('the stop', () => {
  it('tells when to come back and is over within a second, sockets open or not', async () => {
    const { cookie } = db.join(['observer']);
    const sockets = await Promise.all(Array.from({ length: 30 }, () => rawSocket(house, { cookie })));
    const told: number[] = [];
    for (const socket of sockets) socket.on('restart', ({ inMs }) => told.push(inMs));
    const began = Date.now();
    await house.live.stop();
    expect(Date.now() - began).toBeLessThan(1_000);
    await until(() => told.length === 30 && sockets.every(({ connected }) => !connected), 'all told and gone');
    expect(new Set(told).size).toBeGreaterThan(5);
    expect(await (await fetch(house.url)).text()).toBe('a page');
  });
});
