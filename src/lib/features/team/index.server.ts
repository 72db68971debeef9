export { askCode, enterCode, landing, signIn, signOut, visitorOf } from './doors.server';
export {
  acceptInvitation,
  enterSetup,
  foundCampaign,
  joinByInvitation,
  isToken,
  lookInvitation,
  lookSetup,
} from './entrance.server';
export { safeNext } from './next';
export { acceptSchema, askCodeSchema, enterCodeSchema, joinSchema, setupSchema, signInSchema } from './schema';
export { teamActions } from './manage.server';
export { readTeam } from './team.repo.server';
export { readOutbox } from './outbox.server';
