/** Reminders, what each person wants of them, and the calendars they subscribe to; part of `OpArgs`. */
import type { Locale } from './locales';

type Id = string;

/** As `notices.kind` in the database. */
export const NOTICE_KINDS = ['due', 'clock', 'hearing', 'deadline', 'calendar', 'arrest', 'need', 'bail'] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** As `calendar_feeds.scope` and `detail` in the database. */
export const SCOPES = ['mine', 'campaign'] as const;
export type FeedScope = (typeof SCOPES)[number];
export const DETAILS = ['busy', 'codes', 'full'] as const;
export type FeedDetail = (typeof DETAILS)[number];

export interface NoticeOps {
  /** Who acts on a deadline, and who when they do not; absent is nobody. */
  'deadlines.assign': { deadline: Id; assignee?: Id; second?: Id };
  'notices.set': {
    campaign: Id;
    locale: Locale;
    app: NoticeKind[];
    mail: NoticeKind[];
    push: NoticeKind[];
    digest: boolean;
    /** `HH:MM` on the clock of `tz`; equal are no quiet hours. */
    quietFrom: string;
    quietTo: string;
    tz: string;
  };
  /** Without `notices` all of them; `read: false` takes it back. */
  'notices.read': { campaign: Id; notices?: Id[]; read?: boolean };
  /** A browser that takes pushes; sealed for `push_devices|<id>|device` (class P2). */
  'notices.device': { campaign: Id; id: Id; deviceSealed: string; deviceKey: string };
  'notices.forget_device': { device: Id };
  'agenda.make': { campaign: Id; id: Id; scope: FeedScope; detail: FeedDetail; locale: Locale; tokenHash: string };
  /** A new address; the old one ends at once. */
  'agenda.renew': { feed: Id; tokenHash: string };
  'agenda.end': { feed: Id };
}
