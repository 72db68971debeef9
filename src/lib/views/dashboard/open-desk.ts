import type { StreamName, StreamSnapshot } from '$lib/contracts/journal';
import {
  ApartStreams,
  createLiveDesk,
  LiveCollection,
  PresenceView,
  TeamCounter,
  type LiveCampaign,
  type LiveDesk,
} from '$lib/live';
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
  const apart = new ApartStreams(collection, data.snapshots.apart);
  const own: StreamName = `user:${data.me.userId}`;
  const campaign: LiveCampaign = {
    id,
    team: new LiveCollection({
      link,
      queue: live.queue,
      stream: team.stream,
      snapshot: team,
      beside: () => apart.parts,
    }),
    apart,
    own: collection({ stream: own, seq: data.ownHead, rows: {} }),
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
        campaign.apart.start(),
        campaign.own.start(),
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
