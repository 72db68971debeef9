import { useCampaign } from '$lib/live';
import { deskMessages } from '$lib/messages/desk';
import { useDesk } from './context';

/** Names of the team by their account, for pages that say who did something. Call it while a component is made. */
export function useMemberNames(): (user: string) => string {
  const desk = useDesk();
  const campaign = useCampaign();
  return (user) => {
    const member = campaign.team.rows('members').find((row) => row['user_id'] === user);
    const name = member?.['display_name'];
    return typeof name === 'string' ? name : deskMessages(desk.data().locale)('feed.somebody');
  };
}
