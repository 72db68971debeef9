/**
 * The sample campaign and the first minute of an installation: `npm run demo` fills an empty database and lets it live a
 * little; `npm start` on an empty database prints the link by which the first owner comes in.
 */
import { uuidv7 } from '$lib/kernel/ids';
import type { Ronda } from '$lib/server/app.server';
import { newToken } from '$lib/server/crypto/links.server';
import { call } from '$lib/server/rpc.server';
import { createAccount, DEMO_ACCOUNTS, demoPassword, tokenOf } from './accounts.server';
import { startActivity } from './activity.server';
import { fillBank } from './banking.server';
import { fillCare } from './care.server';
import { fillCases } from './cases.server';
import { fillCounsel } from './counsel.server';
import { fillCustody } from './custody.server';
import { fillDeadlines } from './deadlines.server';
import { fillDelivery, fillUpdate } from './handover.server';
import { fillGiving } from './giving.server';
import { fillLedger, fillRates } from './ledger.server';
import { fillLetters } from './letters.server';
import { fillGathered } from './gathered.server';
import { fillIncidents, fillPublication } from './outside.server';
import {
  fillBoard,
  fillCampaign,
  fillFund,
  fillLegalDesk,
  fillSignatures,
  writerOf,
  type Writer,
} from './sample.server';
import { fillSpending } from './spending.server';
import { fillSpread } from './spread.server';
import { SAMPLE_TEXTS } from './texts';

const SLUG = 'argentina';
const WEEK_MS = 7 * 24 * 3_600_000;

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function addressOf(app: Ronda): string {
  return app.env.origin ?? `http://localhost:${app.env.port}`;
}

/** Makes the campaign with its first owner; `tokenHash` is the setup link's. */
async function found(app: Ronda, tokenHash: string, owner: { userId: string; name: string }): Promise<string> {
  const campaign = { id: uuidv7(), slug: SLUG, title: SAMPLE_TEXTS.es.title, goal: 2000, locale: 'es', sample: true };
  await call(app.backend.system(), 'setup_finish', {
    token_hash: tokenHash,
    user_id: owner.userId,
    display_name: owner.name,
    campaign,
  });
  return campaign.id;
}

/** The fund as a treasurer keeps it; rates first, so that each entry is booked with the one of its day. */
async function fillMoney(app: Ronda, write: Writer, campaign: string): Promise<ReadonlyMap<string, string>> {
  await fillRates(write, campaign);
  await fillFund(write, campaign);
  const accounts = await fillGiving(app, write, campaign);
  await fillLedger(write, campaign, accounts);
  await fillBank(app, write, campaign, accounts);
  return accounts;
}

/**
 * The sample for somebody who sets Ronda up and wants to look first: everything an owner can write. What belongs to the
 * legal desk and the treasury is theirs alone to write, so the new owner takes those roles as well.
 * @throws AppError `expired` when the link was used meanwhile.
 */
export async function loadSample(
  app: Ronda,
  tokenHash: string,
  owner: { userId: string; name: string; accessToken: string },
): Promise<{ slug: string }> {
  const campaign = await found(app, tokenHash, owner);
  const write = writerOf(app, owner.accessToken);
  await write('team.set_roles', { campaign, user: owner.userId, roles: ['owner', 'legal', 'treasurer'] });
  await fillCampaign(write, campaign);
  await fillCustody(app, write, campaign, await fillLegalDesk(write, campaign));
  await fillDeadlines(write, campaign);
  await fillCases(app, owner.accessToken, campaign);
  await fillCounsel(app, owner.accessToken, campaign, owner.userId);
  await fillCare(app, campaign, { token: owner.accessToken, helper: write, lawyer: owner.userId });
  await fillIncidents(write, campaign);
  await fillPublication(app.keyring, write, campaign);
  const accounts = await fillMoney(app, write, campaign);
  // Nobody says yes to what they asked for themselves: with one person, all of it waits.
  await fillSpending(app, { campaign, accounts, owner: write, asks: () => write, decides: null });
  await fillBoard(write, campaign);
  await fillLetters(app, write, campaign);
  await fillSignatures(app, write, campaign);
  await fillSpread(app, write, campaign);
  await fillGathered(app, write, campaign);
  await fillDelivery(app, write, campaign);
  return { slug: SLUG };
}

