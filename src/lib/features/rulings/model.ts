import type { NotificationMode, NotifiedParty, ResolutionKind } from '$lib/contracts/ops-rulings';

/** What a court decided about one person, or about the case as a whole. */
export interface Resolution {
  id: string;
  person: string | null;
  personCode: string | null;
  kind: ResolutionKind;
  /** Civil day of the court. */
  datedOn: string;
  court: string;
  hasSummary: boolean;
  undone: boolean;
}

/** Somebody was told of it; what the law counts from. */
export interface Notification {
  id: string;
  resolution: string;
  party: NotifiedParty;
  mode: NotificationMode;
  day: string;
  /** Instant, where it is known. */
  at: string | null;
  km: number;
  /** Grows with every correction. */
  edits: number;
  undone: boolean;
}

/** The same decision about several people is told as one. */
export interface Decision {
  key: string;
  kind: ResolutionKind;
  datedOn: string;
  court: string;
  about: Resolution[];
  told: Telling[];
}

/** Who was told together: in a hearing all who are there. */
export interface Telling {
  key: string;
  party: NotifiedParty;
  mode: NotificationMode;
  day: string;
  at: string | null;
  km: number;
  of: (Notification & { personCode: string | null })[];
}

const moment = ({ party, mode, day, at, km }: Omit<Telling, 'key' | 'of'>): string =>
  [party, mode, day, at === null ? '' : Date.parse(at), km].join(' ');

/** Decisions of a case, the newest first, each with who was told of it in order of time. */
export function decisionsOf(resolutions: readonly Resolution[], notifications: readonly Notification[]): Decision[] {
  const keyOf = ({ kind, datedOn, court, undone }: Resolution): string => [datedOn, kind, court, undone].join(' ');
  const told = Map.groupBy(notifications, ({ resolution }) => resolution);
  const groups = [...Map.groupBy(resolutions, keyOf)].map(([key, about]): Decision | null => {
    const [first] = about;
    if (first === undefined) return null;
    const all = about.flatMap(({ id, personCode }) => (told.get(id) ?? []).map((one) => ({ ...one, personCode })));
    const tellings = [...Map.groupBy(all, (one) => `${moment(one)} ${one.undone}`)].flatMap(([at, of]) => {
      const [one] = of;
      if (one === undefined) return [];
      const { party, mode, day, at: instant, km } = one;
      return [{ key: at, party, mode, day, at: instant, km, of }];
    });
    tellings.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : (a.at ?? '') < (b.at ?? '') ? -1 : 1));
    return { key, kind: first.kind, datedOn: first.datedOn, court: first.court, about, told: tellings };
  });
  return groups
    .filter((one) => one !== null)
    .sort((a, b) => (a.datedOn > b.datedOn ? -1 : a.datedOn < b.datedOn ? 1 : a.key < b.key ? -1 : 1));
}
