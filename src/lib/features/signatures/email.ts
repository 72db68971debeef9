/**
 * Mail addresses: reading one that a person typed, and the form in which two spellings of one mailbox are equal. Mail
 * always goes to the address as typed; the canonical form serves only for the keyed index "one signature per mailbox".
 */

/** Local part without quotes. What lies outside ASCII needs SMTPUTF8, which many servers lack: the mail would not come. */
const LOCAL = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const DOMAIN =
  /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+(?=[a-z0-9-]*[a-z])[a-z0-9][a-z0-9-]{0,61}[a-z0-9]$/;

/** Only for what a person can have typed: no port, path, credentials or escapes may pass into the URL that reads the domain. */
function asciiDomain(domain: string): string | null {
  if (!/^[^\s/?#@:\\%[\]<>]+$/u.test(domain) || !URL.canParse(`http://${domain}`)) return null;
  const { hostname } = new URL(`http://${domain}`);
  return DOMAIN.test(hostname) ? hostname : null;
}

/** The address with its domain in lower case and in ASCII (`españa.example` becomes `xn--...`), or null when it is none. */
export function readAddress(text: string): string | null {
  const at = text.lastIndexOf('@');
  const local = text.slice(0, Math.max(0, at));
  if (at < 1 || local.length > 64 || !LOCAL.test(local)) return null;
  const domain = asciiDomain(text.slice(at + 1));
  const address = `${local}@${domain}`;
  return domain === null || address.length > 254 ? null : address;
}

interface DomainRule {
  /** Characters without meaning in the local part. */
  ignores?: RegExp;
  /** What follows it is a label of the owner's. */
  tag?: '+';
  /** Another name of the same mailboxes. */
  is?: string;
}

const tagged: DomainRule = { tag: '+' };
/**
 * Only what the providers themselves document. For any other domain two addresses are one when they differ in case alone:
 * refusing somebody because of another's address is worse than counting one person twice.
 */
const DOMAIN_RULES: Readonly<Record<string, DomainRule>> = {
  'gmail.com': { ignores: /\./g, tag: '+' },
  'googlemail.com': { is: 'gmail.com' },
  'outlook.com': tagged,
  'outlook.es': tagged,
  'outlook.com.ar': tagged,
  'hotmail.com': tagged,
  'hotmail.com.ar': tagged,
  'hotmail.es': tagged,
  'live.com': tagged,
  'live.com.ar': tagged,
  'msn.com': tagged,
  'yahoo.com': tagged,
  'yahoo.com.ar': tagged,
  'yahoo.es': tagged,
  'icloud.com': tagged,
  'me.com': { is: 'icloud.com' },
  'mac.com': { is: 'icloud.com' },
  'proton.me': { ignores: /[._-]/g, tag: '+' },
  'protonmail.com': { is: 'proton.me' },
  'pm.me': { is: 'proton.me' },
  'fastmail.com': tagged,
  'riseup.net': tagged,
  'disroot.org': tagged,
  'posteo.net': tagged,
  'posteo.de': tagged,
  'zoho.com': tagged,
};

/** The form in which spellings of one mailbox are equal. Takes what `readAddress` gave; never throws. */
export function canonicalEmail(address: string): string {
  const at = address.lastIndexOf('@');
  const named = address.slice(at + 1).toLowerCase();
  const ruleOf = (domain: string): DomainRule =>
    Object.hasOwn(DOMAIN_RULES, domain) ? (DOMAIN_RULES[domain] ?? {}) : {};
  const domain = ruleOf(named).is ?? named;
  const { ignores, tag } = ruleOf(domain);
  const whole = address.slice(0, Math.max(0, at)).toLowerCase();
  const untagged = tag === undefined ? whole : (whole.split(tag)[0] ?? whole);
  const local = ignores === undefined ? untagged : untagged.replace(ignores, '');
  // `+tag@gmail.com` has no mailbox before its tag; left as it is, it is equal to itself alone.
  return `${local === '' ? whole : local}@${domain}`;
}
