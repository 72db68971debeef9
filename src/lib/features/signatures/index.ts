export { canonicalEmail } from './email';
export { nameKeyText, publicName } from './model';
export { signatureSchema, sourceOf, VISIBILITIES, type Visibility } from './schema';
