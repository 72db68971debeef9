import type { Failure } from '../contracts/errors';

/** The part of a valibot issue that matters here; structural, so that the kernel needs no validator. */
export interface Issue {
  type: string;
  message: string;
  path?: readonly { key: unknown }[] | undefined;
}

const RULE = /^[a-z][a-z0-9_]{1,60}$/;

/** The broken rule: schemas give rule names as messages; without one the kind of the check stands in. */
function ruleOf(issue: Issue): string {
  return RULE.test(issue.message) ? issue.message : issue.type;
}

/** Dotted path of the field, or an empty string for the whole input. */
function fieldOf(issue: Issue): string {
  return (issue.path ?? []).map((step) => String(step.key)).join('.');
}

/** First broken rule of each field, for forms that show every error at its field. */
export function fieldErrors(issues: readonly Issue[]): Record<string, string> {
  const errors = new Map<string, string>();
  for (const issue of issues) if (!errors.has(fieldOf(issue))) errors.set(fieldOf(issue), ruleOf(issue));
  return Object.fromEntries(errors);
}

/** The first issue as a failure, for callers that take one. */
export function issuesToFailure(issues: readonly Issue[]): Failure {
  const first = issues[0];
  if (first === undefined) return { ok: false, code: 'invalid' };
  const field = fieldOf(first);
  return { ok: false, code: 'invalid', rule: ruleOf(first), ...(field === '' ? {} : { field }) };
}
