export { registerPerson, setStatus } from './people.server';
export { registerSchema, statusSchema } from './schema';
