/**
 * Slips in the domain of a mail address, for a question and never for a refusal: of the large providers alone, because
 * about any other domain nobody can know better than whoever types it.
 */

/** Endings under which a provider gives out mailboxes; the first is meant where nothing tells. Empty: many, all are let be. */
const PROVIDERS: Readonly<Record<string, readonly string[]>> = {
  gmail: ['com'],
  hotmail: [],
  yahoo: [],
  outlook: [],
  icloud: ['com'],
  protonmail: ['com', 'ch'],
  riseup: ['net'],
};
const NAMES = Object.keys(PROVIDERS);
/** One slip away from a provider, and a provider or a company of their own. */
const REAL = new Set(['mail', 'email', 'ymail', 'gail', 'grail', 'cloud', 'icloudmail', 'protonmai', 'rise']);
/** What fingers make of `com` and `com.ar`; none of the first is a country's ending with mailboxes of these providers. */
const ENDINGS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ['con', 'cmo', 'ocm', 'comm', 'coom', 'cim', 'cpm', 'vom', 'xom', 'cm', 'om', 'come', 'como'].map((slip) => [
      slip,
      'com',
    ]),
  ),
  ...Object.fromEntries(
    ['con.ar', 'cmo.ar', 'comm.ar', 'cm.ar', 'co.ar', 'com.a', 'com.ra', 'com.arg', 'comar'].map((slip) => [
      slip,
      'com.ar',
    ]),
  ),
};

/** True when one letter was left out, doubled, added or changed, or two neighbours changed places. */
function isOneSlip(typed: string, meant: string): boolean {
  let from = 0;
  while (from < typed.length && typed[from] === meant[from]) from += 1;
  const [a, b] = [typed.slice(from), meant.slice(from)];
  if (a.length === b.length)
    return a.slice(1) === b.slice(1) || (a.slice(2) === b.slice(2) && a[0] === b[1] && a[1] === b[0]);
  return a.length < b.length ? a === b.slice(1) : a.slice(1) === b;
}

function meantName(name: string): string | null {
  if (Object.hasOwn(PROVIDERS, name)) return name;
  if (REAL.has(name)) return null;
  // The first letter is seldom wrong, and `jmail`, `tmail` and others exist.
  return NAMES.find((meant) => isOneSlip(name, meant) && (name[0] === meant[0] || name[1] === meant[0])) ?? null;
}

/** The address that was probably meant, or null when nothing looks like a slip. Takes what `readAddress` gave. */
export function meantAddress(address: string): string | null {
  const at = address.lastIndexOf('@');
  const domain = address.slice(at + 1).toLowerCase();
  const dot = domain.indexOf('.');
  const meant = dot < 1 ? null : meantName(domain.slice(0, dot));
  if (meant === null) return null;
  const typed = domain.slice(dot + 1);
  const ending = Object.hasOwn(ENDINGS, typed) ? (ENDINGS[typed] ?? typed) : typed;
  const [usual, ...others] = PROVIDERS[meant] ?? [];
  const right = usual === undefined || usual === ending || others.includes(ending) ? ending : usual;
  const fixed = `${meant}.${right}`;
  return fixed === domain ? null : `${address.slice(0, at)}@${fixed}`;
}
