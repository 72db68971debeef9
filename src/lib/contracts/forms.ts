import type { Failure } from './errors';

/** What a form action answers when something was wrong: everything typed, and what to mend. */
export interface FormState {
  /** As typed, by field; never a password. */
  values: Record<string, string>;
  /** Broken rule by field; words under `rule.<rule>`. */
  errors: Record<string, string>;
  /** Set when the whole was refused, not a field of it. */
  failure: Failure | null;
}
