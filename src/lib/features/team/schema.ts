import * as v from 'valibot';
import { LOCALES } from '$lib/contracts/locales';
import { ROLES } from '$lib/contracts/permissions';
import { slugOf } from './slug';

/** An absent field is an empty one: what a person sees is a field that was not filled in. */
const sent = v.optional(v.string(), '');
const filled = (max: number) => v.pipe(sent, v.trim(), v.nonEmpty('required'), v.maxLength(max, 'too_long'));
const email = v.pipe(filled(254), v.toLowerCase(), v.email('email'));
/** Never trimmed: blanks at its ends are part of it. */
const given = v.pipe(sent, v.nonEmpty('required'), v.maxLength(1000, 'password_long'));
const next = sent;

/** bcrypt reads 72 bytes and would silently drop the rest. */
const MAX_BYTES = 72;
const chosen = v.pipe(
  given,
  v.minLength(10, 'password'),
  v.check((value) => new TextEncoder().encode(value).length <= MAX_BYTES, 'password_long'),
);
/** The first password that anybody tries. */
const isEmail = (password: string, address: string): boolean => password.trim().toLowerCase() === address;

export const signInSchema = v.object({ email: v.pipe(filled(254), v.toLowerCase()), password: given, next });
export const askCodeSchema = v.object({ email, next });
export const enterCodeSchema = v.object({
  email,
  code: v.pipe(
    sent,
    v.transform((value) => value.replace(/[\s.-]/g, '')),
    v.nonEmpty('required'),
    v.regex(/^\d{6,10}$/, 'code_wrong'),
  ),
  next,
});

export const acceptSchema = v.pipe(
  v.object({ name: filled(80), email, password: chosen }),
  v.forward(
    v.check((input) => !isEmail(input.password, input.email), 'password'),
    ['password'],
  ),
);
export const joinSchema = v.object({ name: filled(80) });

const slug = v.pipe(sent, v.trim(), v.toLowerCase(), v.regex(/^([a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?)?$/, 'slug'));
const goal = v.pipe(
  v.optional(v.string(), '1000'),
  v.transform((value) => value.replace(/[\s.,]/g, '')),
  v.regex(/^[1-9]\d{0,7}$/, 'number'),
  v.transform(Number),
);
export const setupSchema = v.pipe(
  v.object({
    title: filled(160),
    slug,
    goal,
    locale: v.optional(v.picklist(LOCALES, 'choice'), 'es'),
    name: filled(80),
    email,
    password: chosen,
  }),
  v.forward(
    v.check((input) => !isEmail(input.password, input.email), 'password'),
    ['password'],
  ),
  v.transform((input) => ({ ...input, slug: input.slug || slugOf(input.title) })),
);

const roles = v.pipe(
  sent,
  v.transform((value) => value.split(',').filter((role) => role !== '')),
  v.array(v.picklist(ROLES, 'choice')),
  v.minLength(1, 'roles'),
);
const id = v.pipe(sent, v.uuid('unknown_field'));
export const inviteSchema = v.object({
  opId: v.optional(id),
  label: v.pipe(sent, v.trim(), v.maxLength(80, 'too_long')),
  roles,
});
export const memberSchema = v.object({ user: id });
export const rolesSchema = v.object({ user: id, roles });
export const invitationSchema = v.object({ invitation: id });
