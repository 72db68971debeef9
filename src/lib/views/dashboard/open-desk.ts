import type { StreamSnapshot } from '$lib/contracts/journal';
import { createLiveDesk, LiveCollection, PresenceView, TeamCounter, type LiveCampaign, type LiveDesk } from '$lib/live';
import type { DeskData } from './desk-data';

export interface OpenDesk {
  live: LiveDesk;
  campaign: LiveCampaign;
  /** Connects; returns how to leave. */
  start(): () => void;
}

/** The streams every page of a campaign's desk stands on, from what the page was rendered with. */
export function openDesk(data: DeskData): OpenDesk {
  const live = createLiveDesk();
  const link = live.connection;
  const { id } = data.campaign;
  const collection = (snapshot: StreamSnapshot): LiveCollection =>
    new LiveCollection({ link, queue: live.queue, stream: snapshot.stream, snapshot });
  const { team, figures, signatures } = data.snapshots;
  const campaign: LiveCampaign = {
    id,
    team: collection(team),
    figures: figures && collection(figures),
    signatures: signatures && collection(signatures),
    totals: new TeamCounter(link, id, 'today', data.totals),
    presence: new PresenceView(link, id, 'today'),
  };
  return {
    live,
    campaign,
    start() {
      const undo = [
        campaign.team.start(),
        ...(campaign.figures ? [campaign.figures.start()] : []),
        ...(campaign.signatures ? [campaign.signatures.start()] : []),
        campaign.totals.start(),
        campaign.presence.start(),
        live.connection.start(),
      ];
      return () => {
        for (const off of undo) off();
        live.queue.stop();
      };
    },
  };
}