/** Six people, each invited by the owner and come in by the link, as in real life. */
async function fillDemo(app: Ronda, password: string): Promise<void> {
  const { hash } = newToken();
  const system = app.backend.system();
  await call(system, 'setup_token', { token_hash: hash });
  let campaign = '';
  let lawyer = '';
  let owner: ReturnType<typeof writerOf> | null = null;
  for (const { role, email, name } of DEMO_ACCOUNTS) {
    const userId = await createAccount(app, email, password);
    if (role === 'legal') lawyer = userId;
    if (owner === null) {
      campaign = await found(app, hash, { userId, name });
      owner = writerOf(app, await tokenOf(app, email, password));
      await fillCampaign(owner, campaign);
      continue;
    }
    const invitation = newToken();
    const expiresAt = new Date(Date.now() + WEEK_MS).toISOString();
    await owner('team.invite', {
      campaign,
      id: uuidv7(),
      tokenHash: invitation.hash,
      label: role,
      roles: [role],
      expiresAt,
    });
    await call(system, 'invitation_accept', { token_hash: invitation.hash, user_id: userId, display_name: name });
  }
  const as = async (role: string) => writerOf(app, await tokenOf(app, `${role}@demo.test`, password));
  const people = await fillLegalDesk(await as('legal'), campaign);
  await fillCustody(app, await as('legal'), campaign, people);
  await fillDeadlines(await as('legal'), campaign);
  await fillCases(app, await tokenOf(app, 'legal@demo.test', password), campaign);
  await fillCounsel(app, await tokenOf(app, 'legal@demo.test', password), campaign, lawyer);
  await fillCare(app, campaign, {
    token: await tokenOf(app, 'legal@demo.test', password),
    helper: await as('coordinator'),
    lawyer,
  });
  await fillIncidents(await as('legal'), campaign);
  await fillPublication(app.keyring, await as('legal'), campaign);
  const treasurer = await as('treasurer');
  const accounts = await fillMoney(app, treasurer, campaign);
  const asking = { legal: await as('legal'), coordinator: await as('coordinator') };
  if (owner) {
    await fillSpending(app, { campaign, accounts, owner, asks: (role) => asking[role], decides: treasurer });
  }
  await fillBoard(await as('coordinator'), campaign);
  if (owner) await fillLetters(app, owner, campaign);
  await fillSignatures(app, await as('organizer'), campaign);
  await fillSpread(app, await as('organizer'), campaign);
  await fillGathered(app, await as('organizer'), campaign);
  await fillDelivery(app, await as('organizer'), campaign);
  if (owner) await fillUpdate(await as('organizer'), owner, campaign);
}

async function prepareDemo(app: Ronda): Promise<void> {
  const { done } = await call<{ done: boolean }>(app.backend.system(), 'setup_state');
  const password = demoPassword(app.env.demoPassword);
  if (!done) {
    await fillDemo(app, password);
    say(`\nRonda, sample campaign\n  petition  ${addressOf(app)}/c/${SLUG}   ${addressOf(app)}/en/c/${SLUG}`);
    say(`  desk      ${addressOf(app)}/sign-in   password of every account: ${password}`);
    for (const { email } of DEMO_ACCOUNTS) say(`            ${email}`);
    say(`  mails     ${addressOf(app)}/demo/outbox.json\n`);
  } else if (app.env.demoPassword === null) {
    say('The sample campaign was there already; its accounts keep the password printed when it was made.');
  }
  if (app.env.demoActivity) startActivity(app, SLUG);
}

/** Runs once per start, after everything is up and before the first request. */
export async function prepareInstallation(app: Ronda): Promise<void> {
  if (app.env.demo) return prepareDemo(app);
  const { done } = await call<{ done: boolean }>(app.backend.system(), 'setup_state');
  if (done) return;
  // A new link at every start: the one printed before, perhaps in a log somebody else reads, is void.
  const { token, hash } = newToken();
  await call(app.backend.system(), 'setup_token', { token_hash: hash });
  say(`\nNobody owns this Ronda yet. Open this link once to set it up:\n  ${addressOf(app)}/setup/${token}\n`);
}
