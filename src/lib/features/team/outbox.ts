/** A mail as the owner reads it. */
export interface OutboxLine {
  id: string;
  kind: string;
  state: string;
  attempts: number;
  createdAt: string;
  lastError: string | null;
  /** `ended`: nothing is left to say, such as a code that no longer works. `hidden`: the key of somebody else's door. */
  mail: { to: string; subject: string; text: string } | 'ended' | 'hidden';
}
