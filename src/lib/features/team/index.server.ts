export { askCode, enterCode, landing, signIn, signOut, visitorOf } from './doors.server';
export { safeNext } from './next';
export { askCodeSchema, enterCodeSchema, signInSchema } from './schema';
