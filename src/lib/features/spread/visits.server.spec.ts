import { describe, expect, it } from 'vitest';
import { createVisits, isArrival, type VisitCount } from './visits.server';

const PHONE =
  'Mozilla/5.0 (Linux; Android 14; SM-A155M) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36';

function visits() {
  const sent: VisitCount[][] = [];
  let away = false;
  const made = createVisits((counts) => {
    if (away) return Promise.reject(new Error('away'));
    sent.push(counts.map((one) => ({ ...one })));
    return Promise.resolve();
  });
  return { ...made, sent, setAway: (now: boolean) => (away = now) };
}

describe('visits', () => {
  it('go to the database as numbers, together', async () => {
    const { count, flush, sent } = visits();
    for (const source of ['x', '', 'x']) count('a', source);
    count('b', 'x');
    await flush();
    await flush();
    expect(sent).toEqual([
      [
        { campaign: 'a', source: 'x', n: 2 },
        { campaign: 'a', source: '', n: 1 },
        { campaign: 'b', source: 'x', n: 1 },
      ],
    ]);
  });

  it('wait while the database is away', async () => {
    const { count, flush, sent, setAway } = visits();
    count('a', 'x');
    setAway(true);
    await expect(flush()).rejects.toThrow('away');
    count('a', 'x');
    setAway(false);
    await flush();
    expect(sent).toEqual([[{ campaign: 'a', source: 'x', n: 2 }]]);
  });

  it('of a thousand invented words take no more memory than a thousand', async () => {
    const { count, flush, sent } = visits();
    for (let n = 0; n < 5_000; n += 1) count('a', `w${n}`);
    await flush();
    expect(sent[0]).toHaveLength(1_001);
    expect(sent[0]?.reduce((sum, { n }) => sum + n, 0)).toBe(5_000);
  });
});

describe('somebody arriving', () => {
  const ask = (headers: Record<string, string> = {}, method = 'GET') =>
    isArrival({ method, headers: new Headers({ 'user-agent': PHONE, ...headers }) });

  it('is a person with a browser, also inside the browser of an app or a frame of a partner', () => {
    expect(ask()).toBe(true);
    expect(ask({ 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'document' })).toBe(true);
    expect(ask({ 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'iframe' })).toBe(true);
    for (const app of ['Instagram 250.0.0', '[FBAN/FBIOS;FBAV/430.0]', 'Twitter for iPhone/9.6', 'LinkedInApp'])
      expect(ask({ 'user-agent': `${PHONE} ${app}` }), app).toBe(true);
  });

  it('is no program', () => {
    for (const robot of [
      '',
      'WhatsApp/2.23.20.0 A',
      'TelegramBot (like TwitterBot)',
      'facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)',
      'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
      'Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm) Chrome/130 Safari/537.36',
      'Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)',
      'Mozilla/5.0 (Macintosh) AppleWebKit/600.2.5 Safari/600.2.5 (Applebot/0.1)',
      'Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/130.0.0.0 Safari/537.36',
      'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)',
      'curl/8.5.0',
      'python-requests/2.31',
    ])
      expect(ask({ 'user-agent': robot }), robot).toBe(false);
  });

  it('is no going on inside the petition, no loading ahead, no form, no picture', () => {
    expect(ask({ 'sec-fetch-site': 'same-origin' })).toBe(false);
    expect(ask({ 'sec-purpose': 'prefetch;prerender' })).toBe(false);
    expect(ask({ purpose: 'prefetch' })).toBe(false);
    expect(ask({}, 'POST')).toBe(false);
    expect(ask({ 'sec-fetch-dest': 'image' })).toBe(false);
  });
});
