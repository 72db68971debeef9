export { registerPerson, setStatus } from './people.server';
export { personAt } from './people.repo.server';
export { registerSchema, statusSchema } from './schema';
